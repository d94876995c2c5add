/** Numbers entered by hand: the form's page for the unit, and the annual report's tables. */
import { asc, eq } from 'drizzle-orm';
import { boardFigure, person } from '#drizzle/schema.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { annualTables } from '#lib/smb/annual-tables.ts';
import { type EnteredRow, figureKey, figuresOf } from '#lib/smb/entered-figures.ts';
import type { PackTable } from '#lib/smb/pack-table.ts';
import { daysOf, quarterKey, readQuarter, readYear } from '#lib/smb/quarter.ts';
import { everyFigure, publishedFigures } from '#lib/smb/shown-figures.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readPack } from '../persistence/board-packs.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { countSubmitted } from '../persistence/quality-audits.ts';
import { readBoardAgencies, readEntered } from '../persistence/report-sources.ts';
import { computeReport, keepMissingFacts } from './board-report.ts';
import { type BoardReading, NO_BOARD_PAGE, seesBoard } from './read-board.ts';

export type FigureLine = {
	readonly key: string;
	readonly label: string;
	readonly newest: (EnteredRow & { readonly byName: string }) | null;
	/** how often it was entered before */
	readonly earlier: number;
};

/** Every number that is asked for of a quarter or a year, and what was entered last. */
export async function readFiguresToEnter(
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	period: string
): Promise<Result<readonly FigureLine[]>> {
	const figures = figuresOf(period);
	if (!isMappaUnit(actor) || !figures) return NO_BOARD_PAGE;
	return database.withArea(actor.areaId, async (tx) => {
		const agencies = (await readBoardAgencies(tx)).filter(({ counts }) => counts);
		const rows = await tx
			.select({ row: boardFigure, byName: person.name })
			.from(boardFigure)
			.innerJoin(person, eq(boardFigure.enteredBy, person.id))
			.where(eq(boardFigure.period, period))
			.orderBy(asc(boardFigure.version));
		const quarter = readQuarter(period);
		const span = quarter && daysOf(quarter);
		// Audits that were submitted here are counted: nobody enters their number.
		const isCounted = span !== null && (await countSubmitted(tx, span.from, span.to)).size > 0;
		const asked = figures
			.filter(({ key }) => !isCounted || !key.startsWith('audits-'))
			.flatMap((figure) =>
				figure.ofAgency
					? agencies.map(({ code, name }) => ({ key: figureKey(figure, code), label: `${figure.label}: ${name}` }))
					: [{ key: figure.key, label: figure.label }]
			);
		return done(
			asked.map(({ key, label }) => {
				const own = rows.filter(({ row }) => row.key === key);
				const last = own.at(-1);
				return {
					...{ key, label, earlier: Math.max(0, own.length - 1) },
					newest: last ? { ...last.row, enteredAt: last.row.enteredAt.toISOString(), byName: last.byName } : null
				};
			})
		);
	});
}

/** The annual report's tables: meetings as this service knows them, the rest as entered. Members see what is published. */
export async function readAnnual(
	{ database, cache, now }: BoardReading,
	actor: Actor,
	key: string
): Promise<Result<{ readonly year: number; readonly tables: readonly PackTable[]; readonly isWhole: boolean }>> {
	const year = readYear(key);
	if (!seesBoard(actor) || year === null) return NO_BOARD_PAGE;
	const today = londonDate(now.toISOString());
	const isWhole = isMappaUnit(actor);
	return database.withArea(actor.areaId, async (tx) => {
		if (isWhole) await keepMissingFacts(tx, actor.areaId, cache);
		const quarters = [];
		for (const number of [1, 2, 3, 4] as const)
			quarters.push(await shownOf(tx, actor, { year, number }, today, isWhole));
		const tables = annualTables(year, quarters, await readEntered(tx, key), isWhole);
		await writeAudit(tx, actor, 'view-board-annual', 'board-pack', key);
		return done({ year, tables, isWhole });
	});
}

async function shownOf(
	tx: Tx,
	actor: Actor,
	quarter: { readonly year: number; readonly number: 1 | 2 | 3 | 4 },
	today: string,
	isWhole: boolean
) {
	if (daysOf(quarter).from > today) return null;
	if (isWhole) return everyFigure((await computeReport(tx, actor.areaId, quarter, today)).figures);
	const stored = await readPack(tx, quarterKey(quarter));
	return stored && publishedFigures(stored.pack);
}
