/** The work of the commands that say who may not know of a case, and who alone may: exclusions, restriction, clearance. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { caseExclusion, caseNamedPerson, invitation, mappCase, meeting, person } from '#drizzle/schema.ts';
import type { AreaInputOf } from '#lib/cases/area-commands.ts';
import { checkExclusion, type ExclusionReason } from '#lib/cases/exclusion.ts';
import { type Actor, CAT4_CLEARED } from '#lib/identity.ts';
import { londonDate } from '#lib/time.ts';
import { type CaseRow, changeCase } from '../persistence/case-changes.ts';
import type { Tx } from '../persistence/database.ts';
import { type CaseWork, type CaseWorkParts, heldBefore, holdCase, leave, worked, wrong } from './amend-case.ts';
import { NO_CASE } from './case-access.ts';
import { holdMeetings } from './leave-closed-case.ts';
import { isIdentifier } from './load-meeting.ts';
import { noteChange } from './people-work.ts';

async function readName(tx: Tx, personId: string): Promise<string | null> {
	if (!isIdentifier(personId)) return null;
	const [row] = await tx.select({ name: person.name }).from(person).where(eq(person.id, personId));
	return row?.name ?? null;
}

const openExclusion = (caseId: string) => and(eq(caseExclusion.caseId, caseId), isNull(caseExclusion.endedAt));

/** In force as soon as it is committed: whoever is inside is put out on every node (R12). */
export async function excludePerson(
	tx: Tx,
	actor: Actor,
	input: AreaInputOf<'exclude-person'>,
	{ cache, now }: CaseWorkParts
): CaseWork {
	const heads = await heldBefore(tx, actor, input.caseId);
	const row = await holdCase(tx, actor, input.caseId);
	if (!row) return NO_CASE;
	const at = now();
	const today = londonDate(at.toISOString());
	const problem = checkExclusion(input, today);
	if (problem) return problem;
	const name = await readName(tx, input.personId);
	if (name === null) return wrong('personId', 'Choose somebody of this area');
	const { personId, reason, from, until } = input;
	const known = await tx
		.select({ id: caseExclusion.id, until: caseExclusion.until })
		.from(caseExclusion)
		.where(and(openExclusion(row.id), eq(caseExclusion.personId, personId)));
	if (known.some((one) => one.until === until)) return worked(row.id);
	if (known.some((one) => one.until === null || one.until >= today))
		return wrong('personId', 'This person is excluded already. End that exclusion first if another one is to follow');
	const { areaId } = actor;
	await tx
		.insert(caseExclusion)
		.values({ areaId, caseId: row.id, personId, reason, from, until, recordedBy: actor.personId, recordedAt: at });
	const after = { person: name, reason, from, until };
	await changeCase(tx, { areaId, caseId: row.id, personId: actor.personId, part: 'EXCLUSION', before: null, after });
	return worked(row.id, await leave(tx, { cache, actor, heads, at: at.toISOString() }));
}

export async function endExclusion(
	tx: Tx,
	actor: Actor,
	input: AreaInputOf<'end-exclusion'>,
	{ now }: CaseWorkParts
): CaseWork {
	const row = await holdCase(tx, actor, input.caseId);
	if (!row) return NO_CASE;
	if (!isIdentifier(input.exclusionId)) return wrong('exclusionId', 'Choose one of the exclusions shown');
	const [ended] = await tx
		.update(caseExclusion)
		.set({ endedAt: now(), endedBy: actor.personId })
		.where(and(openExclusion(row.id), eq(caseExclusion.id, input.exclusionId)))
		.returning();
	if (!ended) return worked(row.id);
	const { personId, from, until } = ended;
	const before = { person: (await readName(tx, personId)) ?? '', reason: ended.reason as ExclusionReason, from, until };
	await changeCase(tx, {
		...{ areaId: actor.areaId, caseId: row.id, personId: actor.personId, reason: input.reason },
		...{ part: 'EXCLUSION', before, after: null }
	});
	return worked(row.id);
}

async function readNamed(
	tx: Tx,
	caseId: string
): Promise<readonly { readonly personId: string; readonly name: string }[]> {
	return tx
		.select({ personId: person.id, name: person.name })
		.from(caseNamedPerson)
		.innerJoin(person, eq(person.id, caseNamedPerson.personId))
		.where(and(eq(caseNamedPerson.caseId, caseId), isNull(caseNamedPerson.removedAt)))
		.orderBy(person.name);
}
const namesOf = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

async function nameForCase(tx: Tx, actor: Actor, caseId: string, personId: string, at: Date): Promise<void> {
	const { areaId, personId: namedBy } = actor;
	await tx
		.insert(caseNamedPerson)
		.values({ areaId, caseId, personId, namedBy, namedAt: at })
		.onConflictDoUpdate({
			target: [caseNamedPerson.caseId, caseNamedPerson.personId],
			set: { namedBy, namedAt: at, removedAt: null }
		});
}

async function noteRestriction(
	tx: Tx,
	actor: Actor,
	row: CaseRow,
	before: { restricted: boolean; named: readonly string[] },
	reason: string,
	restricted: boolean
): Promise<void> {
	const after = { restricted, named: namesOf(await readNamed(tx, row.id)) };
	const { areaId, personId } = actor;
	const set = restricted === row.restricted ? {} : { restricted };
	await changeCase(tx, { areaId, caseId: row.id, personId, part: 'RESTRICTION', reason, before, after }, set);
}
const restrictionOf = async (tx: Tx, row: CaseRow) => ({
	restricted: row.restricted,
	named: namesOf(await readNamed(tx, row.id))
});

/** Whoever restricts a case is named with it, so that it is never out of everybody's sight. */
export async function restrictCase(
	tx: Tx,
	actor: Actor,
	{ caseId, reason }: AreaInputOf<'restrict-case'>,
	{ cache, now }: CaseWorkParts
): CaseWork {
	const heads = await heldBefore(tx, actor, caseId);
	const row = await holdCase(tx, actor, caseId);
	if (!row) return NO_CASE;
	if (row.restricted) return worked(row.id);
	const before = await restrictionOf(tx, row);
	await nameForCase(tx, actor, row.id, actor.personId, now());
	await noteRestriction(tx, actor, row, before, reason, true);
	return worked(row.id, await leave(tx, { cache, actor, heads, at: now().toISOString() }));
}

export async function liftRestriction(
	tx: Tx,
	actor: Actor,
	{ caseId, reason }: AreaInputOf<'lift-restriction'>
): CaseWork {
	const row = await holdCase(tx, actor, caseId);
	if (!row) return NO_CASE;
	if (row.restricted) await noteRestriction(tx, actor, row, await restrictionOf(tx, row), reason, false);
	return worked(row.id);
}

/** Names are kept also before a case is restricted: whoever is invited can be named first, and nobody is put out. */
export async function addName(
	tx: Tx,
	actor: Actor,
	{ caseId, personId }: AreaInputOf<'name-for-case'>,
	{ now }: CaseWorkParts
): CaseWork {
	const row = await holdCase(tx, actor, caseId);
	if (!row) return NO_CASE;
	if ((await readName(tx, personId)) === null) return wrong('personId', 'Choose somebody of this area');
	if ((await readNamed(tx, row.id)).some((one) => one.personId === personId)) return worked(row.id);
	const before = await restrictionOf(tx, row);
	await nameForCase(tx, actor, row.id, personId, now());
	await noteRestriction(tx, actor, row, before, '', row.restricted);
	return worked(row.id);
}

export async function takeName(
	tx: Tx,
	actor: Actor,
	{ caseId, personId }: AreaInputOf<'unname-for-case'>,
	{ cache, now }: CaseWorkParts
): CaseWork {
	const heads = await heldBefore(tx, actor, caseId);
	const row = await holdCase(tx, actor, caseId);
	if (!row) return NO_CASE;
	if (row.restricted && personId === actor.personId)
		return wrong('personId', 'You cannot take your own name off: somebody must be able to find the case again');
	const before = await restrictionOf(tx, row);
	const [taken] = isIdentifier(personId)
		? await tx
				.update(caseNamedPerson)
				.set({ removedAt: now() })
				.where(
					and(
						eq(caseNamedPerson.caseId, row.id),
						eq(caseNamedPerson.personId, personId),
						isNull(caseNamedPerson.removedAt)
					)
				)
				.returning({ personId: caseNamedPerson.personId })
		: [];
	if (!taken) return worked(row.id);
	await noteRestriction(tx, actor, row, before, '', row.restricted);
	return worked(row.id, await leave(tx, { cache, actor, heads, at: now().toISOString() }));
}

export async function giveClearance(
	tx: Tx,
	actor: Actor,
	{ personId, reason }: AreaInputOf<'give-clearance'>
): CaseWork {
	if ((await readName(tx, personId)) === null) return wrong('personId', 'Choose somebody of this area');
	const given = await tx
		.update(person)
		.set({ grants: sql`array_append(${person.grants}, ${CAT4_CLEARED})` })
		.where(and(eq(person.id, personId), sql`not ${CAT4_CLEARED} = any(${person.grants})`))
		.returning({ id: person.id });
	if (given.length > 0)
		await noteChange(tx, actor, { personId, part: 'CLEARANCE', before: 'NONE', after: 'HOLDS', reason });
	return worked(personId);
}

/** Puts the person out of every Category 4 meeting at once. */
export async function takeClearance(
	tx: Tx,
	actor: Actor,
	{ personId, reason }: AreaInputOf<'take-clearance'>,
	{ cache, now }: CaseWorkParts
): CaseWork {
	if ((await readName(tx, personId)) === null) return wrong('personId', 'Choose somebody of this area');
	const cases = await tx
		.selectDistinct({ id: mappCase.id })
		.from(mappCase)
		.innerJoin(meeting, eq(meeting.caseId, mappCase.id))
		.innerJoin(invitation, eq(invitation.meetingId, meeting.id))
		.where(and(eq(mappCase.category, 4), eq(invitation.personId, personId), isNull(invitation.removedAt)));
	const heads = await holdMeetings(
		tx,
		cases.map(({ id }) => id)
	);
	const taken = await tx
		.update(person)
		.set({ grants: sql`array_remove(${person.grants}, ${CAT4_CLEARED})` })
		.where(and(eq(person.id, personId), sql`${CAT4_CLEARED} = any(${person.grants})`))
		.returning({ id: person.id });
	if (taken.length > 0)
		await noteChange(tx, actor, { personId, part: 'CLEARANCE', before: 'HOLDS', after: 'NONE', reason });
	return worked(personId, await leave(tx, { cache, actor, heads, at: now().toISOString() }));
}
