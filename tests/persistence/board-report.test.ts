import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { takeSteps } from '#drizzle/demo-board.ts';
import { readDemoCase } from '#drizzle/demo-case.ts';
import { openStage, type Stage } from '#drizzle/demo-stage.ts';
import { type Demo, seedDemo } from '#drizzle/seed.ts';
import type { Actor, Role } from '#lib/identity.ts';
import { INDICATORS } from '#lib/smb/indicators.ts';
import { readQuarter } from '#lib/smb/quarter.ts';
import { everyFigure, percentOf, type ShownFigures } from '#lib/smb/shown-figures.ts';
import { computeReport } from '#server/application/board-report.ts';
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { finishSecondMeeting, openGates } from '../support/finish-demo-meeting.ts';

/** The story's second Thursday, in the middle of its second meeting: no date of the story moves. */
const NOW = new Date('2026-12-17T10:45:00Z');
const QUARTER = readQuarter('2026-Q3')!;
const expected = parse(readFileSync('drizzle/demo/6-expected-report-figures.yaml', 'utf8')).fixture;
const story = readDemoCase('drizzle/demo', NOW);

let store: TestDatabase;
let demo: Demo;
let stage: Stage;
let areaId: string;
/** as known on the 17th, the day of the second meeting, and at the end of the quarter */
let thatDay: ShownFigures;
let atTheEnd: ShownFigures;

beforeAll(async () => {
	store = await openTestDatabase();
	const passwords = createPasswordHasher();
	const loaded = await seedDemo(store.database, passwords, NOW);
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
	stage = openStage(store.database, passwords, areaId, actors);
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
}, 120_000);
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
