import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../../../tests/support/complete-meeting.ts';
import { fold, LIVE, PEOPLE, REVIEW } from '../../../../tests/support/scenario.ts';
import { gates } from '../../minutes/gates.ts';
import type { MeetingEvent } from '../meeting.ts';
import { actionsToReadBack, CLOSE_STEPS, closeSteps, closeStepWord, stepAfter } from './close-steps.ts';

const steps = (events: readonly MeetingEvent[]) => {
	const meeting = fold(events);
	return closeSteps(meeting, gates(meeting, TEXTS));
};
const named = (events: readonly MeetingEvent[], name: string) => steps(events).find((step) => step.name === name);
const NEW: readonly MeetingEvent[] = [
	...REVIEW,
	{ type: 'action-added', number: 'A8', riskKeys: ['R1'], sinceMeeting: 2 },
	{
		...{ type: 'action-value-set', number: 'A8', from: { owner: null, due: null } },
		to: { owner: PEOPLE.social, due: '2027-01-08' }
	}
];

describe('the end of a meeting as steps', () => {
	it('CLOSE-1 The steps of the end are those of this kind of meeting, in their order, each with its words.', () => {
		expect(steps(REVIEW).map(({ name }) => name)).toEqual(CLOSE_STEPS.filter((name) => name !== 'OUTCOME'));
		for (const name of CLOSE_STEPS) expect(closeStepWord[name]).toMatch(/^[A-Z]/);
	});

	it('CLOSE-2 A step is done by the facts alone: actions accepted, level and date decided, feedback noted, meeting ended.', () => {
		expect(actionsToReadBack(fold(NEW)).map(({ number }) => number)).toEqual(['A8']);
		expect(named(NEW, 'READ_BACK')).toMatchObject({ done: false, left: 1, to: '#item-ACTIONS' });
		const accepted: MeetingEvent = { type: 'action-accepted', number: 'A8', accepts: true, toldBy: '' };
		expect(named([...NEW, accepted], 'READ_BACK')).toMatchObject({ done: true, left: 0 });
		expect(named(NEW, 'LEVEL')?.done).toBe(false);
		expect(named(NEW, 'NEXT_DATE')?.done).toBe(false);
		const nothing = {
			type: 'smb-feedback-noted',
			id: 's',
			theme: 'NOTHING_TO_REPORT',
			agencyId: null,
			agencyName: null,
			text: ''
		};
		expect(named([...NEW, nothing as MeetingEvent], 'SMB')?.done).toBe(true);
		expect(named(NEW, 'END')?.done).toBe(false);
		expect(named([...NEW, { type: 'meeting-ended' }], 'END')?.done).toBe(true);
		expect(named([...NEW, { type: 'meeting-ended' }, { type: 'minutes-submitted' }], 'HAND_OVER')?.done).toBe(true);
	});

	it('CLOSE-3 What has a step of its own is not counted among what is left to settle.', () => {
		const meeting = fold(LIVE);
		const all = gates(meeting, TEXTS).filter(({ kind }) => kind === 'E');
		const own = all.filter(({ item }) => item === 'LEVEL' || item === 'SMB_FEEDBACK').length;
		expect(own).toBeGreaterThan(0);
		expect(named(LIVE, 'SETTLE')?.left).toBe(all.length - own);
	});

	it('CLOSE-4 The next step is the next that is not done; what was passed over is left behind, and the last one stays.', () => {
		const all = steps(NEW);
		expect(all[stepAfter(all, null)]?.name).toBe('SETTLE');
		expect(all[stepAfter(all, 0)]?.name).toBe('READ_BACK');
		const ended = all.map((step) => ({ ...step, done: true }));
		expect(stepAfter(ended, 2)).toBe(ended.length - 1);
	});
});
