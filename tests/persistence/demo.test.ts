import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDemoCase, weeksToMove } from '#drizzle/demo-case.ts';
import { DEMO_PEOPLE } from '#drizzle/demo-people.ts';
import { finalRecord } from '#drizzle/schema.ts';
import { type Demo, seedDemo } from '#drizzle/seed.ts';
import { didAttend } from '#lib/attendance/attendance.ts';
import { foldMeeting, type Meeting } from '#lib/meeting/meeting.ts';
import { gates } from '#lib/minutes/gates.ts';
import { readTexts } from '#server/application/freeze-meeting.ts';
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import type { Database, Tx } from '#server/persistence/database.ts';
import { readRecord } from '#server/persistence/final-records.ts';
import { readLog } from '#server/persistence/meeting-log.ts';
import { readPresenceNotes } from '#server/persistence/presence-notes.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { testSeal } from '../support/test-seal.ts';

/** A Sunday: the story's second Thursday is four days later. On a full five minutes, when the story has the least time. */
const NOW = new Date('2026-11-22T11:00:00Z');
const MEANS = { passwords: createPasswordHasher(), seal: testSeal() };
let store: TestDatabase;
let demo: Demo;
let loadedAt: Date;
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
	const loaded = await seedDemo(store.database, MEANS, NOW);
	if (!loaded) throw new Error('the demonstration was not loaded');
	demo = loaded;
	loadedAt = new Date();
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
		expect(open).toEqual(
			expect.arrayContaining(['V19:A7', 'V28:R4:reviewed', 'V11:R2:negativeIndicators', 'V16:A12:due'])
		);
	});

	test('DEMO-5 loading it again changes nothing', async () => {
		const before = await store.owner`select count(*)::int as n from meeting_event`;
		expect(await seedDemo(store.database, MEANS, NOW)).toBeNull();
		expect(await store.owner`select count(*)::int as n from meeting_event`).toEqual(before);
	});

	test('DEMO-6 everybody offered at the sign-in exists, under an address that belongs to nobody', async () => {
		// 27 of the area, and three of the second one; its nurse's other seat and its officer's seat here have no address.
		const accounts = (await store.owner`select email from account where email is not null`).map(({ email }) => email);
		expect(accounts).toHaveLength(30);
		expect(accounts).toEqual(expect.arrayContaining(DEMO_PEOPLE.map(({ email }) => email)));
		expect(accounts.every((email) => email.endsWith('.example'))).toBe(true);
	});

	test('DEMO-7 nothing in it happens later than the moment of loading or before what it follows', async () => {
		for (const meetingId of [demo.firstMeetingId, demo.secondMeetingId]) {
			const log = await store.database.withArea(areaId, (tx) => readLog(tx, meetingId));
			const times = log.map(({ at }) => at);
			expect(times).toEqual([...times].sort());
			expect(times.at(-1)! <= NOW.toISOString()).toBe(true);
		}
		const [written] = await store.owner`select max(at) as at from document_update`;
		// What is stored bears the database's own time, which NOW does not set.
		expect(written?.at <= loadedAt).toBe(true);
	});

	test('DEMO-8 the locked record knows who was in the room and no assessment made after it', async () => {
		const [disclosure] = first.decisions.disclosures;
		const names = disclosure?.decided.present.map((id) => first.attendance.seats[id]?.person.name);
		expect(names).toHaveLength(12);
		expect(names).toContain('Yarrow Stillwater');
		const noted = await store.database.withArea(areaId, (tx) => readPresenceNotes(tx, demo.firstMeetingId));
		expect(noted.get(disclosure?.decided.by ?? '')).toMatchObject([{ from: first.startedAt }]);
		const late = Object.values(first.attendance.seats).find(({ person }) => person.name === 'Yarrow Stillwater');
		expect(late?.record).toMatchObject({ status: 'ATTENDED_LATE', minutesLate: 18 });
		const made = first.case?.facts.tools.map(({ on }) => on) ?? [];
		expect(made).toHaveLength(2);
		expect(made.every((on) => on < (first.startedAt ?? ''))).toBe(true);
		expect(second.case?.facts.tools).toHaveLength(3);
	});

	test('DEMO-9 between the meetings the list of actions shows how far each has come', async () => {
		const rows = await store.owner`select number, status from action order by length(number), number`;
		// Nobody answered for A4: the meeting finds it not completed. The owner of A6 asks for more time.
		const told: Readonly<Record<string, string>> = { A4: 'NOT_STARTED', A6: 'CANNOT_BE_DONE_YET' };
		const expectedOf = readDemoCase('drizzle/demo', NOW).actions.map(({ num, statusAtM2 }) => [
			...[num, told[num] ?? statusAtM2]
		]);
		expect(rows.map(({ number, status }) => [number, status])).toEqual(expectedOf);
		const steps = await store.owner`select number, type from action_event where version > 1 order by number`;
		expect(steps.map(({ number, type }) => `${number} ${type}`)).toEqual(
			['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8'].map(
				(number) => `${number} ${number === 'A4' ? 'action-raised' : 'action-reported'}`
			)
		);
	});

	test('ACTION-6 the second meeting was told of what was reported, and the chair has verified what is completed', () => {
		const rows = second.rmp.actions.filter(({ sinceMeeting }) => sinceMeeting === 1);
		expect(rows.filter(({ reported }) => reported?.said.length === 1).map(({ number }) => number)).toEqual([
			...['A1', 'A2', 'A3', 'A5', 'A6', 'A7', 'A8']
		]);
		expect(rows.find(({ number }) => number === 'A6')?.reported).toMatchObject({ asked: 'NEW_DATE', slips: 0 });
		const done = rows.filter(({ outcome }) => outcome?.status === 'COMPLETED');
		expect(done.map(({ outcome }) => outcome?.verified?.by)).toEqual(done.map(() => second.chair.personId));
		expect(done).toHaveLength(5);
	});

	test('DEMO-11 the referrals of the story are accepted on their days, and two about other people wait', async () => {
		const told = readDemoCase('drizzle/demo', NOW).referral;
		const rows = await store.owner`
			select ref, state, late_referral as late, accepted_on::text as "acceptedOn", initial_due::text as "initialDue"
			from referral order by ref`;
		expect(rows.map(({ state }) => state)).toEqual([
			...['Accepted - level 2', 'Accepted - level 3'],
			...['Referral decision - pending', 'Referral decision - pending']
		]);
		expect(rows.map(({ late }) => late)).toEqual([true, false, true, false]);
		expect(rows.slice(0, 2).map(({ acceptedOn }) => acceptedOn)).toEqual(told.map(({ acceptedAt }) => acceptedAt));
		// 1 October + 20 working days, 10 December + 5: both told three weeks earlier.
		expect(rows.slice(0, 2).map(({ initialDue }) => initialDue)).toEqual(['2026-10-08', '2026-11-26']);
		const levels =
			await store.owner`select from_level as "from", to_level as "to", via from level_change order by "on"`;
		expect(levels).toMatchObject([
			{ from: 1, to: 2, via: `referral:${rows[0]?.ref}` },
			{ from: 2, to: 3, via: `referral:${rows[1]?.ref}` }
		]);
	});

	test('DEMO-12 the second meeting has a condition, a disclosure that is decided and not made, and a different view before its level', async () => {
		expect(second.licence.conditions.find(({ key }) => key === 'L7')).toMatchObject({ state: 'PROPOSED' });
		expect(second.decisions.disclosures).toMatchObject([{ outcome: 'DISCLOSE', presumptionApplies: true }]);
		expect(second.decisions.dissent).toMatchObject([{ item: 'LEVEL' }]);
		expect(second.decisions.level).toBeNull();
	});

	test('DEMO-13 a professionals meeting of another case was held, with nothing left but the lock, and decided to refer', async () => {
		const meeting = await fold(demo.professionalsMeetingId);
		expect(meeting).toMatchObject({
			phase: 'DRAFT',
			convened: { level: 1 },
			decisions: { outcome: { outcome: 'REFER_2' } }
		});
		expect(meeting.endedAt! < NOW.toISOString()).toBe(true);
		const texts = await store.database.withArea(areaId, (tx) => readTexts(tx, meeting.id));
		const open = gates(meeting, { plan: texts.plan.fields, minutes: texts.minutes.fields });
		expect([...new Set(open.filter(({ kind }) => kind === 'E').map(({ rule }) => rule))]).toEqual(['V25']);
	});

	test('DEMO-10 a loading that breaks off half-way leaves nothing, and the next one loads it all', async () => {
		const other = await openTestDatabase();
		try {
			await expect(seedDemo(breaksAtTheLock(other.database), MEANS, NOW)).rejects.toThrow('the power went');
			const [left] = await other.owner`select count(*)::int as n from account`;
			expect(left?.n).toBe(0);
			expect(await seedDemo(other.database, MEANS, NOW)).not.toBeNull();
		} finally {
			await other.close();
		}
		// Two loadings, each with a whole meeting locked and drawn.
	}, 60_000);
});

/** A database whose power goes when the final record is stored: in the middle of the story. */
const breaksAtTheLock = (database: Database): Database => ({
	...database,
	withArea: (areaId, work) =>
		database.withArea(areaId, (tx) => {
			const insert: Tx['insert'] = (table) => {
				if ((table as unknown) === finalRecord) throw new Error('the power went');
				return tx.insert(table);
			};
			const breaking = new Proxy(tx, {
				get: (target, name) => {
					if (name === 'insert') return insert;
					const value = Reflect.get(target, name, target);
					return typeof value === 'function' ? value.bind(target) : value;
				}
			});
			return work(breaking);
		})
});
