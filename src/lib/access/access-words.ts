/** The capability table in plain words: what /access prints, and nothing that is not in the table. */
import {
	CAPABILITY_NAMES,
	COLUMNS,
	type Column,
	capability,
	HEADINGS,
	type Heading,
	reachOf,
	type Scope
} from './capability-table.ts';
import type { Role } from './roles.ts';

export const columnWord: Record<Column, string> = {
	coordinator: 'Co-ordinator',
	administrator: 'Administrator',
	chair: 'Chair',
	core: 'Core representative',
	invited: 'Invited representative',
	manager: 'Case manager',
	board: 'Board member',
	boardChair: 'Chair of the Board',
	layAdviser: 'Lay adviser',
	auditor: 'Auditor',
	system: 'System administrator',
	guest: 'Guest'
};
/** Said after what may be done. */
export const scopeWord: Record<Scope, string> = {
	area: 'in the area',
	meetings: 'at meetings they chair or record',
	invited: 'at meetings they are invited to',
	cases: 'for cases they manage',
	own: 'for themselves',
	agency: 'for their agency',
	sampled: 'for sampled meetings, under a licence',
	numbers: 'as numbers, small ones withheld',
	settings: 'without any case',
	technical: 'technical events only'
};
/** Said to the person themselves. */
const scopeOfYours: Record<Scope, string> = {
	...scopeWord,
	meetings: 'at meetings you chair or record',
	invited: 'at meetings you are invited to',
	cases: 'for cases you manage',
	own: 'for yourself',
	agency: 'for your agency'
};
/** Relations one has to one meeting or case, not for good. */
export const RELATIONS: readonly Column[] = ['chair', 'core', 'invited', 'manager', 'guest'];

export type AccessLine = { readonly heading: Heading; readonly may: string; readonly how: readonly string[] };
/** "as chair, as case manager" */
const asOf = (columns: readonly Column[]): string =>
	columns.map((column) => `as ${columnWord[column].toLowerCase()}`).join(', ');

/** What a person may do, by their roles and by the relations those roles can have; in the order of the table. */
export const whatYouMayDo = (actor: { readonly roles: readonly Role[] }): readonly AccessLine[] =>
	CAPABILITY_NAMES.flatMap((name) => {
		const { heading, may } = capability(name);
		const reach = reachOf(actor, name);
		const own = reach.filter(([column]) => !RELATIONS.includes(column));
		// Whoever may do it everywhere, or for themselves, may do it as anything else too.
		const widest = own.filter(([, scope]) => scope === 'area' || scope === 'own');
		const said = widest.length > 0 ? widest : reach;
		const how = [...new Set(said.map(([, scope]) => scope))].map((scope) => {
			const columns = said.flatMap(([column, one]) => (one === scope ? [column] : []));
			const isRelation = columns.every((column) => RELATIONS.includes(column));
			return isRelation ? `${asOf(columns)}: ${scopeOfYours[scope]}` : scopeOfYours[scope];
		});
		return how.length > 0 ? [{ heading, may, how }] : [];
	});

export type TableRow = {
	readonly heading: Heading;
	readonly may: string;
	readonly source: string;
	/** in the order of COLUMNS; '' = not at all */
	readonly cells: readonly string[];
};
/** The whole table, by heading. */
export const wholeTable = (): readonly TableRow[] =>
	HEADINGS.flatMap((heading) =>
		CAPABILITY_NAMES.flatMap((name) => {
			const row = capability(name);
			if (row.heading !== heading) return [];
			const cells = COLUMNS.map((column) => {
				const scope = row.cells[column];
				return scope ? scopeWord[scope] : '';
			});
			return [{ heading, may: row.may, source: row.source, cells }];
		})
	);
