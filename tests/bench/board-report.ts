/**
 * How long the Board's report of one quarter takes: 42 areas, each with 200 meetings of 14 invitees in a quarter, a year of
 * them stored. Four areas are asked for at a time: the service and its database each have a core.
 */
import { performance } from 'node:perf_hooks';
import postgres from 'postgres';
import { FACTS_SHAPE } from '#lib/smb/meeting-facts.ts';
import { readQuarter } from '#lib/smb/quarter.ts';
import { computeReport } from '#server/application/board-report.ts';
import { openDatabase } from '#server/persistence/database.ts';
import { migrateDatabase } from '#server/persistence/migrate.ts';

export const AREAS = 42;
const MEETINGS = 200;
const AT_ONCE = 4;
const QUARTERS = ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01'];
const ASKED = '2026-Q3';

/** Facts of one meeting as they are packed: twelve agencies, two of them with two people, and five actions; varied by its number. */
const FACTS = `
	jsonb_build_object(
		'category', 1, 'shortNotice', n % 7 = 0, 'outcome', 'RETAIN_LEVEL',
		'disclosures', jsonb_build_array(jsonb_build_object('outcome', 'DO_NOT_DISCLOSE', 'presumption', false)),
		'lastDue', to_char(m.held + 21, 'YYYY-MM-DD'),
		'agencies', (select string_agg(a.id::text, '' order by substr(a.code, 2)::int) from agency a where a.area_id = m.area_id),
		'seats', (select string_agg('0' || substr('0123456789ab', 1 + k % 12, 1) || 'C0'
			|| substr('AAALDRU', (1 + (n * 5 + k * 3) % 7)::int, 1) || case when (n + k) % 4 > 0 then '1' else '0' end || '1SA', '' order by k)
			from generate_series(0, 13) as s(k)),
		'actions', (select string_agg('0' || substr('0123456789ab', 1 + k % 12, 1) || substr('CPX', (1 + (n + k) % 3)::int, 1) || '1'
			|| to_char(m.held + 21, 'YYYY-MM-DD') || to_char(m.held + 14, 'YYYY-MM-DD') || 'A' || k, ';' order by k) from generate_series(1, 5) as g(k)),
		'items', 'WELCOME:2:3;STATUS:1:1;SUMMARY:6:4;AGENCY_INFO:11:8;RISK:5:5;RMP:12:9;DISCLOSURE:4:4;ACTIONS:3:2;LEVEL:2:2;SMB_FEEDBACK:1:1'
	)`;

const SEED = `
	insert into area (id, code, name, languages, config)
		select gen_random_uuid(), 'B' || n, 'Area ' || n, array['en'], '{}' from generate_series(1, ${AREAS}) n;
	insert into agency (area_id, code, name, type)
		select area.id, 'A' || k, 'Agency ' || k, 'POLICE' from area, generate_series(0, 11) k;
	insert into person (area_id, agency_id, name, role_title, roles)
		select area_id, id, 'Chair', 'Chair', array['AGENCY_REP'] from agency where code = 'A0';
	insert into mapp_case (area_id, ref, category, level, status, lead_agency_id, subject, facts)
		select a.area_id, 'C-' || n, 1, 2, 'ACTIVE', a.id,
			'{"name":"","aliases":[],"dateOfBirth":"1980-01-01","ethnicity":"","firstLanguage":"","accessibility":"","identifiers":{}}', '{}'
		from agency a, generate_series(1, ${MEETINGS}) n where a.code = 'A0';
	create temp table made as
		select gen_random_uuid() as id, c.area_id, c.id as case_id, q.seq, row_number() over (partition by c.area_id, q.seq order by c.ref) as n,
			q.first::date + (row_number() over (partition by c.area_id, q.seq order by c.ref) % 88)::int as held
		from mapp_case c, unnest(array[${QUARTERS.map((day) => `'${day}'`).join()}]) with ordinality as q(first, seq);
	insert into meeting (id, area_id, case_id, seq, type, level, extraordinary, scheduled_start, planned_minutes, venue,
			chair_id, minute_taker_id, phase, version, started_at, ended_at, locked_at)
		select m.id, m.area_id, m.case_id, m.seq, 'REVIEW', 2 + m.n % 2, false, m.held + time '10:00', 60, '', p.id, p.id, 'LOCKED', 1,
			m.held + time '10:00', m.held + time '11:00', m.held + time '12:00'
		from made m join person p on p.area_id = m.area_id;
	insert into report_facts (area_id, meeting_id, shape, held_on, facts)
		select m.area_id, m.id, ${FACTS_SHAPE}, m.held, ${FACTS} from made m;
	analyze`;

/**
 * Milliseconds for the quarter of all areas, three times.
 * @param server of a PostgreSQL in which a database may be made
 */
export async function measureBoardReport(server: string): Promise<number[]> {
	const url = Object.assign(new URL(server), { pathname: '/bench_board' }).href;
	const admin = postgres(server, { max: 1, onnotice: () => {} });
	await admin.unsafe('create database bench_board');
	await admin.end();
	await migrateDatabase(url);
	const owner = postgres(url, { max: 1, onnotice: () => {} });
	await owner.unsafe(SEED);
	const areas = await owner<{ id: string }[]>`select id from area`;
	await owner.end();
	const quarter = readQuarter(ASKED);
	if (!quarter) throw new Error('no such quarter');
	const database = await openDatabase(url);
	const times: number[] = [];
	for (let round = 0; round < 3; round++) {
		const began = performance.now();
		const waiting = [...areas];
		const askInTurn = async (): Promise<void> => {
			for (let next = waiting.pop(); next; next = waiting.pop()) {
				const { id } = next;
				const { figures } = await database.withArea(id, (tx) => computeReport(tx, id, quarter, '2026-12-31'));
				if (figures.values.get('T1.held') !== MEETINGS) throw new Error('a quarter has lost meetings');
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
		times.push(performance.now() - began);
	}
	await database.close();
	return times;
}
