/** The area's numbers as its settings show them: what counts today, what it began with, what is to come, who changed what. */
import { asc, eq } from 'drizzle-orm';
import { areaNumber as areaNumberTable, person } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { areaConfigOn, DEFAULT_AREA_CONFIG, numberInForce } from '#lib/cases/area-config.ts';
import { AREA_NUMBERS, type AreaNumber, areaNumber, numberInWords } from '#lib/cases/area-numbers.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readArea } from '../persistence/area.ts';
import type { Database, Tx } from '../persistence/database.ts';

export type NumberEntry = {
	readonly version: number;
	readonly words: readonly string[];
	readonly value: unknown;
	/** YYYY-MM-DD */
	readonly effectiveFrom: string;
	readonly source: string;
	readonly approvedOn: string | null;
	readonly changedBy: string;
	/** ISO 8601, UTC */
	readonly changedAt: string;
};
export type NumberLine = {
	readonly key: string;
	readonly group: AreaNumber['group'];
	readonly label: string;
	readonly now: readonly string[];
	readonly usual: readonly string[];
	readonly isUsual: boolean;
	/** what put it in force; null = the area began with it */
	readonly since: NumberEntry | null;
	/** where the number comes from that is in force */
	readonly source: string;
	/** entered for a later day, earliest first */
	readonly toCome: readonly NumberEntry[];
};
export type NumberPage = {
	readonly line: NumberLine;
	/** value in force today, for the form */
	readonly value: unknown;
	/** newest first */
	readonly history: readonly NumberEntry[];
	/** of the newest entry; 0 = never changed */
	readonly version: number;
	readonly today: string;
};

const NO_PAGE = refuse('missing', 'There is no such page, or it is not yours to see.');
const mayRead = (actor: Actor): boolean => isMappaUnit(actor) || mayRunInArea(actor, 'set-area-number') === null;

type Row = typeof areaNumberTable.$inferSelect & { readonly who: string };
async function readRows(tx: Tx): Promise<readonly Row[]> {
	const rows = await tx
		.select({ row: areaNumberTable, who: person.name })
		.from(areaNumberTable)
		.innerJoin(person, eq(areaNumberTable.changedBy, person.id))
		.orderBy(asc(areaNumberTable.version));
	return rows.map(({ row, who }) => ({ ...row, who }));
}

const entryOf = (one: AreaNumber, row: Row): NumberEntry => ({
	version: row.version,
	words: numberInWords(one, row.value),
	value: row.value,
	effectiveFrom: row.effectiveFrom,
	source: row.source,
	approvedOn: row.approvedOn,
	changedBy: row.who,
	changedAt: row.changedAt.toISOString()
});

function lineOf(one: AreaNumber, begun: unknown, rows: readonly Row[], today: string): NumberLine {
	const value = areaConfigOn(begun, rows, today)[one.key];
	const inForce = numberInForce(rows, one.key, today);
	const usual = DEFAULT_AREA_CONFIG[one.key];
	const isUsual = JSON.stringify(value) === JSON.stringify(usual);
	return {
		...{ key: one.key, group: one.group, label: one.label, isUsual },
		now: numberInWords(one, value),
		usual: numberInWords(one, usual),
		since: inForce && entryOf(one, inForce),
		source: inForce?.source ?? (isUsual ? one.origin : 'What the area began with'),
		toCome: rows
			.filter(({ key, effectiveFrom }) => key === one.key && effectiveFrom > today)
			.map((row) => entryOf(one, row))
			.sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom) || a.version - b.version)
	};
}

export async function readAreaNumberLines(
	database: Database,
	actor: Actor,
	now: Date
): Promise<Result<readonly NumberLine[]>> {
	if (!mayRead(actor)) return NO_PAGE;
	return database.withArea(actor.areaId, async (tx) => {
		const { config } = await readArea(tx, actor.areaId);
		const rows = await readRows(tx);
		return done(AREA_NUMBERS.map((one) => lineOf(one, config, rows, londonDate(now.toISOString()))));
	});
}

export async function readAreaNumberPage(
	database: Database,
	actor: Actor,
	key: string,
	now: Date
): Promise<Result<NumberPage>> {
	const one = areaNumber(key);
	if (!one || !mayRead(actor)) return NO_PAGE;
	return database.withArea(actor.areaId, async (tx) => {
		const { config } = await readArea(tx, actor.areaId);
		const rows = await readRows(tx);
		const today = londonDate(now.toISOString());
		const own = rows.filter((row) => row.key === key);
		return done({
			line: lineOf(one, config, rows, today),
			value: areaConfigOn(config, rows, today)[one.key],
			history: own.map((row) => entryOf(one, row)).reverse(),
			version: own.at(-1)?.version ?? 0,
			today
		});
	});
}
