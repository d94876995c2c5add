import type { RecordPerson } from '#lib/minutes/final-record.ts';

/** The fictional people of the worked case who appear in the sample record. Nobody here exists. */
const person = (name: string, agency: string, role: string): RecordPerson => ({ name, agency, role });

const POLICE = 'Northmere Constabulary';
const PROBATION = 'Probation Service, Northmere PDU';
const UNIT = 'Northmere MAPPA Unit';

export const samplePeople = {
	chair: person('Larkspur Ironbridge-Wren', POLICE, 'Superintendent, public protection'),
	coordinator: person('Opal Quillfeather', UNIT, 'MAPPA co-ordinator'),
	minuteTaker: person('Fern Inkwell', UNIT, 'MAPPA administrator'),
	headOfPdu: person('Gorse Fairweather-Finch', PROBATION, 'Head of PDU'),
	caseManager: person('Rowan Lanternby', PROBATION, 'Community Offender Manager'),
	victimLiaison: person('Juniper Softley-Moth', PROBATION, 'Victim Liaison Officer'),
	approvedPremises: person('Alder Hearthstone', PROBATION, 'Approved Premises manager, Linden House'),
	detective: person('Teasel Marchbank-Owl', POLICE, 'Detective Constable, MOSOVO'),
	children: person('Campion Ashmarsh', 'Northmere County Council Children’s Services', 'Assistant director'),
	education: person('Tansy Chalkdown', 'Northmere County Council Education Safeguarding', 'LADO and safeguarding lead'),
	housing: person('Mallow Keystone', 'Saltby Borough Council Housing Options', 'Housing options manager'),
	headOfHousing: person('Bryony Slateford', 'Saltby Borough Council Housing Options', 'Head of housing'),
	landlord: person('Vetch Harbourlight', 'Harbour Row Homes', 'Director of housing'),
	health: person(
		'Comfrey Deepwell',
		'Northmere and Vale NHS Foundation Trust',
		'Associate director, specialist services'
	),
	nurse: person('Yarrow Stillwater', 'Northmere and Vale NHS Foundation Trust', 'Forensic community nurse, team lead'),
	jobcentre: person('Burdock Pennyfield', 'Jobcentre Plus, Saltby', 'Partnership manager'),
	monitoring: person('Sedge Copperline', 'Tagwell Monitoring', 'Partnership liaison'),
	board: person('Lovage Bellhouse', 'Northmere Integrated Care Board', 'Designated safeguarding nurse')
} as const;
