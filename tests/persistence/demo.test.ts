import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDemoCase, weeksToMove } from '#drizzle/demo-case.ts';
import { DEMO_PEOPLE } from '#drizzle/demo-people.ts';
import { type Demo, seedDemo } from '#drizzle/seed.ts';
import { didAttend } from '#lib/attendance/attendance.ts';
import { foldMeeting, type Meeting } from '#lib/meeting/meeting.ts';
import { gates } from '#lib/minutes/gates.ts';
import { readTexts } from '#server/application/freeze-meeting.ts';
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { readRecord } from '#server/persistence/final-records.ts';
import { readLog } from '#server/persistence/meeting-log.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

/** A Sunday: the story's second Thursday is four days later. */
const NOW = new Date('2026-11-22T11:02:00Z');
let store: TestDatabase;
let demo: Demo;
let areaId: string;
let first: Meeting;
let second: Meeting;

const expected = parse(readFileSync('drizzle/demo/6-expected-report-figures.yaml', 'utf8')).fixture;
const fold = (meetingId: string) =>
	store.database.withArea(areaId, async (tx) => {
		const meeting = foldMeeting(meetingId, await readLog(tx, meetingId));
		if (!meeting) throw new Error('no such meeting');
		return meeting;
	});

beforeAll(async () => {
	store = await openTestDatabase();
	const loaded = await seedDemo(store.database, createPasswordHasher(), NOW);
	if (!loaded) throw new Error('the demonstration was not loaded');
	demo = loaded;
	areaId = (await store.owner`select id from area`)[0]?.id;
	first = await fold(demo.firstMeetingId);
	second = await fold(demo.secondMeetingId);
}, 60_000);
afterAll(async () => {
	await closePdfWorker();
	await store?.close();
});

describe('the demonstration', () => {
	test('DEMO-1 the dates move by whole weeks to the Thursday that is today or next', () => {
		expect(weeksToMove('2026-12-17')).toBe(0);
		expect(weeksToMove('2026-12-18')).toBe(1);
		expect(weeksToMove('2026-11-22')).toBe(-3);
		const story = readDemoCase('drizzle/demo', NOW);
		expect(story.meeting2.scheduledStart).toBe('2026-11-26T10:00');
		expect(story.case.orders[0]?.expires).toBe('2034-05-30');
		expect(story.riskManagementPlan.risks[0]?.evidence).toContain('31 Aug 2026');
	});

	test('DEMO-2 the first meeting is locked and nothing in it was left open', async () => {
		expect(first.phase).toBe('LOCKED');
		const texts = await store.database.withArea(areaId, (tx) => readTexts(tx, first.id));
		const open = gates(first, { plan: texts.plan.fields, minutes: texts.minutes.fields });
		expect(open.filter((gate) => gate.kind === 'E')).toEqual([]);
		const stored = await store.database.withArea(areaId, (tx) => readRecord(tx, first.id));
		expect(stored?.sha256).toBe(first.sha256);
		expect(stored?.record.risks).toHaveLength(5);
		expect(
			Buffer.from(stored?.pdf ?? [])
				.subarray(0, 5)
				.toString()
		).toBe('%PDF-');
	});

	test('DEMO-3 attendance of the first meeting gives the figures told of it', () => {
		const counted = Object.values(first.attendance.seats).filter(({ person }) => person.agencyCode !== 'MPU');
		const agencies = [...new Set(counted.map(({ person }) => person.agencyCode))];
		const attended = agencies.filter((code) =>
			counted.some(({ person, record }) => person.agencyCode === code && record && didAttend(record.status))
		);
		const { invited, attended: came } = expected.T3.L2.total;
		expect({ invited: agencies.length, attended: attended.length }).toEqual({ invited, attended: came });
	});

	test('DEMO-4 the second meeting runs today at the plan, with everything open carried over and something still to settle', async () => {
		expect(second.phase).toBe('LIVE');
		expect(second.agenda.current).toBe('RMP');
		expect(second.convened.scheduledStart.slice(0, 10)).toBe('2026-11-22');
		expect(second.convened.shortNotice).toBe(true);
		expect(second.rmp.risks.map(({ key }) => key)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5']);
		expect(second.rmp.actions.map(({ number }) => number)).toEqual([...Array(12).keys()].map((n) => `A${n + 1}`));
		const texts = await store.database.withArea(areaId, (tx) => readTexts(tx, second.id));
		expect(texts.plan.fields['R4.contingency']).toContain('If not back by curfew');
		const open = gates(second, { plan: texts.plan.fields, minutes: texts.minutes.fields }).map(({ id }) => id);
		expect(open).toEqual(expect.arrayContaining(['V19:A7', 'V28:R4:reviewed']));
	});

	test('DEMO-5 loading it again changes nothing', async () => {
		const before = await store.owner`select count(*)::int as n from meeting_event`;
		expect(await seedDemo(store.database, createPasswordHasher(), NOW)).toBeNull();
		expect(await store.owner`select count(*)::int as n from meeting_event`).toEqual(before);
	});

	test('DEMO-6 everybody offered at the sign-in exists, under an address that belongs to nobody', async () => {
		const accounts = (await store.owner`select email from account`).map(({ email }) => email);
		expect(accounts).toHaveLength(23);
		expect(accounts).toEqual(expect.arrayContaining(DEMO_PEOPLE.map(({ email }) => email)));
		expect(accounts.every((email) => email.endsWith('.example'))).toBe(true);
	});
});
