import { describe, expect, it } from 'vitest';
import { actor, CASE, PEOPLE } from '../../../tests/support/scenario.ts';
import { parseInput } from '../input.ts';
import { foldMeeting } from '../meeting/meeting.ts';
import { AREA_COMMANDS, type AreaCommandName, mayRunInArea } from './area-commands.ts';
import { DEFAULT_AREA_CONFIG } from './area-config.ts';
import { CONVENE_MEETING, type ConveneContext, checkOpenCase, decideConvene, OPEN_CASE } from './case-commands.ts';

const CASE_INPUT = {
	ref: 'NMS-2026-014',
	category: 1,
	level: 2,
	leadAgencyId: 'agency-PRB',
	caseManagerId: 'manager',
	subject: CASE.subject,
	facts: CASE.facts
};
const INPUT = {
	caseId: 'case',
	type: 'INITIAL',
	level: '2',
	scheduledDate: '2027-01-14',
	scheduledTime: '14:00',
	plannedMinutes: '90',
	venue: 'Room 2',
	objective: 'Agree the release plan',
	chairId: 'chair',
	minuteTakerId: 'minutes',
	extraordinary: 'no',
	invitees: [{ personId: 'manager', capacity: 'CORE', request: 'Progress' }]
};
const CONTEXT: ConveneContext = {
	now: '2026-12-17T12:00:00.000Z',
	seq: 1,
	category: 1,
	level: 2,
	caseManagerId: 'manager',
	lastMeetingOn: null,
	lastLevel: null,
	initialDue: null,
	directory: (personId) => Object.values(PEOPLE).find((one) => one.personId === personId) ?? null,
	gradeOf: () => null,
	configOn: () => DEFAULT_AREA_CONFIG
};
const convene = (input: object = {}, context: Partial<ConveneContext> = {}) => {
	const parsed = parseInput(CONVENE_MEETING, { ...INPUT, ...input });
	return parsed.ok ? decideConvene(parsed.value, { ...CONTEXT, ...context }) : parsed;
};
const convened = (input: object = {}, context: Partial<ConveneContext> = {}) => {
	const result = convene(input, context);
	if (!result.ok) throw new Error(JSON.stringify(result));
	const log = result.value.events.map((event, index) => ({
		version: index + 1,
		at: CONTEXT.now,
		by: 'coordinator',
		event
	}));
	return { meeting: foldMeeting('m', log)!, warnings: result.value.warnings };
};
/** What the schema makes of the input; a refusal is a failed test. */
const opened = (over: object = {}) => {
	const parsed = parseInput(OPEN_CASE, { ...CASE_INPUT, ...over });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed));
	return parsed.value;
};
const problemFields = (result: ReturnType<typeof convene>) =>
	result.ok ? [] : (result.problems ?? []).map(({ field }) => field);

describe('opening a case', () => {
	it('CASE-1 a case is stored as it will be shown', () => {
		const parsed = parseInput(OPEN_CASE, CASE_INPUT);
		const { facts } = CASE_INPUT;
		const dates = facts.dates.map((one) => ({ kind: null, ...one }));
		const orders = facts.orders.map((one) => ({ kind: null, court: '', indefinite: false, ...one }));
		const value = { ...CASE_INPUT, identifiersAre: [], facts: { ...facts, dates, orders } };
		expect(parsed).toEqual({ ok: true, value });
	});

	it('CASE-2 V01 Category 3 is not opened at Level 1', () => {
		expect(checkOpenCase(opened({ category: 3, level: 1 }))).toMatchObject({ problems: [{ field: 'level' }] });
		expect(checkOpenCase(opened({ category: 3, level: 2 }))).toBeNull();
		expect(checkOpenCase(opened({ category: 1, level: 1 }))).toBeNull();
	});

	it.each([
		[{ category: 5 }, 'category'],
		[{ ref: 'NMS/../1' }, 'ref'],
		[{ subject: { ...CASE.subject, dateOfBirth: '14.2.1984' } }, 'subject.dateOfBirth'],
		[{ facts: { ...CASE.facts, victims: [{ code: 'Anna', contact: '', views: '' }] } }, 'facts.victims.0.code'],
		[{ facts: { ...CASE.facts, rosh: { CHILDREN: 'EXTREME' } } }, 'facts.rosh.CHILDREN'],
		[{ subject: { ...CASE.subject, identifiers: { nino: 'x' } } }, 'subject.identifiers'],
		[{ area_id: 'B' }, '']
	])('CASE-3 a wrong value is refused at its field (%#)', (over, field) => {
		expect(parseInput(OPEN_CASE, { ...CASE_INPUT, ...over })).toMatchObject({ ok: false, problems: [{ field }] });
	});
});

describe('convening', () => {
	it('WELSH-17 what chair and minute taker are asked is stored in the language of the record, what was typed as it was', () => {
		const asked = (recordLanguage: string) => {
			const { seats } = convened({ recordLanguage }).meeting.attendance;
			return ['chair', 'minutes', 'manager'].map((id) => seats[id]?.request);
		};
		expect(asked('')).toEqual(['To chair the meeting', 'To take the minutes', 'Progress']);
		expect(asked('en')).toEqual(asked(''));
		expect(asked('cy')).toEqual(['I gadeirio’r cyfarfod', 'I gymryd y cofnodion', 'Progress']);
	});

	it('CASE-4 a meeting begins with its facts and everybody invited, chair and minute taker among them', () => {
		const { meeting, warnings } = convened();
		expect(meeting).toMatchObject({
			phase: 'CONVENED',
			chair: PEOPLE.chair,
			minuteTaker: PEOPLE.minuteTaker,
			convened: { seq: 1, level: 2, scheduledStart: '2027-01-14T14:00:00.000Z', shortNotice: false, plannedMinutes: 90 }
		});
		expect(Object.keys(meeting.attendance.seats)).toEqual(['manager', 'chair', 'minutes']);
		expect(warnings).toEqual([]);
	});

	it('CASE-5 the time is London time, in summer too', () => {
		const { meeting } = convened({ scheduledDate: '2027-07-01' });
		expect(meeting.convened.scheduledStart).toBe('2027-07-01T13:00:00.000Z');
	});

	it('CASE-6 V07 short notice is marked with its reason, because it is a fair reason for absence', () => {
		// Ten working days before 5 January is today: still in time.
		expect(convened({ scheduledDate: '2027-01-05' }).meeting.convened.shortNotice).toBe(false);
		expect(problemFields(convene({ scheduledDate: '2027-01-04' }))).toEqual(['noticeReason']);
		expect(convened({ scheduledDate: '2027-01-04', noticeReason: 'Release brought forward' })).toMatchObject({
			meeting: { convened: { shortNotice: true, noticeReason: 'Release brought forward' } },
			warnings: [expect.stringContaining('Short notice')]
		});
	});

	it('CASE-7 V05 a meeting after the normal limit needs a reason, which is kept', () => {
		const late = { lastMeetingOn: '2026-10-01', lastLevel: 2, seq: 2 } as const;
		expect(problemFields(convene({ type: 'REVIEW' }, late))).toEqual(['lateReason']);
		const { meeting, warnings } = convened({ type: 'REVIEW', lateReason: 'Chair ill' }, late);
		expect(meeting.convened.lateReason).toBe('Chair ill');
		expect(warnings).toHaveLength(1);
		expect(problemFields(convene({}, { initialDue: '2027-01-13' }))).toEqual(['lateReason']);
		expect(convened({}, { initialDue: '2027-01-14' }).warnings).toEqual([]);
	});

	it.each([
		[{ minuteTakerId: 'chair' }, ['minuteTakerId']],
		[{ chairId: 'nobody' }, ['chairId']],
		[{ invitees: [{ personId: 'nobody', capacity: 'CORE', request: 'x' }] }, ['invitees.0.personId']],
		[{ invitees: [INPUT.invitees[0], INPUT.invitees[0]] }, ['invitees.1.personId']],
		[{ scheduledDate: '2026-12-16' }, ['scheduledDate']],
		[{ scheduledTime: '25:00' }, ['scheduledTime']],
		[{ type: 'REVIEW' }, ['type']],
		[{ level: 1 }, ['level']]
	])('CASE-8 what does not fit is refused at its field (%#)', (over, fields) => {
		expect(problemFields(convene(over))).toEqual(fields);
	});

	it('CASE-8 after a first meeting the next is a review', () => {
		const second = { seq: 2, lastMeetingOn: '2026-11-26', lastLevel: 2 } as const;
		expect(problemFields(convene({}, second))).toEqual(['type']);
		// The one before was called off: this is the first that is held.
		expect(convened({}, { seq: 2 }).meeting.convened).toMatchObject({ seq: 2, meetingType: 'INITIAL' });
	});

	it('INVITE-3 V06 a chair who manages the case needs a reason, which is kept', () => {
		expect(problemFields(convene({ chairId: 'manager' }))).toEqual(['chairReason']);
		const { meeting, warnings } = convened({ chairId: 'manager', chairReason: 'Nobody else is free before release' });
		expect(meeting.convened.chairReason).toBe('Nobody else is free before release');
		expect(warnings).toContain('The chair manages the case themselves');
	});

	it('INVITE-3 V06 a chair below the grade that the level asks for needs a reason, which is kept', () => {
		const below: Partial<ConveneContext> = { gradeOf: () => 'MANAGER' };
		expect(convened({}, below).warnings).toEqual([]);
		expect(problemFields(convene({ level: 3 }, { ...below, level: 3 }))).toEqual(['chairReason']);
		const { meeting, warnings } = convened(
			{ level: 3, chairReason: 'The superintendent is ill' },
			{ ...below, level: 3 }
		);
		expect(meeting.convened.chairReason).toBe('The superintendent is ill');
		expect(warnings).toEqual([expect.stringContaining('below the grade')]);
		expect(convened({ level: 3 }, { level: 3, gradeOf: () => 'CHIEF_OFFICER' }).warnings).toEqual([]);
		// Not recorded is not below.
		expect(convened({ level: 3 }, { level: 3 }).warnings).toEqual([]);
		const own = { ...DEFAULT_AREA_CONFIG, chairGrade: { L2: 'SENIOR_MANAGER', L3: 'SENIOR_MANAGER' } } as const;
		expect(problemFields(convene({}, { ...below, configOn: () => own }))).toEqual(['chairReason']);
	});

	it('TIME-14 notice and limits are counted by the numbers in force on each meeting’s own date', () => {
		const own = (over: object) => ({ ...DEFAULT_AREA_CONFIG, ...over });
		const from = (on: string, over: object): Partial<ConveneContext> => ({
			configOn: (day) => (day >= on ? own(over) : DEFAULT_AREA_CONFIG)
		});
		const notice = { inviteWorkingDays: 30 };
		const short = { noticeReason: 'Release brought forward' };
		expect(convened(short, from('2027-01-14', notice)).meeting.convened.shortNotice).toBe(true);
		expect(convened({}, from('2027-01-15', notice)).meeting.convened.shortNotice).toBe(false);
		const late = { lastMeetingOn: '2026-11-26', lastLevel: 2, seq: 2 } as const;
		const weeks = { reviewWeeks: { L2: [2, 4], L3: [2, 4] } };
		expect(problemFields(convene({ type: 'REVIEW' }, { ...late, ...from('2026-11-27', weeks) }))).toEqual([]);
		expect(problemFields(convene({ type: 'REVIEW' }, { ...late, ...from('2026-11-26', weeks) }))).toEqual([
			'lateReason'
		]);
	});

	it('CASE-9 a weekend, another level than the case’s, or the case manager left out is said and does not stop it', () => {
		const { warnings } = convened({ scheduledDate: '2027-01-16', level: 3, invitees: [] });
		expect(warnings).toHaveLength(3);
		expect(convened({ scheduledDate: '2029-01-15' }).warnings).toEqual([expect.stringContaining('2029')]);
	});
});

describe('commands of the area', () => {
	const allowed = (who: Parameters<typeof actor>[0]) =>
		(Object.keys(AREA_COMMANDS) as AreaCommandName[]).filter((name) => mayRunInArea(actor(who), name) === null);

	it('CASE-10 the unit keeps the register, the co-ordinator also the settings, agencies neither', () => {
		// How an agency signs in is the system administrator's alone.
		const others = Object.keys(AREA_COMMANDS).filter((name) => name !== 'set-agency-sign-in');
		expect(allowed('coordinator')).toEqual(others);
		expect(allowed('minuteTaker')).toEqual([
			...['open-case', 'convene-meeting', 'convene-professionals-meeting'],
			...['amend-person', 'amend-offence', 'amend-orders', 'amend-risk'],
			...['amend-management', 'exclude-person', 'end-exclusion', 'ask-emergency-access', 'end-emergency-access'],
			...['withdraw-destruction', 'keep-wording', 'note-meeting-step'],
			...['distribute-minutes', 'take-feedback-step', 'enter-board-figure'],
			...['authorise-distribution', 'distribute-copies', 'change-copy-access', 'note-copy-use'],
			...['mark-record', 'approve-version', 'open-request', 'amend-request', 'ask-originator'],
			...['note-originator-answer', 'decide-request', 'close-request', 'start-bundle', 'cancel-bundle'],
			...['retry-mail', 'pass-on-mail']
		]);
		// Of a case, a meeting, a copy or a request of their own alone: that is looked up.
		expect(allowed('social')).toEqual([
			...[
				'convene-professionals-meeting',
				'ask-emergency-access',
				'end-emergency-access',
				'authorise-distribution',
				'distribute-copies',
				'change-copy-access'
			],
			...['note-copy-use', 'mark-record', 'approve-version', 'open-request', 'decide-request', 'close-request']
		]);
	});

	it('CASE-11 nobody makes a system administrator who is none', () => {
		const { check, schema } = AREA_COMMANDS['add-person'];
		const person = {
			name: 'Fern Inkwell',
			roleTitle: 'Administrator',
			agencyId: 'agency-MPU',
			email: 'fern@unit.example',
			roles: ['SYSTEM_ADMINISTRATOR'],
			temporaryPassword: 'a long enough one'
		};
		const parsed = parseInput(schema, person);
		if (!parsed.ok) throw new Error(parsed.message);
		expect(check(parsed.value, actor('coordinator'))).toMatchObject({ kind: 'forbidden' });
		expect(check(parsed.value, { ...actor('coordinator'), roles: ['SYSTEM_ADMINISTRATOR'] })).toBeNull();
		expect(check({ ...parsed.value, roles: ['AGENCY_REP'] }, actor('coordinator'))).toBeNull();
	});
});
