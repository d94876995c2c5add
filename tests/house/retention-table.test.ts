import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import * as schema from '../../drizzle/schema.ts';
import { kindOfTable, RETENTION_KINDS, RETENTION_TABLE } from '../../src/lib/retention/retention-table.ts';

const tables: readonly string[] = Object.values(schema).flatMap((one) => (is(one, PgTable) ? [getTableName(one)] : []));
const placed = RETENTION_KINDS.flatMap((kind) => RETENTION_TABLE[kind].tables);

describe('what the service holds', () => {
	test('RETAIN-10 every table of the schema is of one kind, with a clock: add a new one to src/lib/retention/retention-table.ts', () => {
		expect(tables.length).toBeGreaterThan(60);
		expect(tables.filter((table) => kindOfTable(table) === null)).toEqual([]);
	});

	test('RETAIN-10 no table is of two kinds, and none is placed that there is not', () => {
		expect(placed.filter((table, n) => placed.indexOf(table) !== n)).toEqual([]);
		expect(placed.filter((table) => !tables.includes(table))).toEqual([]);
	});
});
