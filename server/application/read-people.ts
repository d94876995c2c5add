/** People of the area for those who manage them: a list with search and pages, and one person. Nothing of any case. */
import { and, asc, count, desc, eq, ilike, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { account, agency, passkey, person, personChange, session, totpSecret } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { type Actor, CAT4_CLEARED, type Role } from '#lib/identity.ts';
import type { PersonPart } from '#lib/people/people-admin.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAgencies } from '../persistence/people.ts';
import { readNotSignedInYet } from './first-sign-in.ts';
import { isIdentifier } from './load-meeting.ts';
import { isGuest } from './people-work.ts';

export const PEOPLE_ON_A_PAGE = 50;
const NO_PAGE: Refusal = refuse('missing', 'There is no such page, or it is not yours to see.');

export type PersonLine = {
	readonly id: string;
	readonly name: string;
	readonly roleTitle: string;
	readonly agencyName: string;
	readonly roles: readonly Role[];
	/** YYYY-MM-DD; null = not recorded */
	readonly vettedUntil: string | null;
	readonly account: 'none' | 'waits' | 'in-use' | 'disabled';
};
export type PeopleList = {
	readonly people: readonly PersonLine[];
	readonly total: number;
	readonly page: number;
	readonly pages: number;
	readonly vettingRequired: boolean;
	/** YYYY-MM-DD */
	readonly today: string;
};

/** Every word of the search stands in the name, the title, the agency or the e-mail address. */
const foundBy = (search: string): SQL | undefined =>
	and(
		...search
			.trim()
			.split(/\s+/)
			.filter((word) => word !== '')
			.slice(0, 6)
			.map((word) => {
				const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
				return or(
					ilike(person.name, like),
					ilike(person.roleTitle, like),
					ilike(agency.name, like),
					ilike(account.email, like)
				);
			})
	);

const stateOf = (row: typeof account.$inferSelect | null, waits: boolean): PersonLine['account'] =>
	row === null ? 'none' : row.disabledAt !== null ? 'disabled' : waits ? 'waits' : 'in-use';

export async function readPeople(
	database: Database,
	actor: Actor,
	now: Date,
	{ search = '', page = 1 }: { readonly search?: string; readonly page?: number } = {}
): Promise<Result<PeopleList>> {
	if (mayRunInArea(actor, 'give-role')) return NO_PAGE;
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const wanted = and(foundBy(search), sql`not ${isGuest}`);
		const from = () =>
			tx
				.select({ total: count() })
				.from(person)
				.innerJoin(agency, eq(agency.id, person.agencyId))
				.leftJoin(account, eq(account.personId, person.id))
				.where(wanted);
		const total = (await from())[0]?.total ?? 0;
		const pages = Math.max(1, Math.ceil(total / PEOPLE_ON_A_PAGE));
		const at = Math.min(Math.max(1, page), pages);
		const rows = await tx
			.select({ row: person, agencyName: agency.name, own: account })
			.from(person)
			.innerJoin(agency, eq(agency.id, person.agencyId))
			.leftJoin(account, eq(account.personId, person.id))
			.where(wanted)
			.orderBy(asc(person.name), asc(person.id))
			.limit(PEOPLE_ON_A_PAGE)
			.offset((at - 1) * PEOPLE_ON_A_PAGE);
		const waiting = await readNotSignedInYet(tx);
		const { vettingRequired } = await readAreaConfig(tx, actor.areaId, today);
		await writeAudit(tx, actor, 'view-people', 'area', actor.areaId);
		return done({
			people: rows.map(({ row: { id, name, roleTitle, roles, vettedUntil }, agencyName, own }) => ({
				...{ id, name, roleTitle, agencyName, vettedUntil, roles: roles as Role[] },
				account: stateOf(own, waiting.has(id))
			})),
			...{ total, page: at, pages, today, vettingRequired: vettingRequired === 'YES' }
		});
	});
}

export type PersonChangeLine = {
	readonly part: PersonPart;
	readonly before: string;
	readonly after: string;
	readonly reason: string;
	readonly by: string;
	/** ISO 8601 UTC */
	readonly at: string;
};
export type PersonPage = PersonLine & {
	readonly agencyId: string;
	readonly email: string;
	readonly isMe: boolean;
	readonly isCleared: boolean;
	readonly devices: number;
	/** has a code app or a passkey */
	readonly hasFactor: boolean;
	/** signs in with another seat of theirs */
	readonly isFurtherSeat: boolean;
	readonly agencies: readonly { readonly id: string; readonly name: string }[];
	readonly changes: readonly PersonChangeLine[];
	readonly vettingRequired: boolean;
	readonly today: string;
};
/** So many of the newest are shown. */
const CHANGES_SHOWN = 50;

export async function readPersonPage(
	database: Database,
	actor: Actor,
	personId: string,
	now: Date
): Promise<Result<PersonPage>> {
	if (mayRunInArea(actor, 'give-role') || !isIdentifier(personId)) return NO_PAGE;
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const [found] = await tx
			.select({ row: person, agencyName: agency.name, own: account })
			.from(person)
			.innerJoin(agency, eq(agency.id, person.agencyId))
			.leftJoin(account, eq(account.personId, person.id))
			.where(and(eq(person.id, personId), sql`not ${isGuest}`));
		if (!found) return NO_PAGE;
		const { row, agencyName, own } = found;
		const roles = row.roles as Role[];
		// A system administrator is managed by system administrators; nobody gets at more than they hold.
		if (roles.includes('SYSTEM_ADMINISTRATOR') && !actor.roles.includes('SYSTEM_ADMINISTRATOR')) return NO_PAGE;
		const waiting = await readNotSignedInYet(tx);
		const { vettingRequired } = await readAreaConfig(tx, actor.areaId, today);
		await writeAudit(tx, actor, 'view-people', 'person', personId);
		const { id, name, roleTitle, vettedUntil, agencyId } = row;
		return done({
			...{ id, name, roleTitle, agencyId, agencyName, roles, vettedUntil, today },
			account: stateOf(own, waiting.has(id)),
			email: own?.email ?? '',
			isMe: id === actor.personId,
			isCleared: row.grants.includes(CAT4_CLEARED),
			...(await readSigningIn(tx, own)),
			agencies: (await readAgencies(tx)).map((one) => ({ id: one.id, name: one.name })),
			changes: await readChanges(tx, personId),
			vettingRequired: vettingRequired === 'YES'
		});
	});
}

async function readSigningIn(tx: Tx, own: typeof account.$inferSelect | null) {
	const isFurtherSeat = own?.ownerId != null;
	if (!own) return { devices: 0, hasFactor: false, isFurtherSeat };
	const [sessions] = await tx
		.select({ n: count() })
		.from(session)
		.where(and(eq(session.accountId, own.id), sql`${session.expiresAt} > now()`));
	const [codes] = await tx
		.select({ n: count() })
		.from(totpSecret)
		.where(and(eq(totpSecret.accountId, own.id), sql`${totpSecret.confirmedAt} is not null`));
	const [keys] = await tx.select({ n: count() }).from(passkey).where(eq(passkey.accountId, own.id));
	return { devices: sessions?.n ?? 0, hasFactor: (codes?.n ?? 0) + (keys?.n ?? 0) > 0, isFurtherSeat };
}

async function readChanges(tx: Tx, personId: string): Promise<readonly PersonChangeLine[]> {
	const by = alias(person, 'changer');
	const rows = await tx
		.select({ row: personChange, by: by.name })
		.from(personChange)
		.innerJoin(by, eq(by.id, personChange.changedBy))
		.where(eq(personChange.personId, personId))
		.orderBy(desc(personChange.changedAt))
		.limit(CHANGES_SHOWN);
	return rows.map(({ row: { part, before, after, reason, changedAt }, by }) => ({
		...{ part: part as PersonPart, before, after, reason, by, at: changedAt.toISOString() }
	}));
}
