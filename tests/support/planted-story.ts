/**
 * The demonstration's whole story played on a test's database, with a canary in every text that anybody wrote: in what the
 * commands are given, so that decisions, documents and sealed minutes hold it, and afterwards in every text that is in no
 * command, whatever its table.
 */
import { randomUUID } from 'node:crypto';
import { type DemoCase, readDemoCase } from '#drizzle/demo-case.ts';
import type { Stage } from '#drizzle/demo-stage.ts';
import { type Played, playStory } from '#drizzle/seed.ts';
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { type Canaries, createCanaries, isPlanted } from './canaries.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { alsoDisclosing } from './planted-afterwards.ts';
import { testSeal } from './test-seal.ts';

export type PlantedStory = Played & {
	readonly store: TestDatabase;
	readonly canaries: Canaries;
	/** Plants what was written since, in whatever table. */
	readonly plantRest: () => Promise<void>;
};

/** The password of everybody here; not the demonstration's, because the service starts as for real people. */
const STORY_PASSWORD = 'nine quiet herons wade';

export async function playPlantedStory(now: Date): Promise<PlantedStory> {
	const store = await openTestDatabase();
	const canaries = createCanaries();
	const areaId = randomUUID();
	const story = plantedCase(readDemoCase('drizzle/demo', now), canaries);
	const { hash, verify } = createPasswordHasher();
	const passwords = { hash: () => hash(STORY_PASSWORD), verify };
	const means = { passwords, seal: testSeal() };
	const played = await playStory(store.database, means, story, areaId, now, (stage) =>
		alsoDisclosing(planted(stage, canaries))
	);
	const plantRest = () => plantTables(store, canaries);
	return { ...played, store, canaries, plantRest };
}

/** What is no command: the case itself. */
function plantedCase(story: DemoCase, { plant }: Canaries): DemoCase {
	const { subject } = story.case;
	return {
		...story,
		case: {
			...story.case,
			indexOffence: plant(story.case.indexOffence, 'case.offence'),
			subject: { ...subject, name: plant(subject.name, 'case.name'), aliases: [plant('Toby Wren', 'case.alias')] }
		}
	};
}

/** A text that somebody wrote: words, not a code, a day or an id. */
const isWritten = (text: string): boolean => /[a-z]{2,} \S/.test(text) && !isPlanted(text);
/** These are compared with something, or are no words of a case. */
const NOT_TEXTS = new Set(['password', 'name', 'agencyName', 'roleTitle', 'caseManager', 'label', 'language']);

/** The same value with a canary in each text. */
function plantedValue(value: unknown, place: string, canaries: Canaries): unknown {
	if (typeof value === 'string') return isWritten(value) ? canaries.plant(value, place) : value;
	if (Array.isArray(value)) return value.map((one) => plantedValue(one, place, canaries));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, one]) => [
			key,
			NOT_TEXTS.has(key) ? one : plantedValue(one, `${place}.${key}`, canaries)
		])
	);
}

const planted = (stage: Stage, canaries: Canaries): Stage => ({
	...stage,
	area: (code, command, input) => stage.area(code, command, plantedValue(input, command, canaries)),
	does: (code, meetingId, command, input = {}) =>
		stage.does(code, meetingId, command, plantedValue(input, command, canaries)),
	writes: (code, meetingId, document, texts) => {
		const kind = document.split('.')[0];
		const words = Object.entries(texts).map(([field, text]) => [
			field,
			isPlanted(text) ? text : canaries.plant(text, `${kind} text ${field}`)
		]);
		return stage.writes(code, meetingId, document, Object.fromEntries(words));
	}
});

/** What the area works by, who is in it, who signs in, and what proves its own bytes. */
const NOT_OF_A_CASE = new Set([
	...[
		'area',
		'area_name',
		'agency',
		'person',
		'account',
		'session',
		'statement',
		'area_number',
		'audit_event',
		'people_import'
	],
	...[
		'final_record',
		'addendum',
		'destruction_certificate',
		'exported_file',
		'case_search_term',
		'node',
		'agency_contact'
	]
]);

type Column = { readonly table_name: string; readonly column_name: string; readonly data_type: string };

/** Every column of texts in every table of an area. */
const textColumns = (store: TestDatabase): Promise<readonly Column[]> =>
	store.owner<Column[]>`
		select c.table_name, c.column_name, c.data_type from information_schema.columns c
		join information_schema.columns a
			on a.table_name = c.table_name and a.table_schema = c.table_schema and a.column_name = 'area_id'
		where c.table_schema = 'public' and c.data_type in ('text', 'jsonb')
		order by c.table_name, c.column_name`;

/** Texts that no command was given, behind the back of the triggers that keep what happened as it was. */
async function plantTables(store: TestDatabase, canaries: Canaries): Promise<void> {
	const columns = (await textColumns(store)).filter(
		({ table_name, column_name }) =>
			!NOT_OF_A_CASE.has(table_name) && !['state', 'key', 'kind', 'type'].includes(column_name)
	);
	await store.owner.begin(async (sql) => {
		await sql`set local session_replication_role = replica`;
		for (const { table_name: table, column_name: column, data_type: type } of columns) {
			const rows = await sql`select ctid::text as row, ${sql(column)} as value from ${sql(table)}`;
			for (const { row, value } of rows) {
				const now = plantedValue(value, `${table}.${column}`, canaries);
				if (JSON.stringify(now) === JSON.stringify(value)) continue;
				const stored = type === 'jsonb' ? sql.json(now as never) : String(now);
				await sql`update ${sql(table)} set ${sql(column)} = ${stored} where ctid = ${row}::tid`;
			}
		}
	});
}
