/** The area's own settings: agencies, people and the statement. Nothing of any case. */

import { asc, eq } from 'drizzle-orm';
import { account, person } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import type { Actor, Role } from '#lib/identity.ts';
import { asGrade, type Grade } from '#lib/people/grades.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { mailAddress } from '../persistence/accounts.ts';
import { readStatement, type StatementText } from '../persistence/area.ts';
import type { Database } from '../persistence/database.ts';
import { type AgencyRow, readOwnAgencies } from '../persistence/people.ts';
import { readNotSignedInYet } from './first-sign-in.ts';

export type SettingsPerson = {
	readonly id: string;
	readonly name: string;
	readonly roleTitle: string;
	readonly agencyId: string;
	readonly roles: readonly Role[];
	/** null = not recorded */
	readonly grade: Grade | null;
	/** empty: cannot sign in */
	readonly email: string;
	/** has not chosen a password yet */
	readonly waits: boolean;
};
export type Settings = {
	readonly agencies: readonly Pick<AgencyRow, 'id' | 'code' | 'name' | 'type' | 'isResponsibleAuthority'>[];
	readonly people: readonly SettingsPerson[];
	readonly statement: readonly StatementText[];
};

export async function readSettings(database: Database, actor: Actor): Promise<Result<Settings>> {
	if (mayRunInArea(actor, 'add-person')) return refuse('missing', 'There is no such page, or it is not yours to see.');
	return database.withArea(actor.areaId, async (tx) => {
		const people = await tx
			.select({ row: person, email: mailAddress })
			.from(person)
			.leftJoin(account, eq(account.personId, person.id))
			.orderBy(asc(person.name));
		const waiting = await readNotSignedInYet(tx);
		return done({
			agencies: (await readOwnAgencies(tx)).map(({ id, code, name, type, isResponsibleAuthority }) => ({
				...{ id, code, name, type, isResponsibleAuthority }
			})),
			people: people.map(({ row: { id, name, roleTitle, agencyId, roles, grade }, email }) => ({
				...{ id, name, roleTitle, agencyId },
				roles: roles as Role[],
				grade: asGrade(grade),
				email: email ?? '',
				waits: waiting.has(id)
			})),
			statement: await readStatement(tx)
		});
	});
}
