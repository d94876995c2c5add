/** The people of the year's meetings, besides those of the story: all invented, each with a sign-in of their own. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import type { Actor, Role } from '#lib/identity.ts';
import type { Grade } from '#lib/people/grades.ts';
import { DEMO_PASSWORD } from '#server/application/password.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { insertAccount } from '#server/persistence/accounts.ts';
import type { Tx } from '#server/persistence/database.ts';
import { demoEmail } from '../demo-people.ts';
import { recordVetting } from '../demo-vetting.ts';

type YearPerson = {
	readonly id: string;
	readonly name: string;
	readonly agency: string;
	readonly role: string;
	readonly grade: Grade;
};
const person = (id: string, name: string, agency: string, role: string, grade: Grade): YearPerson => ({
	...{ id, name, agency, role, grade }
});

/** Chairs Level 2, chairs Level 3, takes the minutes. */
export const CHAIR = { 2: 'Y01', 3: 'Y02' } as const;
export const MINUTE_TAKER = 'Y03';
/** Who convenes, writes to agencies, sends the minutes out and publishes: of the story. */
export const COORDINATOR = 'Opal Quillfeather';
/** Who answers for the Board: of the story. */
export const BOARD_CHAIR = 'Hazel Merrowdown';

const PEOPLE: readonly YearPerson[] = [
	person('Y01', 'Quillon Hedgemoor', 'POL', 'Detective Inspector, chair at Level 2', 'MANAGER'),
	person('Y02', 'Saffron Blackthorn-Vale', 'POL', 'Superintendent, chair at Level 3', 'SENIOR_MANAGER'),
	person('Y03', 'Sage Millpond', 'MPU', 'MAPPA administrator', 'PRACTITIONER'),
	person('Y04', 'Linnet Coppergate', 'POL', 'Detective Sergeant, MOSOVO', 'PRACTITIONER'),
	person('Y05', 'Heron Oakshade', 'PRB', 'Community Offender Manager', 'PRACTITIONER'),
	person('Y06', 'Poppy Fernbridge', 'PRB', 'Community Offender Manager', 'PRACTITIONER'),
	person('Y07', 'Ash Merriweather-Thorne', 'PRB', 'Head of public protection', 'SENIOR_MANAGER'),
	person('Y08', 'Jasmine Ferriman-Wells', 'PRI', 'Head of offender management', 'SENIOR_MANAGER'),
	person('Y09', 'Primrose Waterhouse-Elm', 'CSC', 'Service manager', 'SENIOR_MANAGER'),
	person('Y10', 'Laurel Stepney-Marsh', 'ASC', 'Service manager', 'SENIOR_MANAGER'),
	person('Y11', 'Rosehip Chandler', 'EDU', 'Safeguarding adviser', 'MANAGER'),
	person('Y12', 'Elder Brickfield', 'HSG', 'Head of homelessness', 'SENIOR_MANAGER'),
	person('Y13', 'Thyme Hollowell', 'RSL', 'Neighbourhood director', 'SENIOR_MANAGER'),
	person('Y14', 'Verbena Goodwater', 'NHS', 'Associate director', 'SENIOR_MANAGER'),
	person('Y15', 'Iris Bramwell-Tarn', 'ICB', 'Head of safeguarding', 'SENIOR_MANAGER'),
	person('Y16', 'Basil Underhill-Crane', 'JCP', 'Partnership manager', 'MANAGER'),
	person('Y17', 'Myrtle Signalman', 'EMS', 'Partnership lead', 'MANAGER'),
	person('Y18', 'Fennel Larkrise', 'CSC', 'Team manager, deputy', 'MANAGER'),
	person('Y19', 'Nettle Roofwright', 'HSG', 'Housing officer, deputy', 'PRACTITIONER'),
	person('Y20', 'Willow Saltergate', 'NHS', 'Community nurse, deputy', 'PRACTITIONER')
];
/** Who comes for each agency that is counted, and who comes when they cannot. */
export const COMES_FOR: Readonly<Record<string, string>> = {
	...{ POL: 'Y04', PRB: 'Y07', PRI: 'Y08', CSC: 'Y09', ASC: 'Y10', EDU: 'Y11', HSG: 'Y12' },
	...{ RSL: 'Y13', NHS: 'Y14', ICB: 'Y15', JCP: 'Y16', EMS: 'Y17' }
};
export const DEPUTIES: Readonly<Record<string, string>> = { CSC: 'Y18', HSG: 'Y19', NHS: 'Y20' };
export const CASE_MANAGERS = ['Y05', 'Y06'] as const;

/** Puts those who are not there yet into the directory. */
export async function enterYearPeople(tx: Tx, areaId: string, passwords: PasswordHasher): Promise<void> {
	const agencies = new Map((await tx.select().from(schema.agency)).map(({ code, id }) => [code, id]));
	const known = new Set((await tx.select({ name: schema.person.name }).from(schema.person)).map(({ name }) => name));
	const passwordHash = await passwords.hash(DEMO_PASSWORD);
	for (const { name, agency, role, grade, id } of PEOPLE) {
		const agencyId = agencies.get(agency);
		if (known.has(name) || !agencyId) continue;
		const personId = randomUUID();
		const roles: Role[] = [id === MINUTE_TAKER ? 'MAPPA_ADMINISTRATOR' : 'AGENCY_REP'];
		await tx.insert(schema.person).values({ id: personId, areaId, agencyId, name, roleTitle: role, roles, grade });
		await recordVetting(tx, areaId);
		await insertAccount(tx, { areaId, personId, email: demoEmail(name, agency), passwordHash });
	}
}

/** Everybody of the area by name, and those of the year by their code as well. */
export async function readYearActors(tx: Tx, areaId: string): Promise<ReadonlyMap<string, Actor>> {
	const rows = await tx
		.select({ person: schema.person, agency: schema.agency })
		.from(schema.person)
		.innerJoin(schema.agency, eq(schema.person.agencyId, schema.agency.id));
	const codes = new Map(PEOPLE.map(({ id, name }) => [name, id]));
	return new Map(
		rows.flatMap(({ person: one, agency }): [string, Actor][] => {
			const actor = {
				...{ personId: one.id, areaId, agencyId: agency.id, name: one.name, agencyName: agency.name },
				...{ agencyCode: agency.code, roleTitle: one.roleTitle, roles: one.roles as Role[] }
			};
			const code = codes.get(one.name);
			return [[one.name, actor], ...(code ? [[code, actor] as [string, Actor]] : [])];
		})
	);
}
