import { describe, expect, it } from 'vitest';
import { areaConfig, DEFAULT_AREA_CONFIG } from './area-config.ts';
import { deadlines, initialMeetingDue, reviewLimits } from './meeting-clock.ts';

describe('the clock round a meeting', () => {
	it('TIME-11 a Level 2 meeting: invitations, papers, returns, actions, draft, minutes, filing', () => {
		expect(deadlines({ scheduledStart: '2026-10-22T13:00:00.000Z', level: 2 }, DEFAULT_AREA_CONFIG)).toEqual({
			inviteBy: '2026-10-08',
			papersBy: '2026-10-15',
			returnsBy: '2026-10-19',
			briefBy: '2026-10-21',
			actionListDue: '2026-10-23',
			draftDue: '2026-10-29',
			minutesDue: '2026-11-05',
			fileDue: '2026-11-10',
			correctionsDue: '2026-11-12',
			absenceNoticeDue: '2026-10-23',
			absenceAnswerDue: '2026-10-27'
		});
	});

	it('TIME-11 a Level 3 meeting is quicker, and Christmas does not count', () => {
		expect(deadlines({ scheduledStart: '2026-12-17T10:00:00.000Z', level: 3 }, DEFAULT_AREA_CONFIG)).toMatchObject({
			inviteBy: '2026-12-03',
			actionListDue: '2026-12-18',
			draftDue: '2026-12-22',
			minutesDue: '2026-12-24',
			fileDue: '2026-12-31'
		});
		const meeting = { scheduledStart: '2026-12-17T10:00:00.000Z', level: 3 } as const;
		expect(deadlines(meeting, DEFAULT_AREA_CONFIG, '2026-12-22').fileDue).toBe('2026-12-29');
		expect(initialMeetingDue('2026-12-10', DEFAULT_AREA_CONFIG, true)).toBe('2026-12-17');
	});

	it('TIME-12 the next review: normal interval and the limit that is counted', () => {
		expect(reviewLimits(2, '2026-10-22', DEFAULT_AREA_CONFIG)).toEqual({
			earliest: '2026-12-17',
			latest: '2027-01-14',
			kpi: '2027-02-11'
		});
		expect(reviewLimits(3, '2026-12-17', DEFAULT_AREA_CONFIG)).toMatchObject({
			latest: '2027-01-28',
			kpi: '2027-02-11'
		});
		expect(initialMeetingDue('2026-10-01', DEFAULT_AREA_CONFIG)).toBe('2026-10-29');
	});

	it('TIME-13 an area changes the numbers it names and keeps the rest; what cannot be read is not used', () => {
		const own = areaConfig({ minutesWorkingDays: { L2: 8, L3: 4 } });
		expect(own).toEqual({ ...DEFAULT_AREA_CONFIG, minutesWorkingDays: { L2: 8, L3: 4 } });
		expect(areaConfig({ minutesWorkingDays: 'soon' })).toEqual(DEFAULT_AREA_CONFIG);
		expect(areaConfig(null)).toEqual(DEFAULT_AREA_CONFIG);
	});
});
