/**
 * Loads a year of fictional meetings into the demonstration, part by part: each referral and each meeting is one transaction
 * of its own, so that nobody waits for it and it may end at any moment. What is there already is passed over: loading goes on
 * where it ended, and a year that is whole is not loaded again.
 */
import { and, eq, sql } from 'drizzle-orm';
import { account, agency, boardPack, mappCase, meeting, person, referralSection } from '#drizzle/schema.ts';
import { daysOf, quarterKey } from '#lib/smb/quarter.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import type { Database, Tx } from '#server/persistence/database.ts';
import { demoEmail } from '../demo-people.ts';
import { type DemoMeans, openStage, type Stage } from '../demo-stage.ts';
import { seededChance } from '../seeded-chance.ts';
import { planYear, YEAR_SEED, YEAR_SIZE, type YearPlan, type YearSize } from './plan-year.ts';
import { followAbsences, followFeedback } from './year-follow-up.ts';
import { daysAfter, playYearMeeting } from './year-meeting.ts';
import { COORDINATOR, enterYearPeople, readYearActors } from './year-people.ts';
import { playYearReferral } from './year-referral.ts';

/** Any number that nobody else uses for an advisory lock in this database. */
const LOCK = 6_277_403;
/** The story's case, whose first meeting the year ends before. */
const STORY_CASE = 'NMS-2026-014';

export type YearProgress = { readonly done: number; readonly total: number };
type LoadYear = {
	readonly database: Database;
	readonly means: DemoMeans;
	readonly seed?: number;
	/** smaller in tests */
	readonly size?: YearSize;
	/** ends the loading after the part that runs */
	readonly signal?: AbortSignal;
	readonly progress?: (now: YearProgress) => void;
};
type Part = { readonly key: string; readonly play: (stage: Stage, tx: Tx) => Promise<void> };

/** The area of the demonstration; null where nothing was loaded. */
async function readDemoArea(database: Database): Promise<string | null> {
	const email = demoEmail(COORDINATOR, 'MPU');
	const [row] = await database.withoutArea((tx) => tx.select().from(account).where(eq(account.email, email)));
	return row?.areaId ?? null;
}

async function readPlan(tx: Tx, seed: number, size = YEAR_SIZE as YearSize): Promise<YearPlan | null> {
	const [first] = await tx
		.select({ startedAt: meeting.startedAt })
		.from(meeting)
		.innerJoin(mappCase, eq(meeting.caseId, mappCase.id))
		.where(and(eq(mappCase.ref, STORY_CASE), eq(meeting.seq, 1)));
	return first?.startedAt ? planYear(seed, londonDate(first.startedAt.toISOString()), size) : null;
}

/** Keys of the parts that are there. */
async function readParts(tx: Tx): Promise<ReadonlySet<string>> {
	const people = await tx.select({ name: person.name }).from(person).innerJoin(agency, eq(person.agencyId, agency.id));
	const referrals = await tx
		.selectDistinct({ crn: sql<string>`${referralSection.values}->>'crn'` })
		.from(referralSection)
		.where(eq(referralSection.section, 'person'));
	const meetings = await tx
		.select({ ref: mappCase.ref, seq: meeting.seq })
		.from(meeting)
		.innerJoin(mappCase, eq(meeting.caseId, mappCase.id));
	const packs = await tx.select({ quarter: boardPack.quarter }).from(boardPack);
	return new Set([
		...people.map(({ name }) => `person ${name}`),
		...referrals.map(({ crn }) => `referral ${crn}`),
		...meetings.map(({ ref, seq }) => `meeting ${ref}/${seq}`),
		...packs.map(({ quarter }) => `pack ${quarter}`)
	]);
}

const PEOPLE_PART = 'person Sage Millpond';

/** How much of the year there is; null where this is not the demonstration. */
export async function readYear(database: Database, seed = YEAR_SEED): Promise<YearProgress | null> {
	const areaId = await readDemoArea(database);
	if (areaId === null) return null;
	return database.withArea(areaId, async (tx) => {
		const plan = await readPlan(tx, seed);
		if (!plan) return null;
		const known = await readParts(tx);
		const keys = [PEOPLE_PART, ...partsOf(plan).map(({ key }) => key)];
		return { done: keys.filter((key) => known.has(key)).length, total: keys.length };
	});
}

/**
 * Loads what is missing, in the order in which it happened.
 * @returns how far it came: less than the total when it was ended
 * @throws when somebody else is loading it, or a command is refused, which is a fault of the year or of the product
 */
export async function loadYear({
	database,
	means,
	seed = YEAR_SEED,
	size,
	signal,
	progress
}: LoadYear): Promise<YearProgress> {
	const areaId = await readDemoArea(database);
	if (areaId === null) throw new Error('the demonstration is not loaded');
	const inPart = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
		database.withArea(areaId, async (tx) => {
			const [row] = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`);
			if (!row?.mine) throw new YearBusy();
			return work(tx);
		});
	const { plan, known } = await inPart(async (tx) => {
		const found = await readPlan(tx, seed, size);
		if (!found) throw new Error('the story has no first meeting');
		if (!(await readParts(tx)).has(PEOPLE_PART)) await enterYearPeople(tx, areaId, means.passwords);
		return { plan: found, known: await readParts(tx) };
	});
	let open: Tx | null = null;
	const inside: Database = {
		withArea: (_areaId, work) => work(opened(open)),
		withoutArea: (work) => work(opened(open)),
		call: async () => {
			throw new Error('the year writes no text and opens no document');
		},
		keys: database.keys,
		isAway: () => false,
		ready: async () => true,
		close: async () => {}
	};
	const actors = await database.withArea(areaId, (tx) => readYearActors(tx, areaId));
	const stage = openStage(inside, means, areaId, actors);
	const parts = partsOf(plan);
	const total = parts.length + 1;
	let ready = 1 + parts.filter(({ key }) => known.has(key)).length;
	progress?.({ done: ready, total });
	for (const { key, play } of parts) {
		if (known.has(key)) continue;
		if (signal?.aborted) break;
		await inPart(async (tx) => {
			open = tx;
			await play(stage, tx);
			await settleMails(tx);
		});
		ready += 1;
		progress?.({ done: ready, total });
	}
	return { done: ready, total };
}

/** Somebody else is loading the year. */
export class YearBusy extends Error {
	constructor() {
		super('the year is being loaded already');
	}
}

const opened = (tx: Tx | null): Tx => {
	if (!tx) throw new Error('nothing is being played');
	return tx;
};

/** The year's e-mails count as sent in their time: none of them is sent now. */
const settleMails = (tx: Tx): Promise<unknown> =>
	tx.execute(sql`update outbox set sent_at = created_at where sent_at is null and xmin = pg_current_xact_id()::xid`);

function partsOf(plan: YearPlan): readonly Part[] {
	const { cases, meetings, quarters, to } = plan;
	const caseId = async (tx: Tx, ref: string): Promise<string> => {
		const [row] = await tx.select({ id: mappCase.id }).from(mappCase).where(eq(mappCase.ref, ref));
		if (!row) throw new Error('a case of the year is missing');
		return row.id;
	};
	return [
		...cases
			.toSorted((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : a.number - b.number))
			.map(
				(one): Part => ({
					key: `referral ${one.crn}`,
					play: async (stage, tx) => void (await playYearReferral(stage, tx, one))
				})
			),
		...meetings.flatMap((one): Part[] => {
			const of = cases.find(({ number }) => number === one.of);
			const before = meetings.find((other) => other.of === one.of && other.seq === one.seq - 1) ?? null;
			if (!of) return [];
			const play: Part['play'] = async (stage, tx) => {
				const found = await caseId(tx, of.ref);
				const meetingId = await playYearMeeting({ stage, tx, plan, of, caseId: found, meeting: one, before });
				const after = { stage, tx, meeting: one, meetingId, locked: daysAfter(one, to).locked, to };
				await followAbsences(after);
				await followFeedback(after);
			};
			return [{ key: `meeting ${of.ref}/${one.seq}`, play }];
		}),
		...quarters.map(
			(quarter, n): Part => ({
				key: `pack ${quarterKey(quarter)}`,
				play: async (stage, tx) => publish(stage, tx, plan, n)
			})
		)
	];
}

/** What the Board enters of itself, and the pack its members see. */
async function publish(stage: Stage, tx: Tx, { quarters, seed }: YearPlan, n: number): Promise<void> {
	const quarter = quarters[n];
	if (!quarter) return;
	const chance = seededChance(seed + n);
	const period = quarterKey(quarter);
	stage.at(addWorkingDays(daysOf(quarter).to, 12), '11:00');
	const enter = (key: string, value: number) =>
		stage.area(COORDINATOR, 'enter-board-figure', {
			...{ period, key, version: 0, value: String(value), source: 'Minutes of the Board (invented)' }
		});
	await enter('board-meetings', 2);
	await enter('lay-advisers', n === 0 ? 1 : 2);
	const counted = await tx.select({ code: agency.code }).from(agency).where(eq(agency.countsForAttendance, true));
	for (const { code } of counted.toSorted((a, b) => (a.code < b.code ? -1 : 1)))
		await enter(`board-attended:${code}`, chance.in(4) ? 1 : 2);
	await stage.area(COORDINATOR, 'publish-board-pack', { quarter: period, version: 0 });
}
