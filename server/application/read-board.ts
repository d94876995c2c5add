/**
 * The pages of the Strategic Management Board. The MAPPA unit sees every number, computed now; members of the Board and lay
 * advisers see what was published, small numbers withheld, and nothing else (R7).
 */
import { inArray, sql } from 'drizzle-orm';
import { mappCase, meeting } from '#drizzle/schema.ts';
import { type Actor, hasRole, isMappaUnit, isOfTheBoard } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { type ActionWeek, actionWeekTable, weeksOfQuarter } from '#lib/smb/action-weeks.ts';
import type { FigureId } from '#lib/smb/board-figures.ts';
import { openFigures } from '#lib/smb/board-figures.ts';
import { countMeetings, meetingsOfQuarter } from '#lib/smb/count-meetings.ts';
import type { PackTable } from '#lib/smb/pack-table.ts';
import { type PackFrame, packTables } from '#lib/smb/pack-tables.ts';
import { profileShown } from '#lib/smb/profile.ts';
import { daysOf, fourQuarters, isIn, type Quarter, quarterKey, quarterOf, readQuarter } from '#lib/smb/quarter.ts';
import { everyFigure, publishedFigures, type ShownFigures } from '#lib/smb/shown-figures.ts';
import type { TrendQuarter } from '#lib/smb/trend.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readPack, readPublishedQuarters } from '../persistence/board-packs.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readActionLives, readReportSources } from '../persistence/report-sources.ts';
import { computeReport, keepMissingFacts } from './board-report.ts';
import { openToPerson } from './case-access.ts';
import type { MeetingCache } from './meeting-cache.ts';

export const NO_BOARD_PAGE = refuse('missing', 'There is no such page, or it is not yours to see.');
export type BoardReading = {
	readonly database: Pick<Database, 'withArea'>;
	readonly cache: MeetingCache;
	readonly now: Date;
};

export type BoardPack = {
	readonly quarter: Quarter;
	readonly tables: readonly PackTable[];
	readonly shown: ShownFigures;
	readonly frame: PackFrame;
	/** four quarters, oldest first */
	readonly trend: readonly TrendQuarter[];
	/** actions week by week, for the unit; null for whoever sees what is published: from week to week they tell of single actions */
	readonly weeks: readonly ActionWeek[] | null;
	/** meetings held whose minutes are not locked; null = withheld */
	readonly notLocked: number | null;
	/** YYYY-MM-DD: nothing after this day is known of */
	readonly asAt: string;
	/** every number, for the unit; otherwise those that are published */
	readonly isWhole: boolean;
	readonly isOver: boolean;
	/** version and day; null = nothing is published for this quarter */
	readonly published: { readonly version: number; readonly at: string; readonly by: string } | null;
	/** that may be chosen, newest first */
	readonly quarters: readonly string[];
};
export type BoardAct = 'view-board-pack' | 'export-board-pack';

/** Whether somebody sees the Board's pages at all. */
export const seesBoard = (actor: Actor): boolean => isMappaUnit(actor) || isOfTheBoard(actor);

/** @param key a quarter, or nothing for the newest one @param act what the audit calls it */
export async function readBoardPack(
	{ database, cache, now }: BoardReading,
	actor: Actor,
	key: string | null,
	act: BoardAct
): Promise<Result<BoardPack | null>> {
	if (!seesBoard(actor)) return NO_BOARD_PAGE;
	const asked = key === null ? null : readQuarter(key);
	if (key !== null && asked === null) return NO_BOARD_PAGE;
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const known = await readPublishedQuarters(tx);
		const pack = isMappaUnit(actor)
			? await wholePack(tx, actor, cache, asked ?? quarterOf(today), today, known)
			: await membersPack(tx, asked ?? readQuarter(known[0] ?? ''), today, known);
		if (pack === null) return key === null ? done(null) : NO_BOARD_PAGE;
		await writeAudit(tx, actor, act, 'board-pack', quarterKey(pack.quarter));
		return done(pack);
	});
}

async function publishedState(tx: Tx, quarter: Quarter): Promise<BoardPack['published']> {
	const stored = await readPack(tx, quarterKey(quarter));
	return stored && { version: stored.version, at: stored.publishedAt, by: stored.publishedBy };
}

async function wholePack(
	tx: Tx,
	actor: Actor,
	cache: MeetingCache,
	quarter: Quarter,
	today: string,
	known: readonly string[]
): Promise<BoardPack | null> {
	const { from, to } = daysOf(quarter);
	if (from > today) return null;
	await keepMissingFacts(tx, actor.areaId, cache);
	const trend: TrendQuarter[] = [];
	for (const one of fourQuarters(quarter).slice(0, -1))
		trend.push({ quarter: one, shown: everyFigure((await computeReport(tx, actor.areaId, one, today)).figures) });
	const { figures, sources, targets, notLocked } = await computeReport(tx, actor.areaId, quarter, today);
	const shown = everyFigure(figures);
	const frame: PackFrame = {
		agencies: sources.agencies.map(({ code, name, counts }) => ({ code, name, counts })),
		targets
	};
	const first = quarterOf(sources.held[0]?.on ?? today);
	const weeks = weeksOfQuarter(await readActionLives(tx), { from, to }, today);
	return {
		weeks,
		...{ quarter, shown, frame, notLocked, asAt: to < today ? to : today, isWhole: true, isOver: to < today },
		tables: [...packTables(shown, frame, profileShown(figures)), actionWeekTable(weeks)],
		trend: [...trend, { quarter, shown }],
		published: await publishedState(tx, quarter),
		quarters: choices(first, quarterOf(today), known)
	};
}

/** Every quarter since the first meeting, and those published. */
const choices = (first: Quarter, last: Quarter, known: readonly string[]): readonly string[] => {
	const all = new Set(known);
	for (let at = last; daysOf(at).to >= daysOf(first).from && all.size < 80; at = fourQuarters(at)[2] ?? at)
		all.add(quarterKey(at));
	return [...all].sort().reverse();
};

async function membersPack(
	tx: Tx,
	quarter: Quarter | null,
	today: string,
	known: readonly string[]
): Promise<BoardPack | null> {
	const stored = quarter && (await readPack(tx, quarterKey(quarter)));
	if (!quarter || !stored) return null;
	const shown = publishedFigures(stored.pack);
	const trend: TrendQuarter[] = [];
	for (const one of fourQuarters(quarter).slice(0, -1)) {
		const earlier = await readPack(tx, quarterKey(one));
		trend.push({ quarter: one, shown: earlier && publishedFigures(earlier.pack) });
	}
	const { agencies, targets, notLocked, asAt } = stored.pack;
	const { to } = daysOf(quarter);
	return {
		weeks: null,
		...{ quarter, shown, notLocked, isWhole: false, isOver: to < today, quarters: known },
		...{ frame: { agencies, targets }, tables: packTables(shown, { agencies, targets }, shown) },
		trend: [...trend, { quarter, shown }],
		asAt: to < asAt ? to : asAt,
		published: { version: stored.version, at: stored.publishedAt, by: stored.publishedBy }
	};
}

export type MeetingBehind = {
	readonly meetingId: string;
	/** case reference and number */
	readonly reference: string;
	readonly on: string;
	readonly level: number;
	readonly category: number;
};

/** The meetings a number was counted from, for the co-ordinator: those of cases closed to them are left out. */
export async function readMeetingsBehind(
	{ database, cache, now }: BoardReading,
	actor: Actor,
	key: string,
	figure: FigureId
): Promise<Result<{ readonly quarter: Quarter; readonly meetings: readonly MeetingBehind[] }>> {
	const quarter = readQuarter(key);
	if (!hasRole(actor, 'MAPPA_COORDINATOR') || !quarter || figure.length > 100) return NO_BOARD_PAGE;
	return database.withArea(actor.areaId, async (tx) => {
		await keepMissingFacts(tx, actor.areaId, cache);
		const sources = await readReportSources(tx, actor.areaId, quarter);
		const today = londonDate(now.toISOString());
		const own = meetingsOfQuarter(sources).filter(({ held }) => isIn(held.on, daysOf(quarter)) && held.on <= today);
		const raised = new Map(
			sources.feedback.map((one) => [one.meetingId, sources.feedback.filter((f) => f.meetingId === one.meetingId)])
		);
		const ids = own
			.filter((one) => {
				const book = openFigures();
				countMeetings(book, [one], sources.agencies);
				for (const { theme, status } of raised.get(one.held.id) ?? []) {
					for (const row of [theme, 'total']) for (const column of [status, 'total']) book.add(`T9.${row}.${column}`);
				}
				return book.get(figure) > 0;
			})
			.map(({ held }) => held.id);
		await writeAudit(tx, actor, 'view-board-meetings', 'board-pack', key);
		if (ids.length === 0) return done({ quarter, meetings: [] });
		const rows = await tx
			.select({
				id: meeting.id,
				seq: meeting.seq,
				level: meeting.level,
				ref: mappCase.ref,
				category: mappCase.category
			})
			.from(meeting)
			.innerJoin(mappCase, sql`${meeting.caseId} = ${mappCase.id}`)
			.where(sql`${inArray(meeting.id, ids)} and ${openToPerson(actor.personId)}`);
		const on = new Map(own.map(({ held }) => [held.id, held.on]));
		return done({
			quarter,
			meetings: rows
				.map(({ id, seq, ref, level, category }) => ({
					...{ meetingId: id, reference: `${ref}/${seq}`, on: on.get(id) ?? '', level, category }
				}))
				.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.reference < b.reference ? -1 : 1))
		});
	});
}
