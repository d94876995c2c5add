/**
 * Words planted wherever a database can hold them, and found again wherever they are: a row is made in every table that typed
 * words may stand in, and every column of every table is looked through, whatever its type.
 */
import type postgres from 'postgres';

type Ids = {
	readonly areaId: string;
	readonly meetingId: string;
	readonly caseId: string;
	readonly personId: string;
	readonly agencyId: string;
};
type Column = { table: string; column: string; type: string; isNullable: boolean; isGenerated: boolean };

const columnsOf = (owner: postgres.Sql): Promise<Column[]> =>
	owner<Column[]>`
		select c.table_name as table, c.column_name as column, format_type(a.atttypid, null) as type,
			c.is_nullable = 'YES' as "isNullable", c.is_identity = 'YES' as "isGenerated"
		from information_schema.columns c
		join information_schema.tables t using (table_schema, table_name)
		join pg_attribute a on a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and a.attname = c.column_name
		where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, c.ordinal_position`;

/** Every column that can hold text in some form. */
export const textColumns = async (owner: postgres.Sql): Promise<readonly string[]> =>
	(await columnsOf(owner))
		.filter(({ type }) => ['text', 'text[]', 'jsonb', 'json', 'bytea', 'character varying'].includes(type))
		.map(({ table, column }) => `${table}.${column}`);

/** What the migrations say typed words may stand in. */
export const typedColumns = async (owner: postgres.Sql): Promise<readonly string[]> =>
	(await owner`select of_table || '.' || of_column as name from typed_text()`).map(({ name }) => name as string);

/** Rows to which rows with words belong. */
const PARENTS = [
	'absence',
	'quality_audit',
	'minutes_copy',
	'information_request',
	'referral',
	'disclosure_to_make',
	'smb_feedback',
	'action',
	'case_share'
];
/** What `<parent>_id` is called where it is called otherwise. */
const PARENT_COLUMNS: Readonly<Record<string, string>> = {
	audit_id: 'quality_audit',
	copy_id: 'minutes_copy',
	request_id: 'information_request',
	to_make_id: 'disclosure_to_make',
	feedback_id: 'smb_feedback',
	share_id: 'case_share'
};

/** What the rules of a table ask for. */
const FIXED: Readonly<Record<string, string>> = {
	'guest.state': 'REFUSED',
	'case_share.state': 'ENDED',
	'case_share.side': 'OWNER',
	'case_share.other_area_id': '00000000-0000-4000-8000-000000000001',
	'meeting_ask.document': 'minutes',
	'meeting_ask.state': 'RESOLVED'
};

/** What may be empty elsewhere, and not in a row as these are. */
const ASKED_FOR = ['case_id', 'settled_by', 'settled_at'];

/**
 * Makes a row with the words in each table of `typed_text`, whatever rules its rows have. Not in the meeting's own events: those
 * are folded, and have to come from commands; nor of a filing, which only a locked record has.
 */
export async function plantWords(owner: postgres.Sql, ids: Ids, words: string): Promise<readonly string[]> {
	const columns = await columnsOf(owner);
	const typed = (await typedColumns(owner)).filter(
		(name) => !/^(meeting_event|meeting|mapp_case|minutes_filing)\./.test(name)
	);
	const tables = [...new Set([...PARENTS, ...typed.map((name) => name.split('.')[0] ?? '')])];
	const parent = new Map(
		PARENTS.map((name, n) => [name, `00000000-0000-4000-8000-${ids.caseId.slice(0, 8)}${String(n).padStart(4, '0')}`])
	);
	const says = `Before ${words} after`;
	const valueFor = ({ table, column, type }: Column): string | null => {
		const fixed = FIXED[`${table}.${column}`];
		if (fixed !== undefined) return fixed;
		const isTyped = typed.includes(`${table}.${column}`);
		const named = PARENT_COLUMNS[column] ?? column.replace(/_id$/, '');
		if (column === 'area_id') return ids.areaId;
		if (column === 'meeting_id') return ids.meetingId;
		if (column === 'case_id') return ids.caseId;
		if (column.endsWith('agency_id')) return ids.agencyId;
		if (column === 'id' && parent.has(table)) return parent.get(table) ?? null;
		if (type === 'uuid' && parent.has(named)) return parent.get(named) ?? null;
		if (type === 'uuid') return column === 'id' ? crypto.randomUUID() : ids.personId;
		if (type === 'jsonb') return isTyped ? JSON.stringify({ step: [{ text: says, 'a key': 1 }] }) : '{}';
		if (type === 'text') return isTyped ? says : column === 'number' ? 'A9' : crypto.randomUUID();
		if (type === 'text[]') return isTyped ? `{${JSON.stringify(says)}}` : '{}';
		if (type.endsWith('[]')) return '{}';
		if (type === 'boolean') return 'false';
		if (type === 'bytea') return '\\x';
		if (type === 'date') return '2026-12-17';
		return type.startsWith('timestamp') ? '2026-12-17T10:00:00Z' : '9';
	};
	await owner.begin(async (sql) => {
		await sql`set local session_replication_role = replica`;
		for (const table of tables) {
			const own = columns.filter(
				(one) =>
					one.table === table &&
					!one.isGenerated &&
					(!one.isNullable || ASKED_FOR.includes(one.column) || typed.includes(`${table}.${one.column}`))
			);
			const names = own.map(({ column }) => `"${column}"`).join();
			const values = own.map((one, n) => `$${n + 1}::text::${one.type}`).join();
			await sql.unsafe(`insert into "${table}" (${names}) values (${values})`, own.map(valueFor) as string[]);
		}
		const [{ subject, facts }] =
			(await sql`select subject, facts from mapp_case where id = ${ids.caseId}`) as unknown as [
				{ subject: object; facts: object }
			];
		await sql`update mapp_case set subject = ${sql.json({ ...subject, aliases: [says] } as never)},
			facts = ${sql.json({ ...facts, sentence: says } as never)} where id = ${ids.caseId}`;
	});
	return typed;
}

/** Every column of every table in which these words are, as text or as bytes at any place of them; and in how many rows. */
export async function whereWordsAre(owner: postgres.Sql, words: string): Promise<Readonly<Record<string, number>>> {
	const columns = await columnsOf(owner);
	const found: Record<string, number> = {};
	const bytes = Buffer.from(words, 'utf8');
	const tables = [...new Set(columns.map(({ table }) => table))];
	for (const table of tables) {
		const own = columns.filter((one) => one.table === table);
		const counts = own.map(({ column, type }, n) =>
			type === 'bytea'
				? `count(*) filter (where position($2 in "${column}") > 0) as c${n}`
				: `count(*) filter (where position($1 in "${column}"::text) > 0) as c${n}`
		);
		const [row] = await owner.unsafe(
			`select ${counts.join()} from "${table}" where $1::text is not null and $2::bytea is not null`,
			[words, bytes]
		);
		for (const [n, { column }] of own.entries())
			if (Number(row?.[`c${n}`]) > 0) found[`${table}.${column}`] = Number(row?.[`c${n}`]);
	}
	return found;
}
