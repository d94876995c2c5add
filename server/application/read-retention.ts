/** The pages of retention: of the area for the unit, and of one case with its holds and what is proposed. */
import { and, desc, eq } from 'drizzle-orm';
import { destruction, mappCase, person, retentionReview } from '#drizzle/schema.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { type CaseClock, caseClock } from '#lib/retention/case-clock.ts';
import type { DestructionCertificate } from '#lib/retention/destruction-certificate.ts';
import type { Hold } from '#lib/retention/hold.ts';
import { RETENTION_KINDS, RETENTION_TABLE, type RetentionKind } from '#lib/retention/retention-table.ts';
import { endWord, kindWord } from '#lib/retention/retention-words.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import {
	holdsOfCase,
	inForce,
	readCertificate,
	readClockFacts,
	readDestroyedByClock,
	readDestructions,
	readHolds,
	type StoredDestruction
} from '../persistence/retention.ts';
import { knowableCase, mayKnowCase, NO_CASE } from './case-access.ts';

type Parts = { readonly database: Pick<Database, 'withArea'>; readonly now: () => Date };
export type ClockLine = { readonly caseId: string; readonly ref: string; readonly clock: CaseClock };
export type HoldLine = Hold & { readonly ref: string | null };
export type RetentionPage = {
	readonly today: string;
	/** due, or due within 90 days: the earliest first */
	readonly due: readonly ClockLine[];
	readonly proposed: readonly (StoredDestruction & { readonly ref: string })[];
	readonly holds: readonly HoldLine[];
	readonly running: number;
	/** cases whose date of birth cannot be right */
	readonly toCheck: readonly ClockLine[];
	readonly destroyed: readonly StoredDestruction[];
	readonly byClock: readonly { readonly kind: string; readonly on: string; readonly rows: number }[];
	readonly rows: readonly RetentionLine[];
};
export type RetentionLine = {
	readonly kind: RetentionKind;
	readonly what: string;
	readonly from: string;
	readonly howLong: string;
	readonly source: string;
	readonly end: string;
	readonly atEnd: string;
};
const NO_PAGE = refuse('missing', 'There is no such page, or it is not yours to see.');
const DAYS_SHOWN = 60;

/** For the unit; for everybody else there is no such page. */
export const readRetention = ({ database, now }: Parts, actor: Actor): Promise<Result<RetentionPage>> =>
	database.withArea(actor.areaId, async (tx) => {
		if (!isMappaUnit(actor)) return NO_PAGE;
		const today = londonDate(now().toISOString());
		const config = await readAreaConfig(tx, actor.areaId, today);
		const all = (await readClockFacts(tx, knowableCase(actor))).map((stored) => ({
			...{ caseId: stored.caseId, ref: stored.ref, clock: caseClock(stored, config, today) }
		}));
		const refs = new Map(all.map(({ caseId, ref }) => [caseId, ref]));
		const proposed = await readDestructions(tx, eq(destruction.state, 'PROPOSED'));
		const holds = await readHolds(tx, inForce);
		await writeAudit(tx, actor, 'view-retention', 'area', actor.areaId);
		return done({
			today,
			due: all
				.filter(({ clock }) => clock.state === 'DUE' || clock.state === 'SOON')
				.sort((a, b) => ((a.clock.dueOn ?? '') < (b.clock.dueOn ?? '') ? -1 : 1)),
			// What is closed to this person is not counted either.
			proposed: proposed.flatMap((one) => {
				const ref = refs.get(one.caseId);
				return ref === undefined ? [] : [{ ...one, ref }];
			}),
			holds: holds.filter(({ caseId }) => caseId === null || refs.has(caseId)),
			running: all.filter(({ clock }) => clock.state === 'RUNNING').length,
			toCheck: all.filter(({ clock }) => clock.rule === 'CHECK_BIRTH'),
			destroyed: await readDestructions(tx, eq(destruction.state, 'DONE')),
			byClock: (await readDestroyedByClock(tx, DAYS_SHOWN)).map((one) => ({ ...one, kind: kindWord[one.kind] })),
			rows: RETENTION_KINDS.map((kind) => {
				const { what, from, howLong, source, end, atEnd } = RETENTION_TABLE[kind];
				return { kind, what, from, howLong: howLong(config), source, end: endWord[end], atEnd };
			})
		});
	});

export type CaseRetention = {
	readonly caseId: string;
	readonly ref: string;
	readonly today: string;
	readonly clock: CaseClock;
	readonly holds: readonly HoldLine[];
	readonly reviews: readonly {
		readonly keepUntil: string;
		readonly reason: string;
		readonly by: string;
		readonly at: string;
	}[];
	readonly proposal: StoredDestruction | null;
	/** this person may confirm what somebody else proposed */
	readonly mayConfirm: boolean;
	readonly kept: { readonly years: number; readonly months: number };
};

export const readCaseRetention = (
	{ database, now }: Parts,
	actor: Actor,
	caseId: string
): Promise<Result<CaseRetention>> =>
	database.withArea(actor.areaId, async (tx) => {
		if (!isMappaUnit(actor) || !(await mayKnowCase(tx, actor, caseId))) return NO_CASE;
		const today = londonDate(now().toISOString());
		const config = await readAreaConfig(tx, actor.areaId, today);
		const [stored] = await readClockFacts(tx, eq(mappCase.id, caseId));
		if (!stored) return NO_CASE;
		const open = and(eq(destruction.caseId, caseId), eq(destruction.state, 'PROPOSED'));
		const [proposal = null] = await readDestructions(tx, open);
		const reviews = await tx
			.select({ one: retentionReview, by: person.name })
			.from(retentionReview)
			.innerJoin(person, eq(person.id, retentionReview.decidedBy))
			.where(eq(retentionReview.caseId, caseId))
			.orderBy(desc(retentionReview.version));
		await writeAudit(tx, actor, 'view-case-retention', 'case', caseId);
		return done({
			...{ caseId, ref: stored.ref, today, clock: caseClock(stored, config, today), proposal },
			holds: await readHolds(tx, holdsOfCase(caseId)),
			reviews: reviews.map(({ one, by }) => ({
				...{ keepUntil: one.keepUntil, reason: one.reason, by, at: one.decidedAt.toISOString() }
			})),
			mayConfirm: proposal !== null && proposal.proposedBy.id !== actor.personId,
			kept: { years: config.retentionYears, months: config.unitCopyMonths }
		});
	});

/** Whether, and until when it is asked again, a case is held: for its page. */
export const readHoldOfCase = async (tx: Tx, caseId: string): Promise<HoldLine | null> =>
	(await readHolds(tx, and(holdsOfCase(caseId), inForce)))[0] ?? null;

/** A certificate, for the unit. */
export const readCertificatePage = (
	{ database }: Pick<Parts, 'database'>,
	actor: Actor,
	number: number,
	act: 'view-certificate' | 'export-certificate'
): Promise<Result<{ readonly certificate: DestructionCertificate; readonly text: string }>> =>
	database.withArea(actor.areaId, async (tx) => {
		const found = isMappaUnit(actor) ? await readCertificate(tx, number) : null;
		if (!found) return NO_PAGE;
		await writeAudit(tx, actor, act, 'area', actor.areaId);
		return done({ certificate: found.file.seal, text: found.text });
	});
