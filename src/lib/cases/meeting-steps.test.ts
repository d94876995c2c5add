import { describe, expect, it } from 'vitest';
import { convened, invited } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { foldMeeting } from '../meeting/meeting.ts';
import { DEFAULT_AREA_CONFIG } from './area-config.ts';
import { meetingSteps, stepsInLog } from './meeting-steps.ts';

const at = (day: string, version: number, event: MeetingEvent) => ({
	version,
	at: `${day}T10:00:00.000Z`,
	by: 'x',
	event
});
// Level 2 on Thursday 22 October 2026 (domain.md 10.3).
const CONVENED = convened({ scheduledStart: '2026-10-22T13:00:00.000Z' });
const LOG = [at('2026-10-07', 1, CONVENED), at('2026-10-07', 2, invited('chair'))];
const meeting = foldMeeting('m', LOG)!;
const states = (done: Parameters<typeof meetingSteps>[1], today: string) =>
	Object.fromEntries(meetingSteps(meeting, done, DEFAULT_AREA_CONFIG, today).map((line) => [line.step, line.state]));

describe('the steps round a meeting', () => {
	it('TIME-15 each has its day, who owes it, and how it stands', () => {
		const lines = meetingSteps(meeting, stepsInLog(LOG), DEFAULT_AREA_CONFIG, '2026-10-16');
		expect(lines.map(({ step, by }) => [step, by])).toEqual([
			['INVITATIONS', '2026-10-08'],
			['PAPERS', '2026-10-15'],
			['RETURNS', '2026-10-19'],
			['BRIEF', '2026-10-21'],
			['ACTION_LIST', '2026-10-23'],
			['DRAFT', '2026-10-29'],
			['MINUTES', '2026-11-05'],
			['FILED', '2026-11-10']
		]);
		expect(states(stepsInLog(LOG), '2026-10-16')).toMatchObject({
			INVITATIONS: 'done',
			PAPERS: 'late',
			RETURNS: 'due'
		});
		expect(states({ PAPERS: '2026-10-15' }, '2026-10-16').PAPERS).toBe('done');
		expect(states({ PAPERS: '2026-10-16' }, '2026-10-16').PAPERS).toBe('done-late');
	});

	it('TIME-15 filing counts from the day the minutes were out', () => {
		const log = [
			...LOG,
			at('2026-10-28', 3, { type: 'minutes-submitted' }),
			at('2026-11-02', 4, { type: 'minutes-locked', sha256: 'x', heads: { plan: 1, minutes: 1 } })
		];
		expect(stepsInLog(log)).toEqual({ INVITATIONS: '2026-10-07', DRAFT: '2026-10-28', MINUTES: '2026-11-02' });
		const filed = meetingSteps(meeting, stepsInLog(log), DEFAULT_AREA_CONFIG, '2026-11-02').at(-1);
		expect(filed).toEqual({ step: 'FILED', by: '2026-11-05', doneOn: null, state: 'due' });
	});
});
