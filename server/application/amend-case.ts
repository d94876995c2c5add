/** The work of the commands that change what a case says, between meetings: text, management, category, level, status. */
import { isDeepStrictEqual } from 'node:util';
import { and, eq, sql } from 'drizzle-orm';
import { agency, mappCase, person } from '#drizzle/schema.ts';
import type { AreaInputOf } from '#lib/cases/area-commands.ts';
import type { CaseFacts, CaseStatus, Category, Level, Subject } from '#lib/cases/case.ts';
import { type CaseStanding, checkCategory, checkLevel, checkStatus } from '#lib/cases/case-changes.ts';
import type { CasePart, CaseParts } from '#lib/cases/case-history.ts';
import { viaCode } from '#lib/cases/level-via.ts';
import { type Actor, CAT4_CLEARED } from '#lib/identity.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { type CaseRow, changeCase, changedSince, moveLevel } from '../persistence/case-changes.ts';
import type { Tx } from '../persistence/database.ts';
import { visitorsAmong } from '../persistence/invitable.ts';
import type { MeetingHead } from '../persistence/meeting-log.ts';
import { closedPeople, mayKnowCase, NO_CASE } from './case-access.ts';
import { type Happened, holdMeetings, leaveClosedCases } from './leave-closed-case.ts';
import { isIdentifier } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

export type CaseWorkDone = {
	readonly id: string;
	readonly warnings: readonly string[];
	/** what follows at the case's meetings, to be published after COMMIT */
	readonly happened?: readonly Happened[];
};
export type CaseWork = Promise<Result<CaseWorkDone>>;
export type CaseWorkParts = { readonly cache: MeetingCache; readonly now: () => Date };

export const worked = (id: string, happened: readonly Happened[] = []): Result<CaseWorkDone> =>
	done({ id, warnings: [], happened });
export const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** Nothing is lost: the page shows what is stored now beside what was typed. */
const CHANGED: Refusal = refuse(
	'changed-meanwhile',
	'Somebody else changed this while you were writing. What you typed is still in the form, and what is in the record now stands beside it. Check both, then save again',
	[
		{
			field: 'version',
			message: 'Check what somebody else changed while you were writing, then save again',
			href: '#meanwhile'
		}
	]
);

/** The case, held until the transaction ends; null for whoever may not know of it. */
export async function holdCase(tx: Tx, actor: Actor, caseId: string): Promise<CaseRow | null> {
	if (!(await mayKnowCase(tx, actor, caseId))) return null;
	const [row] = await tx.select().from(mappCase).where(eq(mappCase.id, caseId)).for('update');
	// Whoever changed the access was waited for: ask again.
	return row && (await mayKnowCase(tx, actor, caseId)) ? row : null;
}

type Amended<Part extends CasePart> = {
	readonly part: Part;
	readonly before: CaseParts[Part];
	readonly after: CaseParts[Part];
	readonly set: Parameters<typeof changeCase>[2];
};

/** Same values, whatever was left empty; so that a second click changes nothing. */
const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(plain(one), plain(other));
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (!value || typeof value !== 'object') return value;
	const entries = Object.entries(value).filter(
		([, inner]) => inner !== '' && inner !== null && inner !== undefined && inner !== false
	);
	return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}

async function amend<Part extends CasePart>(
	tx: Tx,
	actor: Actor,
	input: { readonly caseId: string; readonly version: number; readonly reason: string },
	to: (row: CaseRow) => Amended<Part> | Refusal | Promise<Amended<Part> | Refusal>
): CaseWork {
	const row = await holdCase(tx, actor, input.caseId);
	if (!row) return NO_CASE;
	const amended = await to(row);
	if ('ok' in amended) return amended;
	const { part, before, after, set } = amended;
	if (same(before, after)) return worked(row.id);
	if (await changedSince(tx, row.id, part, input.version)) return CHANGED;
	const { areaId, personId } = actor;
	await changeCase(tx, { areaId, caseId: row.id, personId, part, reason: input.reason, before, after }, set);
	return worked(row.id);
}

export const amendPerson = (tx: Tx, actor: Actor, input: AreaInputOf<'amend-person'>): CaseWork =>
	amend(tx, actor, input, (row) => ({
		...{ part: 'PERSON', before: row.subject as Subject, after: input.subject },
		set: { subject: input.subject }
	}));

const FACTS_OF = {
	OFFENCE: ({ indexOffence, sentence, dates, notification, s327aApplies }: CaseFacts) => ({
		...{ indexOffence, sentence, dates, notification, s327aApplies }
	}),
	ORDERS: ({ orders }: CaseFacts) => ({ orders }),
	RISK: ({ rosh, tools, victims, protectiveFactors }: CaseFacts) => ({ rosh, tools, victims, protectiveFactors })
} as const;
type FactsInput = { caseId: string; version: number; reason: string; facts: Partial<CaseFacts> };

const amendFacts =
	(part: keyof typeof FACTS_OF) =>
	(tx: Tx, actor: Actor, input: FactsInput): CaseWork =>
		amend(tx, actor, input, (row) => {
			const stored = row.facts as CaseFacts;
			const facts = { ...stored, ...input.facts };
			return { part, before: FACTS_OF[part](stored), after: FACTS_OF[part](facts), set: { facts } } as Amended<
				typeof part
			>;
		});
export const amendOffence = amendFacts('OFFENCE');
export const amendOrders = amendFacts('ORDERS');
export const amendRisk = amendFacts('RISK');

const nameOf = async (tx: Tx, table: typeof agency | typeof person, id: string | null): Promise<string | null> => {
	if (!id || !isIdentifier(id)) return null;
	const [row] = await tx.select({ name: table.name }).from(table).where(eq(table.id, id));
	return row?.name ?? null;
};

export const amendManagement = (tx: Tx, actor: Actor, input: AreaInputOf<'amend-management'>): CaseWork =>
	amend(tx, actor, input, async (row) => {
		const { leadAgencyId, caseManagerId } = input;
		const leadAgency = await nameOf(tx, agency, leadAgencyId);
		if (leadAgency === null) return wrong('leadAgencyId', 'Choose an agency of this area');
		const caseManager = await nameOf(tx, person, caseManagerId);
		const mayNotBe = caseManagerId !== row.caseManagerId && caseManagerId !== null;
		if (mayNotBe && (caseManager === null || (await closedPeople(tx, row.id, [caseManagerId])).size > 0))
			return wrong('caseManagerId', 'Choose a person of this area');
		if (mayNotBe && (await visitorsAmong(tx, [caseManagerId])).size > 0)
			return wrong('caseManagerId', 'Choose a person of this area');
		return {
			part: 'MANAGEMENT',
			before: {
				leadAgency: (await nameOf(tx, agency, row.leadAgencyId)) ?? '',
				caseManager: (await nameOf(tx, person, row.caseManagerId)) ?? ''
			},
			after: { leadAgency, caseManager: caseManager ?? '' },
			set: { leadAgencyId, caseManagerId }
		};
	});

const standing = (row: CaseRow): CaseStanding => ({
	category: row.category as Category,
	level: row.level as Level,
	status: row.status as CaseStatus
});

/** Whether somebody holds the clearance for Category 4. */
export async function isCleared(tx: Tx, personId: string): Promise<boolean> {
	const [row] = await tx
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.id, personId), sql`${CAT4_CLEARED} = any(${person.grants})`));
	return row !== undefined;
}

/** Moving to Category 4 closes the case to whoever is not cleared, also in its meetings. */
export async function changeCategory(
	tx: Tx,
	actor: Actor,
	input: AreaInputOf<'change-category'>,
	{ cache, now }: CaseWorkParts
): CaseWork {
	const { category, alsoFits } = input;
	const heads = await heldBefore(tx, actor, input.caseId);
	const answer = await amend(tx, actor, input, async (row) => {
		if (category === row.category) return { part: 'CATEGORY', before: { category }, after: { category }, set: {} };
		const problem = checkCategory(input, standing(row), await isCleared(tx, actor.personId));
		const before = { category: row.category as Category };
		return problem ?? { part: 'CATEGORY', before, after: { category, alsoFits }, set: { category } };
	});
	if (!answer.ok) return answer;
	return worked(input.caseId, await leave(tx, { cache, actor, heads, at: now().toISOString() }));
}

/** Held before the case itself, for whoever may know of it. */
export const heldBefore = async (tx: Tx, actor: Actor, caseId: string): Promise<readonly MeetingHead[]> =>
	(await mayKnowCase(tx, actor, caseId)) ? holdMeetings(tx, [caseId]) : [];

export const leave = (
	tx: Tx,
	parts: { cache: MeetingCache; actor: Actor; heads: readonly MeetingHead[]; at: string }
): Promise<readonly Happened[]> => leaveClosedCases(tx, { ...parts, because: 'CASE_CLOSED' });

export async function changeLevel(
	tx: Tx,
	actor: Actor,
	input: AreaInputOf<'change-level'>,
	{ now }: CaseWorkParts
): CaseWork {
	const row = await holdCase(tx, actor, input.caseId);
	if (!row) return NO_CASE;
	if (input.level === row.level) return worked(row.id);
	if (await changedSince(tx, row.id, 'LEVEL', input.version)) return CHANGED;
	const problem = checkLevel(input, standing(row), londonDate(now().toISOString()));
	if (problem) return problem;
	const { on, level, referredBy, referredOn, criterion, rationale } = input;
	await moveLevel(tx, {
		...{ areaId: actor.areaId, caseId: row.id, personId: actor.personId, on, fromLevel: row.level, toLevel: level },
		...{ decidedBy: actor.name, via: viaCode({ writtenBy: referredBy, on: referredOn }), criterion, rationale }
	});
	return worked(row.id);
}

export const changeStatus = (tx: Tx, actor: Actor, input: AreaInputOf<'change-status'>): CaseWork =>
	amend(tx, actor, input, (row) => {
		const { status, endReason, toArea } = input;
		const before = { status: row.status as CaseStatus };
		if (status === row.status) return { part: 'STATUS', before, after: before, set: {} };
		const problem = checkStatus(input, standing(row));
		const after = {
			status,
			...(status === 'CLOSED' ? { endReason } : {}),
			...(status === 'TRANSFERRED' ? { toArea } : {})
		};
		const set = { status, ...(status === 'ACTIVE' ? {} : { nextReviewDue: null }) };
		return problem ?? { part: 'STATUS', before, after, set };
	});
