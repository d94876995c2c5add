import { describe, expect, it } from 'vitest';
import { fold, LIVE, letIn, PEOPLE, STARTED } from '../../../tests/support/scenario.ts';
import type { Meeting, MeetingEvent } from '../meeting/meeting.ts';
import { NOTHING_SEEN, proposeAttendance, type Seen } from './proposal.ts';

/** Minutes after the scheduled start, 10:00. */
const clock = (minute: number): string => new Date(Date.parse(STARTED) + minute * 60_000).toISOString();
const during = (
	personId: string,
	...stretches: readonly (readonly [number, number | null])[]
): readonly MeetingEvent[] =>
	stretches.flatMap(([from, to]): MeetingEvent[] => [
		{ type: 'presence-began', personId, from: clock(from) },
		...(to === null ? [] : [{ type: 'presence-ended', personId, to: clock(to) } as const])
	]);
/** Ran from 10:00 to 11:30. */
const heldWith = (...events: readonly MeetingEvent[]): Meeting => ({
	...fold([...LIVE, ...events]),
	startedAt: STARTED,
	endedAt: clock(90)
});
const proposed = (meeting: Meeting, personId = 'social', seen: Partial<Seen> = {}) =>
	proposeAttendance(meeting.attendance.seats[personId]!, meeting, clock(95), undefined, { ...NOTHING_SEEN, ...seen });

describe('what presence suggests', () => {
	it.each([
		['there all the time', [[-5, 90]], 'ATTENDED', null],
		['ten minutes late is not late', [[10, 90]], 'ATTENDED', null],
		['eleven minutes late', [[11, 90]], 'ATTENDED_LATE', 11],
		[
			'a line lost for under five minutes is no departure',
			[
				[0, 40],
				[44, 90]
			],
			'ATTENDED',
			null
		],
		['leaves five minutes before the end', [[0, 85]], 'ATTENDED', null],
		['leaves six minutes before the end', [[0, 84]], 'ATTENDED_PART', null],
		['late and leaves early', [[20, 60]], 'ATTENDED_PART', 20],
		[
			'away for long but back at the end',
			[
				[0, 30],
				[50, 90]
			],
			'ATTENDED',
			null
		],
		['still connected', [[0, null]], 'ATTENDED', null]
	] as const)('ATT-16 %s', (_title, stretches, status, minutesLate) => {
		const meeting = heldWith(...during('social', ...stretches));
		expect(proposed(meeting)?.record).toMatchObject({ status, minutesLate, mode: 'REMOTE_BROWSER', reason: null });
	});

	it('ATT-16 the suggestion says what it rests on: short losses closed, longer absences shown', () => {
		const stretches = (...of: readonly (readonly [number, number])[]) =>
			proposed(heldWith(...during('social', ...of)))?.because;
		expect(stretches([0, 40], [44, 90])).toBe('Connected 10:00 to 11:30');
		expect(stretches([0, 40], [45, 90])).toBe('Connected 10:00 to 10:40, 10:45 to 11:30');
	});

	it('ATT-16 nobody is late for a meeting that began late', () => {
		const meeting = { ...heldWith(...during('social', [25, 90])), startedAt: clock(20) };
		expect(proposed(meeting)?.record.status).toBe('ATTENDED');
	});

	it('ATT-16 the minutes late count from the invitation, and also after the statement was read one is late', () => {
		const began = { ...heldWith(...during('social', [18, 90])), startedAt: clock(3) };
		expect(proposed(began)?.record).toMatchObject({ status: 'ATTENDED_LATE', minutesLate: 18 });
		const opened = (code: 'CONFIDENTIALITY' | 'STATUS'): MeetingEvent => ({ type: 'item-opened', code });
		const read = fold([...LIVE, ...during('social', [6, 90])]);
		const agenda = fold([...LIVE, opened('CONFIDENTIALITY'), opened('STATUS')]).agenda;
		const spans = (minutes: number) =>
			agenda.items.map((item) =>
				item.code === 'CONFIDENTIALITY' ? { ...item, spans: [{ from: clock(2), to: clock(minutes) }] } : item
			);
		const readUntil = (minutes: number) =>
			proposed({ ...read, startedAt: STARTED, endedAt: clock(90), agenda: { ...agenda, items: spans(minutes) } })
				?.record;
		expect(readUntil(4)).toMatchObject({ status: 'ATTENDED_LATE', minutesLate: 6 });
		expect(readUntil(7)).toMatchObject({ status: 'ATTENDED', minutesLate: null });
	});

	it('ATT-16 what the nodes noted, the grade and what they said of themselves are part of the suggestion', () => {
		const meeting = heldWith({ type: 'introduced', personId: 'social', canCommitResources: false, interest: '' });
		const presence = [{ from: clock(0), to: clock(90) }];
		expect(proposed(meeting, 'social', { presence, isSenior: true })?.record).toMatchObject({
			status: 'ATTENDED',
			mode: 'REMOTE_BROWSER',
			seniorityMet: true,
			canCommitResources: false,
			present: [{ from: clock(0), to: clock(90) }]
		});
		const running = { ...meeting, endedAt: null };
		expect(proposed(running, 'social', { presence })?.record).not.toHaveProperty('present');
	});

	it('ATT-17 an apology suggests itself, with the report the agency sent', () => {
		const declined = { reason: 'SICKNESS', note: '' } as const;
		const meeting = heldWith(
			{ type: 'person-invited', person: PEOPLE.housing, capacity: 'CORE', request: 'x' },
			{ type: 'invitation-answered', personId: 'housing', response: 'DECLINED', declined }
		);
		expect(proposed(meeting, 'housing')?.record).toMatchObject({ status: 'APOLOGIES_NO_REPORT', reason: 'SICKNESS' });
		expect(proposed(meeting, 'housing', { returned: { at: clock(-600) } })?.record).toMatchObject({
			status: 'APOLOGIES_REPORT_RECEIVED',
			reportReceivedOn: '2026-12-17',
			mode: null
		});
	});

	it('ATT-17 nothing is suggested for somebody who never came, and the room is suggested for somebody without a browser', () => {
		const meeting = heldWith({ type: 'person-invited', person: PEOPLE.housing, capacity: 'CORE', request: 'x' });
		expect(proposed(meeting, 'housing')).toBeNull();
		expect(proposed(meeting)?.record).toMatchObject({ status: 'ATTENDED', mode: 'IN_PERSON' });
		expect(proposed({ ...meeting, startedAt: null })).toBeNull();
	});

	it('ATT-18 a named substitute is suggested as a deputy, the one they stand in for not at all', () => {
		const meeting = heldWith(
			...letIn('housing'),
			{ type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy },
			...during('deputy', [12, 90])
		);
		expect(proposed(meeting, 'deputy')?.record).toMatchObject({ status: 'DEPUTY_ATTENDED', minutesLate: 12 });
		expect(proposed(meeting)).toBeNull();
	});
});
