/** The fictional people of the demonstration: who they are in the running meeting and how they sign in. */

/** `somebody@agency.example`: the domain .example belongs to nobody (RFC 2606). */
export const demoEmail = (name: string, agencyCode: string): string =>
	`${name.toLowerCase().replaceAll(' ', '.')}@${agencyCode.toLowerCase()}.example`;

export type DemoPerson = {
	/** what they are in the running meeting */
	readonly part: string;
	readonly name: string;
	readonly agency: string;
	readonly email: string;
};

const person = (part: string, name: string, code: string, agency: string): DemoPerson => ({
	part,
	name,
	agency,
	email: demoEmail(name, code)
});

/** The people worth trying first, in the order they are printed and offered. All have the demonstration's one password. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
	person('Chair', 'Larkspur Ironbridge-Wren', 'POL', 'Northmere Constabulary'),
	person('Minute taker', 'Fern Inkwell', 'MPU', 'Northmere MAPPA Unit'),
	person('MAPPA co-ordinator', 'Opal Quillfeather', 'MPU', 'Northmere MAPPA Unit'),
	person('Police, MOSOVO', 'Teasel Marchbank-Owl', 'POL', 'Northmere Constabulary'),
	person("Children's services", 'Campion Ashmarsh', 'CSC', "Northmere County Council Children's Services"),
	person('Case manager, probation', 'Rowan Lanternby', 'PRB', 'Probation Service, Northmere PDU'),
	person('Victim liaison officer', 'Juniper Softley-Moth', 'PRB', 'Probation Service, Northmere PDU'),
	person('Health', 'Comfrey Deepwell', 'NHS', 'Northmere and Vale NHS Foundation Trust'),
	person('Housing, deputy', 'Mallow Keystone', 'HSG', 'Saltby Borough Council Housing Options'),
	person('Landlord, waiting to be confirmed', 'Vetch Harbourlight', 'RSL', 'Harbour Row Homes'),
	person('Integrated care board, not here yet', 'Lovage Bellhouse', 'ICB', 'Northmere Integrated Care Board'),
	person(
		'Education, absent from the first meeting',
		'Tansy Chalkdown',
		'EDU',
		'Northmere County Council Education Safeguarding'
	),
	person('Chair of the Strategic Management Board', 'Hazel Merrowdown', 'POL', 'Northmere Constabulary'),
	person('Lay adviser, sees published numbers', 'Betony Fairacre', 'MPU', 'Northmere MAPPA Unit'),
	person('Auditor, sees sampled meetings for a time', 'Sorrel Tallowmere', 'MPU', 'Northmere MAPPA Unit'),
	person('System administrator, sees no case', 'Thistle Boxwood', 'MPU', 'Northmere MAPPA Unit')
];
