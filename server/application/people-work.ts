/**
 * The work of the commands on people (people-admin.ts). Whatever changes what somebody may do ends their sessions: they sign
 * in again as what they are now, and what they had open closes within a second on every node (R12).
 */
import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { account, agency, person, personChange, session, sessionEnd } from '#drizzle/schema.ts';
import type { Actor, Role } from '#lib/identity.ts';
import { roleWord } from '#lib/meeting/meeting-words.ts';
import { cannotHave, KEPT_ROLES, type PeopleInputOf, type PersonPart } from '#lib/people/people-admin.ts';
import type { EndReason } from '#lib/people/session-kinds.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { readArea } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import {
	hasFactor,
	keepRecoveryCodes,
	readFactors,
	removePasskey,
	removeSecrets
} from '../persistence/second-factors.ts';
import { endSessionsOf as endSessionsInEverySeat, humanOf } from '../persistence/sessions-of-account.ts';
import { endChallengesOf } from '../persistence/sign-in-challenges.ts';
import { isIdentifier } from './load-meeting.ts';
import { tell } from './tell.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
const made = (id: string): Worked => done({ id, warnings: [] });
const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);
const changed = (field: string): Refusal =>
	refuse('changed-meanwhile', 'Somebody else changed this while you did. Look at it again', [
		{ field, message: 'Look at this again: somebody else has changed it' }
	]);
/** Nobody manages somebody above them: a system administrator is managed by system administrators. */
const NO_PERSON = refuse('missing', 'There is no such person, or they are not yours to manage.');

type PersonRow = typeof person.$inferSelect;
type AccountRow = typeof account.$inferSelect;

/** SQL: this person came as a guest, whom the meeting's people look after. */
export const isGuest = sql`exists (select from ${account} g where g.person_id = ${person.id} and g.kind = 'GUEST')`;

/** The person, held until the transaction ends; null for whoever may not manage them. */
async function holdPerson(tx: Tx, actor: Actor, personId: string): Promise<PersonRow | null> {
	if (!isIdentifier(personId)) return null;
	const [row] = await tx
		.select()
		.from(person)
		.where(and(eq(person.id, personId), sql`not ${isGuest}`))
		.for('update');
	if (!row) return null;
	const isAbove = row.roles.includes('SYSTEM_ADMINISTRATOR') && !actor.roles.includes('SYSTEM_ADMINISTRATOR');
	return isAbove ? null : row;
}

export type NotedChange = {
	readonly personId: string;
	readonly part: PersonPart;
	readonly before: string;
	readonly after: string;
	readonly reason?: string;
};
export const noteChange = async (tx: Tx, actor: Actor, { reason = '', ...change }: NotedChange): Promise<void> =>
	void (await tx.insert(personChange).values({ ...change, reason, areaId: actor.areaId, changedBy: actor.personId }));

async function accountOf(tx: Tx, personId: string): Promise<AccountRow | null> {
	const [row] = await tx.select().from(account).where(eq(account.personId, personId));
	return row ?? null;
}

/** Ends every session of these accounts; each browser is told why. @returns how many */
async function endAll(tx: Tx, accountIds: readonly string[], reason: EndReason): Promise<number> {
	const ended = await tx
		.delete(session)
		.where(inArray(session.accountId, [...accountIds]))
		.returning({ sessionId: session.id });
	if (ended.length > 0)
		await tx
			.insert(sessionEnd)
			.values(ended.map(({ sessionId }) => ({ sessionId, reason })))
			.onConflictDoNothing();
	return ended.length;
}
async function endSessionsOf(tx: Tx, personId: string, reason: EndReason): Promise<number> {
	const own = await accountOf(tx, personId);
	return own ? endAll(tx, [own.id], reason) : 0;
}

/** Whether somebody else holds the role and can sign in; the area's row is held, so that two do not leave at once. */
async function othersHold(tx: Tx, areaId: string, role: Role, personId: string): Promise<boolean> {
	await readArea(tx, areaId, true);
	const rows = await tx
		.select({ id: person.id })
		.from(person)
		.innerJoin(account, eq(account.personId, person.id))
		.where(and(ne(person.id, personId), isNull(account.disabledAt), sql`${role} = any(${person.roles})`))
		.limit(1);
	return rows.length > 0;
}
async function lastOf(tx: Tx, row: PersonRow, roles: readonly Role[]): Promise<Role | null> {
	const own = await accountOf(tx, row.id);
	if (!own || own.disabledAt !== null) return null;
	for (const role of KEPT_ROLES)
		if (roles.includes(role) && !(await othersHold(tx, row.areaId, role, row.id))) return role;
	return null;
}
const keepsLast = (role: Role): string =>
	`This is the last ${roleWord[role].replace(/^S/, 's')} who can sign in here. Give the role to somebody else first`;

/** Codes, as `personChangeWords` reads them. */
const listed = (roles: readonly string[]): string => roles.join(', ');

async function setRoles(tx: Tx, actor: Actor, row: PersonRow, roles: readonly Role[], reason: string): Promise<void> {
	await tx
		.update(person)
		.set({ roles: [...roles] })
		.where(eq(person.id, row.id));
	await noteChange(tx, actor, {
		...{ personId: row.id, part: 'ROLE', before: listed(row.roles), after: listed(roles), reason }
	});
	await endSessionsOf(tx, row.id, 'ROLE_CHANGED');
	await tell(tx, { areaId: actor.areaId, personId: row.id, kind: 'role-changed' });
}

export async function giveRole(tx: Tx, actor: Actor, input: PeopleInputOf<'give-role'>): Promise<Worked> {
	const row = await holdPerson(tx, actor, input.personId);
	if (!row) return NO_PERSON;
	const roles = row.roles as Role[];
	if (roles.includes(input.role)) return made(row.id);
	const barred = cannotHave(roles, input.role);
	if (barred) return wrong('role', barred);
	await setRoles(tx, actor, row, [...roles, input.role], input.reason);
	return made(row.id);
}

export async function takeRole(tx: Tx, actor: Actor, input: PeopleInputOf<'take-role'>): Promise<Worked> {
	const row = await holdPerson(tx, actor, input.personId);
	if (!row) return NO_PERSON;
	const roles = row.roles as Role[];
	if (!roles.includes(input.role)) return made(row.id);
	const left = roles.filter((role) => role !== input.role);
	if (left.length === 0)
		return wrong('role', 'This is their only role. Disable the account instead when they have left');
	const last = await lastOf(tx, row, [input.role]);
	if (last) return wrong('role', keepsLast(last));
	await setRoles(tx, actor, row, left, input.reason);
	return made(row.id);
}

export async function changePerson(tx: Tx, actor: Actor, input: PeopleInputOf<'change-person'>): Promise<Worked> {
	const row = await holdPerson(tx, actor, input.personId);
	if (!row) return NO_PERSON;
	const { before } = input;
	for (const field of ['name', 'roleTitle', 'agencyId'] as const)
		if (row[field] !== before[field] && row[field] !== input[field]) return changed(field);
	const names = new Map(
		(await tx.select({ id: agency.id, name: agency.name }).from(agency)).map((a) => [a.id, a.name])
	);
	const home = names.get(input.agencyId);
	if (home === undefined) return wrong('agencyId', 'Choose an agency of this area');
	const { name, roleTitle, agencyId } = input;
	await tx.update(person).set({ name, roleTitle, agencyId }).where(eq(person.id, row.id));
	const note = (part: PersonPart, from: string, to: string) =>
		from === to ? null : noteChange(tx, actor, { personId: row.id, part, before: from, after: to });
	await note('NAME', row.name, name);
	await note('TITLE', row.roleTitle, roleTitle);
	await note('AGENCY', names.get(row.agencyId) ?? '', home);
	// They go on as of the other agency, and what the first one's people may do ends now.
	if (row.agencyId !== agencyId) await endSessionsOf(tx, row.id, 'ROLE_CHANGED');
	return made(row.id);
}

export async function setVetting(tx: Tx, actor: Actor, input: PeopleInputOf<'set-vetting'>): Promise<Worked> {
	const row = await holdPerson(tx, actor, input.personId);
	if (!row) return NO_PERSON;
	const [until, before, stored] = [input.until, input.before, row.vettedUntil ?? ''];
	if (stored === until) return made(row.id);
	if (stored !== before) return changed('until');
	await tx
		.update(person)
		.set({ vettedUntil: until === '' ? null : until })
		.where(eq(person.id, row.id));
	await noteChange(tx, actor, { personId: row.id, part: 'VETTING', before: stored, after: until });
	return made(row.id);
}

const NO_ACCOUNT = wrong('reason', 'This person cannot sign in, so there is nothing to do');

export async function disableAccount(
	tx: Tx,
	actor: Actor,
	{ personId, reason }: PeopleInputOf<'disable-account'>,
	now: Date
): Promise<Worked> {
	const row = await holdPerson(tx, actor, personId);
	if (!row) return NO_PERSON;
	const own = await accountOf(tx, row.id);
	if (!own) return NO_ACCOUNT;
	if (own.disabledAt !== null) return made(row.id);
	const last = await lastOf(tx, row, row.roles as Role[]);
	if (last) return wrong('reason', keepsLast(last));
	await tx.update(account).set({ disabledAt: now }).where(eq(account.id, own.id));
	await endAll(tx, [own.id], 'ROLE_CHANGED');
	await noteChange(tx, actor, { personId: row.id, part: 'ACCOUNT', before: 'IN_USE', after: 'DISABLED', reason });
	return made(row.id);
}

export async function enableAccount(
	tx: Tx,
	actor: Actor,
	{ personId, reason }: PeopleInputOf<'enable-account'>
): Promise<Worked> {
	const row = await holdPerson(tx, actor, personId);
	if (!row) return NO_PERSON;
	const own = await accountOf(tx, row.id);
	if (!own) return NO_ACCOUNT;
	if (own.disabledAt === null) return made(row.id);
	await tx.update(account).set({ disabledAt: null }).where(eq(account.id, own.id));
	await noteChange(tx, actor, { personId: row.id, part: 'ACCOUNT', before: 'DISABLED', after: 'IN_USE', reason });
	return made(row.id);
}

export async function endSessions(
	tx: Tx,
	actor: Actor,
	{ personId, reason }: PeopleInputOf<'end-sessions'>
): Promise<Worked> {
	const row = await holdPerson(tx, actor, personId);
	if (!row) return NO_PERSON;
	const ended = await endSessionsOf(tx, row.id, 'ENDED_ELSEWHERE');
	const change = { part: 'SESSIONS', before: String(ended), after: 'SIGNED_OUT' } as const;
	await noteChange(tx, actor, { personId: row.id, ...change, reason });
	return made(row.id);
}

/**
 * Whoever lost telephone and codes begins anew with what else they sign in with, and sets one up again where one is required;
 * whoever reset it knows who they are. Nobody does it to themselves, in no seat of theirs.
 */
export async function resetSecondFactor(
	tx: Tx,
	actor: Actor,
	{ personId, reason }: PeopleInputOf<'reset-second-factor'>
): Promise<Worked> {
	const row = await holdPerson(tx, actor, personId);
	if (!row) return NO_PERSON;
	const own = await accountOf(tx, row.id);
	if (!own) return NO_ACCOUNT;
	if (own.ownerId !== null)
		return wrong('reason', 'They sign in with another seat of theirs. Ask for it where they have that one');
	const mine = await accountOf(tx, actor.personId);
	if (mine && (await humanOf(tx, mine.id)) === own.id) return refuse('forbidden', 'Somebody else must do this for you');
	const factors = await readFactors(tx, own.id);
	if (!hasFactor(factors) && factors.recoveryCodes === 0) return made(row.id);
	await removeSecrets(tx, own.id);
	await keepRecoveryCodes(tx, own.id, []);
	for (const { id } of factors.passkeys) await removePasskey(tx, own.id, id);
	// Somebody between the password and the code would otherwise go on with what is gone.
	await endChallengesOf(tx, own.id);
	await endSessionsInEverySeat(tx, own.id, 'FACTOR_CHANGED');
	await tell(tx, { areaId: actor.areaId, personId: row.id, kind: 'second-factor-reset' });
	await noteChange(tx, actor, {
		...{ personId: row.id, part: 'ACCOUNT', before: 'FACTOR_SET_UP', after: 'FACTOR_RESET', reason }
	});
	return made(row.id);
}
