import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { takeSteps } from '#drizzle/demo-board.ts';
import { readDemoCase } from '#drizzle/demo-case.ts';
import { openStage, type Stage } from '#drizzle/demo-stage.ts';
import { type Demo, seedDemo } from '#drizzle/seed.ts';
import { loadYear, type YearProgress } from '#drizzle/year/load-year.ts';
import { planYear, YEAR_SEED } from '#drizzle/year/plan-year.ts';
import type { Actor, Role } from '#lib/identity.ts';
import { csvText } from '#lib/import/csv-text.ts';
import { actionWeekChart } from '#lib/smb/action-weeks.ts';
import { distributionRefused } from '#lib/smb/distribute-minutes.ts';
import { INDICATORS } from '#lib/smb/indicators.ts';
import { printedTables } from '#lib/smb/pack-document.ts';
import { packRows, tableRows } from '#lib/smb/pack-file.ts';
import type { PackTable } from '#lib/smb/pack-table.ts';
import { daysOf, type Quarter, quarterKey, readQuarter } from '#lib/smb/quarter.ts';
import { everyFigure, percentOf, type ShownFigures } from '#lib/smb/shown-figures.ts';
import { attendanceChart, indicatorChart } from '#lib/smb/trend.ts';
import { computeReport, keepMissingFacts } from '#server/application/board-report.ts';
import { createMeetingCache } from '#server/application/meeting-cache.ts';
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { readBoardPack, readMeetingsBehind } from '#server/application/read-board.ts';
import { readAnnual, readFiguresToEnter } from '#server/application/read-board-figures.ts';
import { readFeedbackEntry, readMyAnswers } from '#server/application/read-feedback.ts';
import { closePdfWorker, renderBoardPack } from '#server/export/pdf.ts';
import { spreadsheet } from '#server/export/spreadsheet.ts';
import { readWithoutFacts } from '#server/persistence/report-sources.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { finishSecondMeeting, openGates } from '../support/finish-demo-meeting.ts';
import { testSeal } from '../support/test-seal.ts';

/** The story's second Thursday, in the middle of its second meeting: no date of the story moves. */
const NOW = new Date('2026-12-17T10:45:00Z');
const QUARTER = readQuarter('2026-Q3')!;
const expected = parse(readFileSync('drizzle/demo/6-expected-report-figures.yaml', 'utf8')).fixture;
const story = readDemoCase('drizzle/demo', NOW);

const MEANS = { passwords: createPasswordHasher(), seal: testSeal() };
let store: TestDatabase;
let demo: Demo;
let stage: Stage;
let areaId: string;
/** as known on the 17th, the day of the second meeting, and at the end of the quarter */
let thatDay: ShownFigures;
let atTheEnd: ShownFigures;

beforeAll(async () => {
	store = await openTestDatabase();
	const loaded = await seedDemo(store.database, MEANS, NOW);
	if (!loaded) throw new Error('the demonstration was not loaded');
	demo = loaded;
	areaId = (await store.owner`select id from area`)[0]?.id;
	const people = await store.owner`
		select p.id, p.name, p.role_title, p.roles, a.id as agency_id, a.name as agency_name, a.code
		from person p join agency a on a.id = p.agency_id`;
	const actors = new Map(
		story.people.map(({ id, name }): [string, Actor] => {
			const row = people.find((one) => one.name === name)!;
			return [
				id,
				{
					...{ personId: row.id, areaId, agencyId: row.agency_id, name, agencyName: row.agency_name },
					...{ agencyCode: row.code, roleTitle: row.role_title, roles: row.roles as Role[] }
				}
			];
		})
	);
	const agencies = new Map(people.map((row) => [row.code as string, row.agency_id as string]));
	stage = openStage(store.database, MEANS, areaId, actors);
	await finishSecondMeeting(stage, story, demo.secondMeetingId, agencies);
	expect(await openGates(stage, demo.secondMeetingId)).toEqual([]);
	stage.at('2026-12-17', '11:34');
	await stage.does('P15', demo.secondMeetingId, 'end-meeting');
	stage.at('2026-12-22', '10:00');
	await stage.does('P03', demo.secondMeetingId, 'submit-minutes');
	stage.at('2026-12-29', '09:30');
	await stage.does('P15', demo.secondMeetingId, 'lock-minutes', { password: 'not asked in the story' });
	await stage.area('P02', 'distribute-minutes', {
		meetingId: demo.secondMeetingId,
		distributedOn: expected.distributed.M2
	});
	await takeSteps(stage, demo.secondMeetingId, story.smbFeedback2);
	const figuresAt = async (asAt: string) =>
		everyFigure((await store.database.withArea(areaId, (tx) => computeReport(tx, areaId, QUARTER, asAt))).figures);
	thatDay = await figuresAt('2026-12-17');
	atTheEnd = await figuresAt('2026-12-31');
}, 240_000);
afterAll(async () => {
	await closePdfWorker();
	await store?.close();
});

/** "1 of 2" */
const shareOf = (shown: ShownFigures, code: string): string => {
	const one = INDICATORS.find((indicator) => indicator.code === code)!;
	return `${shown(one.numerator)} of ${shown(one.denominator)}`;
};

describe('the report of the two worked meetings', () => {
	test('REPORT-1 the minutes went out on the days told', async () => {
		const rows = await store.owner`select meeting_id, distributed_on::text as "on" from minutes_distribution`;
		const on = (id: string) => rows.find((row) => row.meeting_id === id)?.on;
		expect({ M1: on(demo.firstMeetingId), M2: on(demo.secondMeetingId) }).toEqual(expected.distributed);
	});

	test('REPORT-1 T1 meetings held', () => {
		const { L2, L3, ...rest } = expected.T1;
		const level = (code: string) => ({ initial: thatDay(`T1.${code}.INITIAL`), review: thatDay(`T1.${code}.REVIEW`) });
		expect({ L2: level('L2'), L3: level('L3') }).toEqual({ L2, L3 });
		expect(Object.fromEntries(Object.keys(rest).map((key) => [key, thatDay(`T1.${key}`)]))).toEqual(rest);
	});

	test('REPORT-1 T3 attendance of every agency at each level, and the shares', () => {
		for (const level of ['L2', 'L3']) {
			const { total, ...agencies } = expected.T3[level];
			for (const [code, told] of Object.entries<Record<string, number>>(agencies)) {
				const found = Object.keys(told).map((key) => [key, thatDay(`T3.${level}.${code}.${key}`)]);
				expect({ [`${level} ${code}`]: Object.fromEntries(found) }).toEqual({ [`${level} ${code}`]: told });
			}
			const cell = (key: string) => thatDay(`T3.${level}.total.${key}`) ?? 0;
			const { pct, ...counts } = total;
			expect(Object.fromEntries(Object.keys(counts).map((key) => [key, cell(key)]))).toEqual(counts);
			expect(percentOf(cell('attended'), cell('invited'))).toBe(pct);
		}
	});

	test('REPORT-1 T5 actions as at the 17th', () => {
		const cell = (key: string) => thatDay(`T5.total.${key}`) ?? 0;
		expect({
			...{
				dueByNow: cell('due'),
				onTime: cell('onTime'),
				overdue: cell('overdue'),
				notCompleted: cell('notCompleted')
			},
			pctOnTime: percentOf(cell('onTime'), cell('due'))
		}).toEqual(expected.T5);
	});

	test('REPORT-1 T6, T8 and K10: timeliness, disclosure, reports from absent agencies', () => {
		for (const [code, told] of Object.entries(expected.T6))
			expect([code, shareOf(atTheEnd, code)]).toEqual([code, told]);
		const { K5, ...disclosures } = expected.T8;
		expect(shareOf(atTheEnd, 'K5')).toBe(K5);
		expect(Object.fromEntries(Object.keys(disclosures).map((key) => [key, atTheEnd(`T8.${key}`)]))).toEqual(
			disclosures
		);
		expect(shareOf(atTheEnd, 'K10')).toBe(expected.K10);
	});

	test('REPORT-1 T9 feedback by theme, and how it stands', () => {
		const themes = Object.fromEntries(Object.keys(expected.T9).map((key) => [key, thatDay(`T9.${key}.total`)]));
		expect(themes).toEqual(expected.T9);
		expect(thatDay('T9.total.ON_SMB_AGENDA')).toBe(3);
		expect(thatDay('T9.total.WITH_AGENCY')).toBe(1);
	});
});

describe('the pages of the Board', () => {
	const reading = (now = NOW) => ({ database: store.database, cache: createMeetingCache(), now });
	const AFTER = new Date('2027-01-04T10:00:00Z');
	const boardMember = (role: Role): Actor => ({ ...stage.actor('P05'), personId: randomUUID(), roles: [role] });

	test('SMB-9 the day the minutes went out is noted once, and not before the lock or in the future', async () => {
		const note = (distributedOn: string) =>
			stage.area('P02', 'distribute-minutes', { meetingId: demo.secondMeetingId, distributedOn });
		await note('2026-12-29');
		await expect(note('2026-12-30')).rejects.toThrow('noted already');
		const [row] = await store.owner`select count(*)::int as n from minutes_distribution`;
		expect(row?.n).toBe(2);
		const refused = (distributedOn: string) =>
			distributionRefused({ distributedOn }, { lockedOn: '2026-12-29', distributedOn: null }, '2026-12-31')?.kind;
		expect(['2026-12-28', '2026-12-29', '2027-01-01'].map(refused)).toEqual(['invalid', undefined, 'invalid']);
		await expect(store.owner`update minutes_distribution set distributed_on = '2026-12-24'`).rejects.toThrow(
			'never changed'
		);
	});

	test('SMB-8 the answer comes back to the chair’s work and by mail, and every step stays', async () => {
		const [entry] = await store.owner`select id from smb_feedback where theme = 'SENIORITY_NOT_MET'`;
		stage.at('2026-12-30', '11:00');
		const step = {
			feedbackId: entry?.id,
			version: 1,
			status: 'RESOLVED',
			note: 'The director will come.',
			isAnswer: true
		};
		await stage.area('P02', 'take-feedback-step', step);
		const mails = await store.owner`select person_id as "personId", facts from outbox where kind = 'board-answer'`;
		expect(mails.map(({ personId }) => personId)).toEqual([stage.actor('P15').personId]);
		const answers = await readMyAnswers(store.database, stage.actor('P15'), AFTER);
		expect(answers.map(({ id }) => id)).toEqual([entry?.id]);
		const own = await readFeedbackEntry(store.database, stage.actor('P15'), entry?.id);
		expect(own.ok && own.value.entry.steps.map(({ note }) => note)).toEqual(['', 'The director will come.']);
		expect((await readFeedbackEntry(store.database, stage.actor('P17'), entry?.id)).ok).toBe(false);
		expect((await readFeedbackEntry(store.database, boardMember('SMB_MEMBER'), entry?.id)).ok).toBe(false);
		const board = await readFeedbackEntry(store.database, boardMember('SMB_CHAIR'), entry?.id);
		expect(board.ok && board.value.entry.meeting).toBeNull();
		await expect(store.owner`delete from smb_feedback_step`).rejects.toThrow('never changed');
	});

	test('SMB-13 a number leads the co-ordinator to the references behind it, and nobody else', async () => {
		const behind = (actor: Actor, figure: string) => readMeetingsBehind(reading(), actor, '2026-Q3', figure);
		const found = await behind(stage.actor('P02'), 'T3.L2.EDU.none');
		expect(found.ok && found.value.meetings.map(({ meetingId }) => meetingId)).toEqual([demo.firstMeetingId]);
		for (const actor of [stage.actor('P03'), stage.actor('P04'), boardMember('SMB_MEMBER'), boardMember('SMB_CHAIR')])
			expect((await behind(actor, 'T3.L2.EDU.none')).ok).toBe(false);
	});

	test('REPORT-5 facts of meetings locked before they were kept are made from their events, once', async () => {
		const before = await store.owner`select meeting_id, facts from report_facts order by meeting_id`;
		await store.owner`delete from report_facts`;
		const cache = createMeetingCache();
		await store.database.withArea(areaId, (tx) => keepMissingFacts(tx, areaId, cache));
		expect(await store.owner`select meeting_id, facts from report_facts order by meeting_id`).toEqual(before);
		expect(await store.database.withArea(areaId, (tx) => readWithoutFacts(tx))).toEqual([]);
	});

	test('SMB-11 SMB-12 R7 what is published has no small number, no name and no word of a case, and stays', async () => {
		const member = boardMember('LAY_ADVISER');
		const none = await readBoardPack(reading(AFTER), member, '2026-Q3', 'view-board-pack');
		expect(none.ok).toBe(false);
		stage.at('2026-12-31', '10:00');
		const publish = (version: number) => stage.area('P02', 'publish-board-pack', { quarter: '2026-Q3', version });
		await expect(publish(0)).rejects.toThrow('not over');
		stage.setClock(AFTER);
		await publish(0);
		await expect(publish(0)).rejects.toThrow('Somebody else');
		const seen = await readBoardPack(reading(AFTER), member, '2026-Q3', 'view-board-pack');
		if (!seen.ok || seen.value === null) throw new Error('the pack is not shown');
		const [stored] = await store.owner`select pack from board_pack`;
		const small = Object.entries<number | null>(stored?.pack.figures).filter(
			([id, value]) => value !== null && value >= 1 && value < 5 && !id.startsWith('K12.')
		);
		expect(small).toEqual([]);
		const words = JSON.stringify([stored?.pack, seen.value.tables]);
		for (const secret of [
			'Wrenfield',
			'Tobiah',
			'NMS-2026',
			'schools near',
			demo.firstMeetingId,
			areaId,
			'Thistlewood'
		])
			expect(words).not.toContain(secret);
		expect(
			seen.value.tables.every(({ rows }) =>
				rows.every(({ cells }) => cells.every(({ text }) => !/^[1-4] of/.test(text)))
			)
		).toBe(true);
		await expect(store.owner`update board_pack set pack = '{}'`).rejects.toThrow('never changed');
		const annual = await readAnnual(reading(AFTER), member, '2026');
		expect(
			annual.ok && annual.value.tables[0]?.rows.every(({ cells }) => cells.every(({ text }) => !/^[1-4]$/.test(text)))
		).toBe(true);
		expect((await readBoardPack(reading(AFTER), stage.actor('P04'), null, 'view-board-pack')).ok).toBe(false);
	});

	test('SMB-12 numbers entered by hand are versioned with their source, small ones withheld from members', async () => {
		const enter = (key: string, version: number, value: number | '') =>
			stage.area('P02', 'enter-board-figure', {
				period: '2026',
				key,
				version,
				value: String(value),
				source: 'ViSOR, 1 April'
			});
		await enter('shpo', 0, 3);
		await enter('shpo', 1, 4);
		await expect(enter('shpo', 1, 9)).rejects.toThrow('Somebody else');
		await expect(enter('no-such', 0, 9)).rejects.toThrow('no such number');
		const cellOf = async (actor: Actor) => {
			const annual = await readAnnual(reading(AFTER), actor, '2026');
			return (
				annual.ok &&
				annual.value.tables[1]?.rows.find(({ head }) => head.startsWith('Sexual Harm Prevention Orders imposed'))
					?.cells[0]?.text
			);
		};
		expect([await cellOf(stage.actor('P02')), await cellOf(boardMember('SMB_MEMBER'))]).toEqual(['4', '[c]']);
		const lines = await readFiguresToEnter(store.database, stage.actor('P02'), '2026');
		expect(lines.ok && lines.value.find(({ key }) => key === 'shpo')).toMatchObject({
			earlier: 1,
			newest: { value: 4, version: 2 }
		});
	});

	test('REPORT-6 the pack goes out as CSV without formulas, as a spreadsheet and as an accessible PDF', async () => {
		const pack = await readBoardPack(reading(), stage.actor('P02'), '2026-Q3', 'export-board-pack');
		if (!pack.ok || pack.value === null) throw new Error('no pack');
		const evil: PackTable = { ...pack.value.tables[0]!, title: '=HYPERLINK("x")', id: 'evil' };
		const head = { title: 'Report', lines: ['-1+1'] };
		const csv = csvText(packRows(head, [...pack.value.tables, evil]));
		expect(csv.split('\r\n').some((line) => /(^|,)"?[=+@-][A-Z0-9(]/.test(line))).toBe(false);
		expect(csv).toContain('"77.8% (7 of 9)"');
		const sheets = [...pack.value.tables, evil].map((table) => ({ name: table.title, rows: tableRows(table) }));
		const bytes = Buffer.from(spreadsheet('Report & more', sheets));
		expect(bytes.subarray(30, 38 + 46).toString('latin1')).toContain(
			'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'
		);
		const content = unzipped(bytes).get('content.xml') ?? '';
		expect(content.match(/<table:table /g)).toHaveLength(sheets.length);
		expect(content).not.toContain('table:formula');
		expect(content).toContain('=HYPERLINK(&quot;x&quot;)');
		const { shown, frame, trend, tables } = pack.value;
		const { bytes: pdf, pages } = await renderBoardPack({
			...{
				language: 'en',
				marking: 'OFFICIAL-SENSITIVE',
				title: 'Report',
				area: 'Area',
				date: '2026-12-31',
				lines: ['One']
			},
			charts: [indicatorChart(trend), attendanceChart(shown, 'L2', frame)],
			tables: printedTables(tables)
		});
		expect(pages).toBeGreaterThan(3);
		const text = Buffer.from(pdf).toString('latin1');
		expect(text.startsWith('%PDF-')).toBe(true);
		expect(text).toContain('pdfuaid');
		const [row] = await store.owner`select count(*)::int as n from audit_event where act = 'export-board-pack'`;
		expect(row?.n).toBeGreaterThan(0);
	});

	test('PLOT-6 R7 weeks of actions: chart, table and files say the same, the rows say it too, and members see none', async () => {
		const pack = await readBoardPack(reading(), stage.actor('P02'), '2026-Q3', 'view-board-pack');
		const { weeks, tables } = (pack.ok && pack.value) || { weeks: null, tables: [] };
		const table = tables.find(({ id }) => id === 'action-weeks');
		if (!weeks || !table) throw new Error('no weeks');
		const last = weeks.at(-1);
		const [rows] = await store.owner`
			select count(*)::int as open, count(*) filter (where due < ${last?.to ?? ''}::date)::int as late
			from action where status not in ('COMPLETED', 'NOT_COMPLETED', 'NO_LONGER_NEEDED') or reported_at is not null`;
		expect(last).toMatchObject({ open: rows?.open, late: rows?.late });
		const said = table.rows.map(({ cells }) => cells.map(({ text }) => text));
		expect(actionWeekChart(weeks).rows.map(({ bars }) => bars.map(({ text }) => text))).toEqual(said);
		expect(printedTables([table])[0]?.rows.map(({ cells }) => cells)).toEqual(said);
		const csv = csvText(packRows({ title: 'Report', lines: [] }, tables));
		for (const cells of said) expect(csv).toContain(`,"${cells.join('","')}"`);
		expect(tableRows(table).at(-1)?.slice(1)).toEqual([last?.open, last?.late, last?.closed]);

		const seen = await readBoardPack(reading(AFTER), boardMember('LAY_ADVISER'), '2026-Q3', 'view-board-pack');
		if (!seen.ok || seen.value === null) throw new Error('the pack is not shown');
		expect([seen.value.weeks, seen.value.tables.map(({ id }) => id).includes('action-weeks')]).toEqual([null, false]);
	});
});

describe('a year of meetings beside the story', () => {
	const SIZE = { accepted: 2, rejected: 1 };
	const plan = planYear(YEAR_SEED, '2026-10-22', SIZE);
	const beside = /^(T2|T11)\./;
	let before: ReadonlyMap<string, number>;
	let stopped: YearProgress;
	let whole: YearProgress;
	/** of the year's quarters together */
	const sums = new Map<string, number>();
	const reportOf = async (quarter: Quarter, asAt: string) =>
		(await store.database.withArea(areaId, (tx) => computeReport(tx, areaId, quarter, asAt))).figures.values;

	beforeAll(async () => {
		before = await reportOf(QUARTER, '2026-12-31');
		const stop = new AbortController();
		const year = { database: store.database, means: MEANS, size: SIZE };
		stopped = await loadYear({ ...year, signal: stop.signal, progress: ({ done }) => done === 4 && stop.abort() });
		whole = await loadYear(year);
		for (const quarter of plan.quarters)
			for (const [id, value] of await reportOf(quarter, '2026-12-31')) sums.set(id, (sums.get(id) ?? 0) + value);
	}, 120_000);

	test('DEMO-24 loading may be stopped and goes on where it ended, and a whole year is not loaded again', async () => {
		expect(stopped).toEqual({ done: 4, total: whole.total });
		expect(whole.done).toBe(whole.total);
		const count = () =>
			store.owner`select (select count(*) from audit_event) as audits, (select count(*) from meeting) as met`;
		const now = await count();
		expect(await loadYear({ database: store.database, means: MEANS, size: SIZE })).toEqual(whole);
		expect(await count()).toEqual(now);
		const unsent =
			await store.owner`select id from outbox where sent_at is null and created_at > now() - interval '1 hour' and meeting_id in (
			select m.id from meeting m join mapp_case c on c.id = m.case_id where c.ref like 'NMS-2025-%')`;
		expect(unsent).toEqual([]);
	});

	test('DEMO-25 with the year beside them the two worked meetings give every figure told of them', async () => {
		const after = await reportOf(QUARTER, '2026-12-31');
		const told = (figures: ReadonlyMap<string, number>) => [...figures].filter(([id]) => !beside.test(id)).sort();
		expect(told(after)).toEqual(told(before));
		const { L2, L3 } = expected.T3;
		for (const [level, { total }] of [
			['L2', L2],
			['L3', L3]
		] as const)
			expect([after.get(`T3.${level}.total.invited`), after.get(`T3.${level}.total.attended`)]).toEqual([
				total.invited,
				total.attended
			]);
		expect(after.get('T1.held')).toBe(expected.T1.held);
	});

	test('DEMO-26 the quarters of the year add up to what its own tables hold, counted another way', async () => {
		const of = (id: string) => sums.get(id) ?? 0;
		const [held] = await store.owner`select count(*)::int as n,
			count(*) filter (where m.level = 3)::int as l3, count(f.meeting_id)::int as records, count(d.meeting_id)::int as sent
			from meeting m join mapp_case c on c.id = m.case_id and c.ref like 'NMS-2025-%'
			left join final_record f on f.meeting_id = m.id left join minutes_distribution d on d.meeting_id = m.id`;
		const many = plan.meetings.length;
		expect(held).toEqual({ n: many, l3: of('T1.L3.held'), records: many, sent: many });
		expect([of('T1.held'), of('K6.of'), of('T8.total')]).toEqual([many, many, many]);

		const seats = await store.owner<{ code: string; invited: number; attended: number }[]>`
			with recorded as (
				select distinct on (e.meeting_id, e.data->>'personId') e.meeting_id, (e.data->>'personId')::uuid as person_id,
					e.data->'record'->>'status' as status
				from meeting_event e where e.type = 'attendance-recorded'
				order by e.meeting_id, e.data->>'personId', e.version desc
			)
			select a.code, count(distinct r.meeting_id)::int as invited,
				(count(distinct r.meeting_id) filter (where r.status in ('ATTENDED', 'ATTENDED_LATE', 'ATTENDED_PART', 'DEPUTY_ATTENDED')))::int as attended
			from recorded r join meeting m on m.id = r.meeting_id and m.chair_id <> r.person_id
			join mapp_case c on c.id = m.case_id and c.ref like 'NMS-2025-%'
			join person p on p.id = r.person_id join agency a on a.id = p.agency_id and a.counts_for_attendance
			group by a.code order by a.code`;
		const counted = seats.map(({ code }) => ({
			...{ code, invited: of(`T3.L2.${code}.invited`) + of(`T3.L3.${code}.invited`) },
			attended: of(`T3.L2.${code}.attended`) + of(`T3.L3.${code}.attended`)
		}));
		expect(counted).toEqual([...seats]);
		expect(seats.length).toBe(12);

		for (const quarter of plan.quarters) {
			const { from, to } = daysOf(quarter);
			const figures = await reportOf(quarter, '2026-12-31');
			const [actions] = await store.owner`
				select count(*) filter (where o.status is distinct from 'NO_LONGER_NEEDED')::int as due,
					count(*) filter (where o.status = 'COMPLETED' and o."on" <= a.due)::int as "onTime",
					count(*) filter (where o.status = 'COMPLETED' and o."on" > a.due)::int as late,
					count(*) filter (where o.status = 'NOT_COMPLETED')::int as "notCompleted"
				from action a join mapp_case c on c.id = a.case_id and c.ref like 'NMS-2025-%'
				left join lateral (
					select e.data->>'status' as status, (e.data->>'completedOn')::date as "on"
					from meeting_event e join meeting m on m.id = e.meeting_id and m.case_id = a.case_id
					where e.type = 'action-outcome-recorded' and e.data->>'number' = a.number and m.started_at < ${to}::date + 1
					order by m.seq desc limit 1
				) o on true
				where a.due between ${from}::date and ${to}::date`;
			const own = Object.keys(actions ?? {}).map((key) => [key, figures.get(`T5.total.${key}`)]);
			expect(Object.fromEntries(own)).toEqual(actions);
		}
		expect([of('T5.total.onTime') > 0, of('T5.total.set')]).toEqual([
			true,
			of('T5.total.due') + of('T5.total.withdrawn')
		]);
		const [others] = await store.owner`select
			(select count(*)::int from referral where received_at < ${`${plan.to}T23:59:59Z`}) as referrals,
			(select count(*)::int from smb_feedback s join meeting m on m.id = s.meeting_id
				join mapp_case c on c.id = m.case_id and c.ref like 'NMS-2025-%') as feedback`;
		expect({ referrals: of('T7.total.received'), feedback: of('T9.total.total') }).toEqual(others);
	});

	test('SMB-29 of two who publish, or take a step, at once one does it and the other is shown it', async () => {
		stage.setClock(new Date('2027-01-05T10:00:00Z'));
		const [quarter] = plan.quarters;
		const publish = () => stage.area('P02', 'publish-board-pack', { quarter: quarterKey(quarter!), version: 1 });
		const said = async (both: readonly Promise<unknown>[]) =>
			(await Promise.allSettled(both)).map((one) => (one.status === 'rejected' ? String(one.reason) : 'done')).sort();
		expect(await said([publish(), publish()])).toEqual([
			expect.stringContaining('Somebody else has published'),
			'done'
		]);
		const [entry] = await store.owner`select s.id from smb_feedback s join meeting m on m.id = s.meeting_id
			join mapp_case c on c.id = m.case_id and c.ref like 'NMS-2025-%' where s.theme = 'NOTHING_TO_REPORT' limit 1`;
		const step = (who: string, note: string) =>
			stage.area(who, 'take-feedback-step', {
				feedbackId: entry?.id,
				version: 0,
				status: 'CLOSED_NO_ACTION',
				note,
				isAnswer: false
			});
		expect(await said([step('P02', 'Nothing to do'), step('P03', 'Read')])).toEqual([
			expect.stringContaining('Somebody else took a step'),
			'done'
		]);
	});

	test('REPORT-9 what was published keeps the names it was published under', async () => {
		const member = { ...stage.actor('P05'), personId: randomUUID(), roles: ['SMB_MEMBER' as const] };
		const headsFor = async (actor: Actor) => {
			const reading = { database: store.database, cache: createMeetingCache(), now: new Date('2027-01-04T10:00:00Z') };
			const pack = await readBoardPack(reading, actor, quarterKey(plan.quarters[3]!), 'view-board-pack');
			return pack.ok && pack.value?.tables.find(({ id }) => id === 'T3-L2')?.rows.map(({ head }) => head);
		};
		await store.owner`update agency set name = 'Saltby Homes' where code = 'HSG'`;
		expect(await headsFor(member)).toContain('Saltby Borough Council Housing Options');
		expect(await headsFor(stage.actor('P02'))).toContain('Saltby Homes');
	});

	test('DEMO-27 the year’s packs are published, its records are sealed, and its absences stand where they are followed', async () => {
		const member = { ...stage.actor('P05'), personId: randomUUID(), roles: ['SMB_MEMBER' as const] };
		const now = new Date('2027-01-04T10:00:00Z');
		for (const quarter of plan.quarters) {
			const reading = { database: store.database, cache: createMeetingCache(), now };
			const pack = await readBoardPack(reading, member, quarterKey(quarter), 'view-board-pack');
			expect(pack.ok && pack.value?.published).not.toBeNull();
		}
		const [record] = await store.owner`select f.pdf, f.record from final_record f join meeting m on m.id = f.meeting_id
			join mapp_case c on c.id = m.case_id and c.ref like 'NMS-2025-%' limit 1`;
		expect(Buffer.from(record?.pdf).subarray(0, 5).toString()).toBe('%PDF-');
		expect(JSON.parse(record?.record).reference).toMatch(/^NMS-2025-\d+\/\d$/);
		const [absences] = await store.owner`select count(*)::int as n from absence a join meeting m on m.id = a.meeting_id
			join mapp_case c on c.id = m.case_id and c.ref like 'NMS-2025-%'`;
		expect(absences?.n).toBeGreaterThan(0);
	});
});

/** The archive's files as its own directory lists them; each is checked against its sum. */
function unzipped(bytes: Buffer): ReadonlyMap<string, string> {
	const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	const files = new Map<string, string>();
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [method, crc, packed, nameLength] = [
			bytes.readUInt16LE(at + 10),
			bytes.readUInt32LE(at + 16),
			bytes.readUInt32LE(at + 20),
			bytes.readUInt16LE(at + 28)
		];
		const name = bytes.subarray(at + 46, at + 46 + nameLength).toString('ascii');
		const local = bytes.readUInt32LE(at + 42);
		const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const raw = bytes.subarray(start, start + packed);
		const plain = method === 0 ? raw : inflateRawSync(raw);
		expect(crc32(plain), name).toBe(crc);
		files.set(name, plain.toString('utf8'));
		at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return files;
}
