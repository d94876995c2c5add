/** Every command and every form of the build has its row in the capability table, and the older tables agree with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ABSENCE_LIFE } from '#lib/absences/absence-commands.ts';
import { type Column, cellsForAct, NOBODYS_ACTS, rowOf } from '#lib/access/capability-table.ts';
import { ACTION_STEPS } from '#lib/actions/action-steps.ts';
import { RECORD_COMMANDS } from '#lib/addenda/record-commands.ts';
import { AREA_COMMANDS } from '#lib/cases/area-commands.ts';
import { type Clearance, COMMAND_NAMES, permissionOf } from '#lib/meeting/permissions.ts';
import { AUDIT_LIFE } from '#lib/quality/quality-commands.ts';
import { REFERRAL_COMMANDS } from '#lib/referrals/referral-commands.ts';
import { RESTRICTED_SCHEMAS } from '#lib/restricted/restricted-commands.ts';

const tables: Readonly<Record<string, object>> = {
	...{ area: AREA_COMMANDS, record: RECORD_COMMANDS, restricted: RESTRICTED_SCHEMAS, referral: REFERRAL_COMMANDS },
	...{ action: ACTION_STEPS, absence: ABSENCE_LIFE, quality: AUDIT_LIFE }
};

/** Names of form actions as the routes' sources have them: what is posted to a page goes by one of these. */
const routeFiles = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('+page.server.ts'))
	.map((name) => join('src/routes', name));
const postedTo = new Set(
	routeFiles.flatMap((file) => {
		const text = readFileSync(file, 'utf8');
		const actions = text.slice(Math.max(0, text.search(/export const actions\b/)));
		if (!/export const actions\b/.test(text)) return [];
		return [...actions.matchAll(/^\t'([a-z]+(?:-[a-z0-9]+)+)':/gm)].map((match) => match[1] ?? '');
	})
);
/** Forms of the demonstration's own page. */
const OF_THE_DEMONSTRATION = new Set(['load-year', 'cancel-year', 'be-guest']);

const columnsOf = (act: string): readonly Column[] => Object.keys(cellsForAct(act)) as Column[];
/** Columns that each clearance of a meeting's command can mean: whoever else sits there has a seat too. */
const CAN_MEAN: Record<Clearance, readonly Column[]> = {
	unit: ['coordinator', 'administrator'],
	chair: ['chair'],
	recorder: ['chair', 'administrator'],
	invited: ['coordinator', 'administrator', 'chair', 'core', 'invited', 'manager', 'guest'],
	attendee: ['coordinator', 'administrator', 'chair', 'core', 'invited', 'manager', 'guest'],
	'anyone-in-room': ['coordinator', 'administrator', 'chair', 'core', 'invited', 'manager', 'guest'],
	internal: []
};
/** Of each clearance, the columns that must have the row: without them the table would promise less than the build does. */
const MUST_HAVE: Record<Clearance, readonly Column[]> = {
	...CAN_MEAN,
	invited: ['chair', 'core', 'invited', 'manager'],
	attendee: ['chair', 'core', 'invited', 'manager'],
	'anyone-in-room': ['chair', 'core', 'invited', 'manager']
};

describe('the capability table and the build', () => {
	test('ACCESS-3 every command of every table has exactly one row; what the server does by itself has none', () => {
		const without = [
			...COMMAND_NAMES.filter((name) => rowOf(name) === null && !NOBODYS_ACTS.includes(name)),
			...Object.entries(tables).flatMap(([table, commands]) =>
				Object.keys(commands).flatMap((name) => (rowOf(name) === null ? [`${table}: ${name}`] : []))
			)
		];
		expect(without).toEqual([]);
		expect(Object.values(tables).every((commands) => Object.keys(commands).length > 2)).toBe(true);
		expect(NOBODYS_ACTS.filter((name) => rowOf(name) !== null)).toEqual([]);
	});

	test('ACCESS-4 every form that a page takes has a row', () => {
		expect(postedTo.size).toBeGreaterThan(60);
		const without = [...postedTo].filter((name) => rowOf(name) === null && !OF_THE_DEMONSTRATION.has(name));
		expect(without).toEqual([]);
	});

	test('ACCESS-5 a meeting’s commands allow nobody whom the table refuses, and refuse nobody whom it allows', () => {
		const wrong = COMMAND_NAMES.flatMap((name) => {
			if (NOBODYS_ACTS.includes(name)) return [];
			const { may } = permissionOf(name);
			const can = new Set(may.flatMap((one) => CAN_MEAN[one]));
			const must = may.flatMap((one) => MUST_HAVE[one]);
			const has = columnsOf(name);
			const more = has.filter((column) => !can.has(column));
			const less = must.filter((column) => !has.includes(column));
			return more.length + less.length > 0 ? [`${name}: table more ${more}, less ${less}`] : [];
		});
		expect(wrong).toEqual([]);
	});

	test('ACCESS-6 so do the commands on actions, absences, audited meetings and locked records', () => {
		const CAN: Readonly<Record<string, readonly Column[]>> = {
			...{ unit: ['coordinator', 'administrator'], 'co-ordinator': ['coordinator'], chair: ['chair'] },
			...{ agency: ['core', 'invited', 'manager', 'board', 'boardChair'], auditor: ['auditor'], manager: ['manager'] },
			reader: ['coordinator', 'administrator', 'chair', 'core', 'invited', 'manager']
		};
		const MUST: typeof CAN = { ...CAN, agency: ['core', 'invited', 'manager'], reader: ['core', 'invited', 'manager'] };
		const rows: [string, readonly string[]][] = [ACTION_STEPS, ABSENCE_LIFE, AUDIT_LIFE, RECORD_COMMANDS].flatMap(
			(table) => Object.entries(table).map(([name, { may }]): [string, readonly string[]] => [name, [may].flat()])
		);
		const wrong = rows.flatMap(([name, may]) => {
			const has = columnsOf(name);
			const can = new Set(may.flatMap((one) => CAN[one] ?? []));
			const less = may.flatMap((one) => MUST[one] ?? []).filter((column) => !has.includes(column));
			const more = has.filter((column) => !can.has(column));
			return more.length + less.length > 0 ? [`${name}: table more ${more}, less ${less}`] : [];
		});
		expect(wrong).toEqual([]);
	});
});
