import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import { type CaseList, readCases } from '#server/application/read-cases.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
let north: TestArea;
let unit: Actor;
const NOW = new Date('2026-12-17T10:00:00Z');
const PEOPLE = [
	{ ref: 'NMS-2026-001', name: 'Séan O’Briën-Łucki', aliases: ['Shaun Brine'], born: '1984-02-14', crn: 'X900014' },
	{ ref: 'NMS-2026-002', name: 'Mary Ann Wrenfield-Moss', aliases: [], born: '1990-12-01', crn: 'Y123456' },
	{ ref: 'NMS-2025-014', name: "Zoë D'Arcy", aliases: ['The Wren'], born: '1975-07-30', crn: 'Z555555' }
] as const;

const actorOf = (area: TestArea, roles: Actor['roles']): Actor => ({
	...{
		personId: area.personIds[0] ?? '',
		areaId: area.areaId,
		agencyId: area.agencyId,
		name: 'Opal',
		agencyName: 'Unit'
	},
	...{ agencyCode: 'MPU', roleTitle: 'Co-ordinator', roles }
});
const insertCases = (area: TestArea) =>
	store.database.withArea(area.areaId, (tx) =>
		tx.insert(schema.mappCase).values(
			PEOPLE.map(({ ref, name, aliases, born, crn }) => ({
				...{
					areaId: area.areaId,
					ref,
					category: 1,
					level: 2,
					status: 'ACTIVE',
					leadAgencyId: area.agencyId,
					facts: {}
				},
				subject: { name, aliases, dateOfBirth: born, identifiers: { crn, pncId: `2021/09000${crn.slice(1, 3)}Z` } }
			}))
		)
	);
const find = async (search: string, actor = unit): Promise<CaseList> => {
	const found = await readCases(store.database, actor, NOW, { search });
	if (!found.ok) throw new Error(found.message);
	return found.value;
};
const refs = async (search: string) => (await find(search)).cases.map(({ ref }) => ref).sort();

beforeAll(async () => {
	store = await openTestDatabase();
	north = await insertTestArea(store.database, 2, 'NORTH');
	unit = actorOf(north, ['MAPPA_COORDINATOR']);
	await insertCases(north);
});
afterAll(() => store.close());

describe('finding a case', () => {
	test.each([
		["O'Brien", ['NMS-2026-001']],
		['obrien lucki', ['NMS-2026-001']],
		['O’BRIEN-ŁUCKI', ['NMS-2026-001']],
		['sean', ['NMS-2026-001']],
		['brine', ['NMS-2026-001']],
		['wrenfieldmoss', ['NMS-2026-002']],
		['wrenfield moss', ['NMS-2026-002']],
		['Moss', ['NMS-2026-002']],
		['maryann', ['NMS-2026-002']],
		['mary-ann', ['NMS-2026-002']],
		['wren', ['NMS-2025-014', 'NMS-2026-002']],
		['zoe darcy', ['NMS-2025-014']],
		['d arcy', []],
		['NMS-2026', ['NMS-2026-001', 'NMS-2026-002']],
		['nms 2025 014', ['NMS-2025-014']],
		['x900014', ['NMS-2026-001']],
		['X 900014', []],
		['14/02/1984', ['NMS-2026-001']],
		['1984-02-14', ['NMS-2026-001']],
		['14 February 1984 sean', ['NMS-2026-001']],
		['14 Feb 1984 mary', []],
		['2021/0900012Z', ['NMS-2026-002']],
		['nobody', []],
		['%', 'Enter at least 2 letters or digits'],
		['x', 'Enter at least 2 letters or digits'],
		['   ', 'Enter a name, a date of birth, a reference or a number'],
		["'; drop table mapp_case; --", []],
		['a'.repeat(101), 'Enter 100 characters or fewer']
	] as const)(
		'CASE-19 %j finds what is meant, whatever its accents, capitals, hyphens and apostrophes',
		async (typed, expected) => {
			if (typeof expected === 'string') await expect(find(typed)).rejects.toThrow(expected);
			else expect(await refs(typed)).toEqual([...expected]);
		}
	);

	test('CASE-19 a case is found by its new name as soon as it is amended, and by the old one no longer', async () => {
		await store.database.withArea(north.areaId, (tx) =>
			tx.execute(
				sql`update mapp_case set subject = jsonb_set(subject, '{name}', '"Quillon Harrow"') where ref = 'NMS-2025-014'`
			)
		);
		expect(await refs('quillon')).toEqual(['NMS-2025-014']);
		expect(await refs('darcy')).toEqual([]);
	});

	test('KNOW-10 a search neither shows nor counts a case one may not know, nor one of another area', async () => {
		const south = await insertTestArea(store.database, 1, 'SOUTH');
		await insertCases(south);
		expect((await find('wren')).total).toBe(2);
		await store.database.withArea(north.areaId, async (tx) => {
			const [hidden] = await tx
				.select({ id: schema.mappCase.id })
				.from(schema.mappCase)
				.where(sql`ref = 'NMS-2026-002'`);
			const [personId, recordedBy] = [north.personIds[0] ?? '', north.personIds[1] ?? ''];
			await tx.insert(schema.caseExclusion).values({
				areaId: north.areaId,
				caseId: hidden?.id ?? '',
				personId,
				reason: 'RELATED',
				from: '2026-12-01',
				recordedBy
			});
		});
		expect((await find('wren')).total).toBe(1);
		expect((await find('wrenfield')).total).toBe(0);
		expect((await find('wren', actorOf(north, ['AGENCY_REP']))).total).toBe(0);
	});

	test('CASE-20 a search is written down without what was searched for', async () => {
		const rows = await store.database.withArea(north.areaId, (tx) => tx.select().from(schema.auditEvent));
		expect(rows.some(({ act }) => act === 'search-cases')).toBe(true);
		expect(JSON.stringify(rows)).not.toMatch(/wren|brien|1984/i);
	});

	test('CASE-21 among 5,000 cases the index is used, and a list of one page comes at once', {
		timeout: 60_000
	}, async () => {
		const many = await insertTestArea(store.database, 1, 'MANY');
		const { areaId, agencyId } = many;
		await store.database.withArea(areaId, (tx) =>
			tx.execute(sql`
				insert into mapp_case (area_id, ref, category, level, status, lead_agency_id, facts, next_review_due, subject)
				select ${areaId}::uuid, 'MNY-' || n, 1 + n % 3, 2, 'ACTIVE', ${agencyId}::uuid, '{}', date '2026-12-01' + n % 90,
					jsonb_build_object('name', 'Person' || n || ' Surname' || n % 700, 'aliases', jsonb_build_array('Alias' || n),
						'dateOfBirth', '1984-02-14', 'identifiers', jsonb_build_object('crn', 'X' || 100000 + n))
				from generate_series(1, 5000) n`)
		);
		await store.owner`analyze`;
		const plan = await store.database.withArea(areaId, (tx) =>
			tx.execute<Record<string, string>>(
				sql`explain select case_id from case_search_term where term >= 'surname69' and term < 'surname69~'`
			)
		);
		expect(plan.map((line) => Object.values(line)[0]).join('\n')).toMatch(/Index Cond: .*term >= 'surname69'/);
		const actor = actorOf(many, ['MAPPA_COORDINATOR']);
		const timed = async (search: string | null) => {
			const began = performance.now();
			const list = await readCases(store.database, actor, NOW, { search });
			if (!list.ok) throw new Error(list.message);
			return { ms: Math.round(performance.now() - began), ...list.value };
		};
		await timed('person77 surname77');
		const [one, all] = [await timed('person4242 surname42'), await timed(null)];
		expect([one.total, all.total, all.cases.length, all.pages]).toEqual([1, 5000, 50, 100]);
		expect(Math.max(one.ms, all.ms)).toBeLessThan(1000);
	});
});
