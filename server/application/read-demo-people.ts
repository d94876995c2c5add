/** The people of the fictional area who can sign in, by what they do. Only the demonstration shows them. */

import { asc, desc, eq } from 'drizzle-orm';
import { account, agency, meeting, person } from '#drizzle/schema.ts';
import { isOfTheBoard, type Role } from '#lib/identity.ts';
import { readAreaNames } from '../persistence/case-shares.ts';
import type { Database, Tx } from '../persistence/database.ts';

export type DemoPerson = {
	readonly name: string;
	readonly roleTitle: string;
	readonly agencyName: string;
	readonly email: string;
};
export type DemoGroup = { readonly title: string; readonly people: readonly DemoPerson[] };

/** By group, in the order a visitor would want to try them. */
export async function readDemoPeople(database: Database): Promise<readonly DemoGroup[]> {
	const accounts = await database.withoutArea((tx) => tx.select().from(account));
	const sizes = new Map<string, number>();
	for (const { areaId } of accounts) sizes.set(areaId, (sizes.get(areaId) ?? 0) + 1);
	// The area of the story first.
	const areas = [...sizes.keys()].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
	const names = await database.withoutArea(readAreaNames);
	const emails = new Map(accounts.flatMap(({ personId, email }) => (email === null ? [] : [[personId, email]])));
	const lists = await Promise.all(areas.map((areaId) => database.withArea(areaId, (tx) => groupsOf(tx, emails))));
	const [first = [], ...others] = lists;
	return [
		...first,
		...others.map((groups, n) => {
			const name = names.find(({ areaId }) => areaId === areas[n + 1])?.name ?? '';
			return { title: `Another area, ${name}`, people: groups.flatMap(({ people }) => people) };
		})
	];
}

async function groupsOf(tx: Tx, emails: ReadonlyMap<string, string>): Promise<readonly DemoGroup[]> {
	const rows = await tx
		.select({ person, agencyName: agency.name })
		.from(person)
		.innerJoin(agency, eq(person.agencyId, agency.id))
		.orderBy(asc(agency.name), asc(person.name));
	const [latest] = await tx.select().from(meeting).orderBy(desc(meeting.scheduledStart)).limit(1);
	const left = new Map(rows.filter(({ person: { id } }) => emails.has(id)).map((row) => [row.person.id, row]));
	type Row = (typeof rows)[number];
	const take = (title: string, wanted: (row: Row) => boolean): DemoGroup => {
		const taken = [...left.values()].filter(wanted);
		for (const row of taken) left.delete(row.person.id);
		return {
			title,
			people: taken.map(({ person: { id, name, roleTitle }, agencyName }) => ({
				...{ name, roleTitle, agencyName },
				email: emails.get(id) ?? ''
			}))
		};
	};
	const has = (role: Role) => (row: Row) => row.person.roles.includes(role);
	const groups = [
		take('Chair of the newest meeting', ({ person: { id } }) => id === latest?.chairId),
		take('Minute taker of the newest meeting', ({ person: { id } }) => id === latest?.minuteTakerId),
		take('MAPPA unit', (row) => has('MAPPA_COORDINATOR')(row) || has('MAPPA_ADMINISTRATOR')(row)),
		take('Strategic Management Board', (row) => isOfTheBoard(row.person as { roles: Role[] })),
		take('Auditors', has('AUDITOR')),
		take('System administrator', has('SYSTEM_ADMINISTRATOR')),
		take('Agencies', () => true)
	];
	return groups.filter(({ people }) => people.length > 0);
}
