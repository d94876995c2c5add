/** The fictional people of the demonstration whom the journeys are about, by what they do in them. */
import { DEMO_PEOPLE } from '#drizzle/demo-people.ts';
import { DEMO_PASSWORD } from '#server/application/password.ts';

export const PASSWORD = DEMO_PASSWORD;

/** By what they do here; everybody is one of the people the demonstration offers. */
export const CAST = {
	coordinator: 'Opal Quillfeather',
	minuteTaker: 'Fern Inkwell',
	chair: 'Larkspur Ironbridge-Wren',
	police: 'Teasel Marchbank-Owl',
	caseManager: 'Rowan Lanternby',
	childrensServices: 'Campion Ashmarsh',
	housing: 'Mallow Keystone',
	education: 'Tansy Chalkdown',
	victimLiaison: 'Juniper Softley-Moth',
	boardChair: 'Hazel Merrowdown',
	layAdviser: 'Betony Fairacre',
	auditor: 'Sorrel Tallowmere',
	administrator: 'Thistle Boxwood'
} as const;
export type Role = keyof typeof CAST;

const person = (role: Role) => {
	const found = DEMO_PEOPLE.find(({ name }) => name === CAST[role]);
	if (!found) throw new Error(`${CAST[role]} is not one of the demonstration`);
	return found;
};
export const emailOf = (role: Role): string => person(role).email;
export const agencyOf = (role: Role): string => person(role).agency;
