/**
 * The annual report's tables (domain.md 6.5), 1 April to 31 March: Level 2 and 3 meetings from this service, the rest as it
 * was entered. A year is the sum of its four quarters as the reader sees them: where one is withheld or missing, so is the
 * year, and the year tells nothing that the quarters do not.
 */
import { LEVELS } from './count-meetings.ts';
import { YEAR_FIGURES } from './entered-figures.ts';
import { type PackTable, textCell } from './pack-table.ts';
import { quarterWord, shortQuarterWord, yearWord } from './quarter.ts';
import { figureText, NOT_KNOWN, type ShownFigures, WITHHELD } from './shown-figures.ts';
import { SMALL } from './suppression.ts';

const LEVEL_WORD = { L2: 'Level 2', L3: 'Level 3' } as const;
const ROWS = LEVELS.flatMap((level) =>
	(
		[
			['INITIAL', `${LEVEL_WORD[level]} meetings, initial`],
			['REVIEW', `${LEVEL_WORD[level]} meetings, review`],
			['held', `${LEVEL_WORD[level]} meetings, all`]
		] as const
	).map(([kind, head]) => ({ id: `T1.${level}.${kind}`, head }))
);
const isSmall = (value: number): boolean => value >= 1 && value < SMALL;

/** @param quarters of the year in their order; null = not begun, or nothing published @param isWhole for the MAPPA unit */
export const annualTables = (
	year: number,
	quarters: readonly (ShownFigures | null)[],
	entered: ReadonlyMap<string, number>,
	isWhole: boolean
): readonly PackTable[] => [
	{
		...{ id: 'meetings', title: 'Level 2 and Level 3 meetings held', head: 'Meetings' },
		note: quarterWord({ year, number: 1 }).replace(/^Quarter 1 of [^,]+, (.*)$/, 'From this service. Quarter 1 is $1.'),
		columns: [
			...quarters.map((_, n) => shortQuarterWord({ year, number: ([1, 2, 3, 4] as const)[n] ?? 1 })),
			yearWord(year)
		],
		rows: ROWS.map(({ id, head }) => {
			const values = quarters.map((shown) => shown?.(id));
			const sum = values.every((value) => typeof value === 'number')
				? String(values.reduce<number>((all, value) => all + (value ?? 0), 0))
				: values.includes(null)
					? WITHHELD
					: NOT_KNOWN;
			return { head, cells: [...values.map((value) => textCell(figureText(value))), textCell(sum)] };
		})
	},
	{
		...{ id: 'entered', title: 'Entered by the MAPPA unit', head: 'Figure', columns: [yearWord(year)] },
		note: 'This service does not know these numbers. Each was entered with its source.',
		rows: [
			...YEAR_FIGURES.map(({ key, label }) => {
				const value = entered.get(key);
				return {
					head: label,
					cells: [textCell(figureText(value !== undefined && !isWhole && isSmall(value) ? null : value))]
				};
			}),
			{ head: 'Registered sexual offenders per 100,000 population', cells: [textCell(perPopulation(entered))] }
		]
	}
];

const perPopulation = (entered: ReadonlyMap<string, number>): string => {
	const [registered, population] = [entered.get('registered'), entered.get('population')];
	if (registered === undefined || !population) return NOT_KNOWN;
	return registered < SMALL ? WITHHELD : ((registered / population) * 100_000).toFixed(1);
};
