/** Row security as the database's own catalogue tells it: nothing here knows a table by heart, so none can be forgotten. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#server/persistence/database.ts';
import { OUTSIDE_AREAS } from '#server/persistence/outside-areas.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';

/** Whole rows of these may be changed, because they hold how something stands; everywhere else only the columns granted. */
const WHOLLY_CHANGED = [
	...[
		'account',
		'action',
		'agency',
		'area',
		'document',
		'document_snapshot',
		'ended_session',
		'invitation',
		'mapp_case'
	],
	...['meeting', 'node', 'node_presence', 'person', 'session', 'session_end', 'sign_in_attempt', 'sign_in_challenge'],
	...['smb_feedback', 'statement', 'referral', 'report_facts']
];
/** From these rows are removed: what is over is of no use to anybody, or the text of a search. */
const REMOVED_FROM = [
	...[
		'account',
		'agency_link',
		'agency_sign_in_begun',
		'case_bundle',
		'case_search_term',
		'chair_note',
		'document_key_ending',
		'ended_session',
		'meeting_ask',
		'node',
		'node_presence',
		'passkey',
		'recovery_code',
		'session'
	],
	...['session_end', 'sign_in_attempt', 'sign_in_challenge', 'totp_secret', 'wall_screen']
];
/** Not a uuid by chance, and yet without the area: each with what somebody could learn of another area by trying. */
const KEYS_WITHOUT_AREA: Readonly<Record<string, string>> = {
	permitted_erasure_pkey: 'the number of a transaction; the application has no right to it',
	account_email_unique:
		'one sign-in for a human; whoever adds people is answered alike for a known and an unknown address',
	area_code_unique: 'the codes of areas are public among them',
	session_pkey: 'SHA-256 of 256 random bits',
	session_end_pkey: 'SHA-256 of 256 random bits',
	sign_in_attempt_pkey: 'SHA-256 of an address or a network: written for whatever is tried',
	sign_in_challenge_pkey: 'SHA-256 of 256 random bits',
	agency_sign_in_begun_pkey: 'SHA-256 of 256 random bits',
	agency_link_issuer_client_id_subject_unique: 'one account for whom a provider names; written by its sign-in alone',
	passkey_pkey: "an authenticator's own random id",
	audit_event_pkey: 'numbered by the database, never by whoever inserts',
	record_mark_pkey: 'numbered by the database, never by whoever inserts',
	presence_note_pkey: 'numbered by the database, never by whoever inserts',
	guest_secret_hash_unique: 'SHA-256 of 256 random bits',
	wall_screen_secret_hash_unique: 'SHA-256 of 256 random bits'
};
/** Functions that run with their owner's rights, and what they may see. */
const WITH_OWNERS_RIGHTS: Readonly<Record<string, string>> = {
	redact_text: 'one text of a meeting of the named area, of which a redaction is asked for (R17)',
	begin_document_anew: 'one document of a meeting of the named area, of which a redaction is asked for (R17)',
	note_redaction: 'the event log of one locked meeting of the named area, of which a redaction is asked for (R17)',
	destroy_case: 'the rows of one case of the named area whose destruction two people have confirmed',
	destroy_update_log: 'how one locked document of the named area was written, when nothing holds its case',
	destroy_sent_mail: 'mails of the named area that went out before a day, when nothing holds them',
	remove_old_audit: 'the beginning of the audit of the named area that is older than ten years, when nothing holds it'
};

const OWN_AREA = "(area_id = (NULLIF(current_setting('mapp.area_id'::text, true), ''::text))::uuid)";
/** Whose policy says it otherwise: the area is its own id, and storing names several areas for as long as it runs (022). */
const OTHERWISE: Readonly<Record<string, string>> = {
	area: OWN_AREA.replace('area_id', 'id'),
	document: 'mapp.area_ids',
	document_update: 'mapp.area_ids'
};

let store: TestDatabase;
let north: TestArea;
let south: TestArea;
type Table = { name: string; forced: boolean };
let tables: readonly Table[];
/** an area-bound table by its column that says whose it is */
const areaColumn = (name: string): string => (name === 'area' ? 'id' : 'area_id');
const inAreas = () => tables.filter(({ name }) => !(name in OUTSIDE_AREAS));

beforeAll(async () => {
	store = await openTestDatabase();
	north = await insertTestArea(store.database, 2, 'NORTH');
	south = await insertTestArea(store.database, 2, 'SOUTH');
	tables = await store.owner<Table[]>`
		select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class
		where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`;
});
afterAll(() => store.close());

describe('policies', () => {
	test('AREA-1 every table forces the policy of its own area, or is listed with the reason why not (R8)', () => {
		expect(tables.length).toBeGreaterThan(60);
		const open = tables.filter(({ forced }) => !forced).map(({ name }) => name);
		expect(open.sort()).toEqual(Object.keys(OUTSIDE_AREAS).sort());
	});

	test('AREA-2 each has that one policy, for everybody and for every act, and an unset area compares with nothing (P3)', async () => {
		const policies = await store.owner`
			select tablename as name, policyname as policy, permissive, roles::text[] as roles, cmd, qual, with_check
			from pg_policies where schemaname = 'public'`;
		expect(policies.map(({ name }) => name).sort()).toEqual(inAreas().map(({ name }) => name));
		for (const { name, qual, ...rest } of policies) {
			expect({ name, ...rest }).toEqual({
				...{ name, policy: 'own_area', permissive: 'PERMISSIVE', roles: ['public'] },
				...{ cmd: 'ALL', with_check: null }
			});
			const said = OTHERWISE[name] ?? OWN_AREA;
			if (said.startsWith('(')) expect({ name, qual }).toEqual({ name, qual: said });
			else expect(qual).toContain(said);
		}
	});

	test('AREA-3 a row of each table is seen in its area alone, and can neither be put into another nor moved there', async () => {
		const columns = await readColumns();
		const readable = new Set(
			(
				await store.owner<{ name: string }[]>`
					select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
						and has_table_privilege('mapp_app', oid, 'select')`
			).map(({ name }) => name)
		);
		for (const { name } of inAreas()) {
			// What only the owner's functions touch the application cannot even ask for.
			if (!readable.has(name)) {
				const asked = store.database.withArea(north.areaId, (tx) => tx.execute(sql.raw(`select from "${name}"`)));
				await expect(asked, name).rejects.toMatchObject({ cause: { code: '42501' } });
				continue;
			}
			const column = areaColumn(name);
			const values = rowFor(columns.get(name) ?? [], column, north.areaId);
			const names = Object.keys(values)
				.map((one) => `"${one}"`)
				.join();
			const list = Object.values(values).join();
			const insert = `insert into "${name}" (${names}) overriding system value values (${list})`;
			// Past foreign keys, triggers and checks: what is asked here is the policy alone.
			if (name !== 'area')
				await store.owner.begin(async (tx) => {
					await tx`set local session_replication_role = replica`;
					await withoutChecks(tx, name, () => tx.unsafe(insert));
				});
			const count = async (areaId: string | null): Promise<number> => {
				const ask = sql.raw(`select count(*)::int as n from "${name}" where ${column} = '${north.areaId}'`);
				const work = (tx: Parameters<Parameters<typeof store.database.withoutArea>[0]>[0]) =>
					tx.execute<{ n: number }>(ask);
				const [row] = await (areaId ? store.database.withArea(areaId, work) : store.database.withoutArea(work));
				return row?.n ?? -1;
			};
			expect({
				name,
				own: (await count(north.areaId)) > 0,
				other: await count(south.areaId),
				none: await count(null)
			}).toEqual({
				...{ name, own: true, other: 0, none: 0 }
			});
			const foreign = store.database.withArea(south.areaId, (tx) =>
				tx.execute(sql.raw(`insert into "${name}" (${names}) overriding system value values (${list})`))
			);
			await expect(foreign, `${name}: insert`).rejects.toMatchObject({ cause: { code: '42501' } });
			const moved = store.database.withArea(north.areaId, (tx) =>
				tx.execute(sql.raw(`update "${name}" set ${column} = '${south.areaId}'`))
			);
			await expect(moved, `${name}: move`).rejects.toMatchObject({
				cause: { code: expect.stringMatching(/^(42501|23000|23503)$/) }
			});
			expect(await count(north.areaId), name).toBeGreaterThan(0);
		}
	});

	test('AREA-4 what is unique, or refers to a row, tells nothing of another area: it has the area or an id by chance in it (P4)', async () => {
		const keys = await store.owner<{ key: string; columns: { name: string; type: string }[] }[]>`
			select i.relname as key, (
				select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)))
				from pg_attribute a where a.attrelid = x.indrelid and a.attnum = any (x.indkey)
			) as columns
			from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
			where t.relnamespace = 'public'::regnamespace and x.indisunique
			union all
			select c.conname, (
				select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)))
				from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any (c.conkey)
			)
			from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`;
		const told = keys.filter(({ columns }) => !columns.some(({ name, type }) => name === 'area_id' || type === 'uuid'));
		expect(told.map(({ key }) => key).sort()).toEqual(Object.keys(KEYS_WITHOUT_AREA).sort());
	});
});

describe('the application role', () => {
	test('AREA-5 it cannot sign in, bypass, own, make anything, or become another role (P2, R20)', async () => {
		const [role] = await store.owner`
			select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolcanlogin,
				(select count(*)::int from pg_auth_members m where m.member = r.oid) as member_of,
				(select count(*)::int from pg_class where relowner = r.oid) as tables,
				(select count(*)::int from pg_proc where proowner = r.oid) as functions,
				has_schema_privilege(r.oid, 'public', 'create') as makes_tables,
				has_schema_privilege(r.oid, 'drizzle', 'usage') as sees_migrations,
				has_database_privilege(r.oid, current_database(), 'create') as makes_schemas
			from pg_roles r where rolname = 'mapp_app'`;
		expect(role).toEqual({
			...{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false },
			...{ rolcanlogin: false, member_of: 0, tables: 0, functions: 0 },
			...{ makes_tables: false, sees_migrations: false, makes_schemas: false }
		});
	});

	test('AREA-6 its rights are those listed: what is append-only can be neither changed, removed nor emptied (P9)', async () => {
		const granted = await store.owner<{ name: string; right: string; to: string }[]>`
			select c.relname as name, acl.privilege_type as right, coalesce(r.rolname, 'PUBLIC') as to
			from pg_class c cross join lateral aclexplode(c.relacl) acl left join pg_roles r on r.oid = acl.grantee
			where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and acl.grantee <> c.relowner`;
		expect(granted.filter(({ to }) => to !== 'mapp_app')).toEqual([]);
		const with_ = (right: string) => granted.filter((one) => one.right === right).map(({ name }) => name);
		const rights = new Set(granted.map(({ right }) => right));
		expect([...rights].sort()).toEqual(['DELETE', 'INSERT', 'SELECT', 'UPDATE']);
		expect(with_('UPDATE').filter((name) => !WHOLLY_CHANGED.includes(name))).toEqual([]);
		expect(with_('DELETE').filter((name) => !REMOVED_FROM.includes(name))).toEqual([]);
		const final = await store.owner<{ name: string }[]>`
			select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
			where t.tgname = 'append_only' and c.relnamespace = 'public'::regnamespace`;
		expect(final.length).toBeGreaterThan(30);
		const changed = await store.owner<{ name: string }[]>`
			select distinct c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
			where c.relnamespace = 'public'::regnamespace and has_column_privilege('mapp_app', c.oid, a.attnum, 'update') and a.attnum > 0
				and not a.attisdropped`;
		const both = final.filter(({ name }) => changed.some((one) => one.name === name) || with_('DELETE').includes(name));
		expect(both).toEqual([]);
	});

	test('AREA-7 no function runs with its owner’s rights but those listed, and a view sees what its reader sees', async () => {
		const functions = await store.owner<{ name: string }[]>`
			select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`;
		expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(WITH_OWNERS_RIGHTS).sort());
		const [open] = await store.owner`
			select count(*)::int as n from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
			where p.prosecdef and p.pronamespace = 'public'::regnamespace and acl.grantee = 0`;
		expect(open?.n).toBe(0);
		const views = await store.owner<{ name: string }[]>`
			select relname as name from pg_class
			where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
				and not coalesce('security_invoker=true' = any (reloptions), false)`;
		expect(views).toEqual([]);
	});
});

describe('at the start', () => {
	test.each([
		[
			'revoke',
			'grant create on schema public to mapp_app',
			'revoke create on schema public from mapp_app',
			'make tables'
		],
		[
			'policy',
			'drop policy own_area on statement',
			`create policy own_area on statement using ${OWN_AREA}`,
			'not forced on: statement'
		],
		[
			'trigger',
			'alter table meeting_event disable trigger append_only',
			'alter table meeting_event enable trigger append_only',
			'switched off: meeting_event'
		],
		['new table', 'create table forgotten (id int)', 'drop table forgotten', 'not forced on: forgotten']
	])(
		'AREA-8 a database is refused with one sentence when what protects its rows is missing (R20): %s',
		async (_, harm, mend, said) => {
			await store.owner.unsafe(harm);
			await expect(openDatabase(store.url)).rejects.toThrow(said);
			await store.owner.unsafe(mend);
			await (await openDatabase(store.url)).close();
		}
	);
});

type Column = { name: string; type: string; needed: boolean };
async function readColumns(): Promise<ReadonlyMap<string, readonly Column[]>> {
	const rows = await store.owner<(Column & { table: string })[]>`
		select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as needed
		from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
		order by a.attnum`;
	const found = new Map<string, Column[]>();
	for (const row of rows) found.set(row.table, [...(found.get(row.table) ?? []), row]);
	return found;
}

/** SQL of a value of each type; the row need make no sense. */
function rowFor(columns: readonly Column[], areaColumn_: string, areaId: string): Record<string, string> {
	const of = ({ name, type }: Column): string => {
		if (name === areaColumn_) return `'${areaId}'`;
		if (type === 'uuid') return `'${randomUUID()}'`;
		if (type.endsWith('[]')) return "'{}'";
		if (type === 'text' || type.startsWith('character')) return `'${randomUUID()}'`;
		if (type === 'boolean') return 'false';
		if (type === 'date') return "'2026-11-22'";
		if (type.startsWith('timestamp')) return 'now()';
		if (type === 'jsonb' || type === 'json') return "'{}'";
		if (type === 'bytea') return "'\\x00'";
		if (type === 'xid8') return "'1'";
		return '1';
	};
	return Object.fromEntries(columns.filter(({ needed }) => needed).map((one) => [one.name, of(one)]));
}

type Owner = Parameters<Parameters<TestDatabase['owner']['begin']>[1]>[0];
/** The row need make no sense to the table's checks either: they are put back in the same transaction, for what comes after. */
async function withoutChecks(tx: Owner, name: string, work: () => Promise<unknown>): Promise<void> {
	const checks = await tx<{ name: string; rule: string }[]>`
		select conname as name, pg_get_constraintdef(oid) as rule from pg_constraint
		where conrelid = ${name}::regclass and contype = 'c'`;
	for (const check of checks) await tx.unsafe(`alter table "${name}" drop constraint "${check.name}"`);
	await work();
	for (const check of checks)
		await tx.unsafe(`alter table "${name}" add constraint "${check.name}" ${check.rule} not valid`);
}
