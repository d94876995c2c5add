/** Who and what the practice room is about: nobody and nothing of it exists outside this file. */
import type { PersonRef } from '../attendance/attendance.ts';
import type { CaseSummary } from '../cases/case.ts';
import type { Actor, AgencyType } from '../identity.ts';

/** The parts one can practise; each is the seat of one of the people below. */
export const PRACTICE_PARTS = ['chair', 'minute-taker', 'attendee'] as const;
export type PracticePart = (typeof PRACTICE_PARTS)[number];
export const isPracticePart = (text: string): text is PracticePart =>
	(PRACTICE_PARTS as readonly string[]).includes(text);

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const PRACTICE_MEETING = id(1);

const AGENCIES = {
	POL: { id: id(11), code: 'POL', name: 'Larkmere Police', type: 'POLICE' },
	PRB: { id: id(12), code: 'PRB', name: 'Larkmere Probation', type: 'PROBATION' },
	CSC: { id: id(13), code: 'CSC', name: 'Larkmere Children’s Services', type: 'CHILDRENS_SERVICES' },
	HSG: { id: id(14), code: 'HSG', name: 'Larkmere Housing', type: 'HOUSING_AUTHORITY' },
	MPU: { id: id(15), code: 'MPU', name: 'Larkmere MAPPA Unit', type: 'MAPPA_UNIT' }
} as const satisfies Record<
	string,
	{ readonly id: string; readonly code: string; readonly name: string; readonly type: AgencyType }
>;
export const PRACTICE_AGENCIES = Object.values(AGENCIES);

const person = (n: number, name: string, code: keyof typeof AGENCIES, roleTitle: string): PersonRef => ({
	...{ personId: id(n), name, roleTitle },
	...{ agencyId: AGENCIES[code].id, agencyCode: code, agencyName: AGENCIES[code].name, agencyType: AGENCIES[code].type }
});
export const PRACTICE_PEOPLE = {
	chair: person(21, 'Tansy Hollowreed', 'POL', 'Detective Inspector'),
	minuteTaker: person(22, 'Linnet Copperquill', 'MPU', 'MAPPA administrator'),
	manager: person(23, 'Alder Whitcombe-Snow', 'PRB', 'Community Offender Manager'),
	social: person(24, 'Marigold Fennimoor', 'CSC', 'Team manager'),
	housing: person(25, 'Sorrel Banbridge', 'HSG', 'Housing options manager')
} as const;
export type PracticePerson = keyof typeof PRACTICE_PEOPLE;

export const PERSON_OF_PART: Readonly<Record<PracticePart, PracticePerson>> = {
	chair: 'chair',
	'minute-taker': 'minuteTaker',
	attendee: 'social'
};

export const practiceActor = (who: PracticePerson): Actor => {
	const { personId, agencyId, name, agencyName, agencyCode, roleTitle } = PRACTICE_PEOPLE[who];
	return { personId, areaId: id(2), agencyId, name, agencyName, agencyCode, roleTitle, roles: ['AGENCY_REP'] };
};

export const PRACTICE_CASE: CaseSummary = {
	id: id(3),
	ref: 'PRACTICE-01',
	category: 2,
	level: 2,
	leadAgencyId: AGENCIES.PRB.id,
	leadAgencyName: AGENCIES.PRB.name,
	caseManager: PRACTICE_PEOPLE.manager.name,
	subject: {
		name: 'Peregrine Samplewood',
		aliases: [],
		dateOfBirth: '1988-03-09',
		ethnicity: 'Not recorded',
		firstLanguage: 'English',
		accessibility: 'None known',
		identifiers: {}
	},
	facts: {
		indexOffence: 'Invented: assault on a former partner',
		sentence: '3 years',
		dates: [],
		notification: 'None',
		orders: [],
		rosh: { KNOWN_ADULT: 'HIGH', CHILDREN: 'MEDIUM', PUBLIC: 'LOW', STAFF: 'LOW' },
		tools: [],
		victims: [{ code: 'V1', contact: 'IN_CONTACT', views: 'Wants handovers away from home' }],
		protectiveFactors: ['Works with an alcohol service'],
		s327aApplies: false
	}
};
