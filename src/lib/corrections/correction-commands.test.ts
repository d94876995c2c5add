import { describe, expect, it } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold, given, LIVE, STARTED } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { gates } from '../minutes/gates.ts';
import { askedToCheck } from './asked-to-check.ts';
import type { CorrectionFound } from './correction-commands.ts';

const ENDED: readonly MeetingEvent[] = [...LIVE, { type: 'meeting-ended' }];
const SENT: readonly MeetingEvent[] = [...ENDED, { type: 'minutes-submitted' }];
const CHECKED: readonly MeetingEvent[] = [...SENT, { type: 'accuracy-check-opened', until: '2026-12-22' }];
const PROPOSED: readonly MeetingEvent[] = [...CHECKED, { type: 'correction-proposed', number: 1 }];
const AFTER = { now: '2026-12-23T09:00:00.000Z' };
const words = { place: 'RISK.notes', says: 'He said', shouldSay: 'He wrote', why: 'I read it' };
const place = (isPlace: boolean): CorrectionFound => ({ isPlace, proposal: null });
const found = (over: Partial<NonNullable<CorrectionFound['proposal']>> = {}): CorrectionFound => ({
	isPlace: true,
	proposal: { number: 1, by: 'chair', mayRead: true, isRestricted: false, words: 'ready', ...over }
});

describe('the accuracy check', () => {
	it('CORRECTION-1 the draft goes out to the attendees when it first goes to the chair, for the area’s days, where the area says so', () => {
		const submit = (context = {}) => given(ENDED).when('submit-minutes', {}, { as: 'minuteTaker', context });
		submit().gives([{ type: 'minutes-submitted' }, { type: 'accuracy-check-opened', until: '2026-12-22' }]);
		const returned: readonly MeetingEvent[] = [...CHECKED, { type: 'minutes-returned', comment: 'Say who' }];
		given(returned)
			.when('submit-minutes', {}, { as: 'minuteTaker' })
			.gives([{ type: 'minutes-submitted' }]);
		expect(askedToCheck(fold(CHECKED))).toEqual(['manager', 'social']);
	});

	it('CORRECTION-2 the chair opens it, or moves its end, to a day that can still come', () => {
		const open = (until: string, as: 'chair' | 'minuteTaker' = 'chair') =>
			given(ENDED).when('open-accuracy-check', { until }, { as });
		open('2026-12-18').gives([{ type: 'accuracy-check-opened', until: '2026-12-18' }]);
		open('2026-12-16').refused('invalid', ['until']);
		open('2027-12-16').refused('invalid', ['until']);
		open('2026-12-18', 'minuteTaker').refused('forbidden');
		given(LIVE).when('open-accuracy-check', { until: '2026-12-18' }).refused('not-now');
	});

	it('CORRECTION-3 whoever attended proposes within the time, about something there is, and nobody else ever', () => {
		const propose = (events: readonly MeetingEvent[], by: object, input: object = words) =>
			given(events).when('propose-correction', input, { as: 'social', ...by });
		const context = { correction: place(true) };
		propose(CHECKED, { context }).gives([{ type: 'correction-proposed', number: 1 }]);
		propose(PROPOSED, { context }).gives([{ type: 'correction-proposed', number: 2 }]);
		propose(SENT, { context }).refused('not-now');
		propose(CHECKED, { context: { ...context, ...AFTER } }).refused('not-now');
		propose(CHECKED, { context: { correction: place(false) } }).refused('invalid', ['place']);
		propose(CHECKED, { as: 'housing', context }).refused('forbidden');
		propose(CHECKED, { context }, { ...words, shouldSay: ' ', why: '' }).refused('invalid', ['shouldSay', 'why']);
		propose(CHECKED, { context }, { ...words, shouldSay: words.says }).refused('invalid', ['shouldSay']);
		propose(CHECKED, { context }, { ...words, proposedBy: 'chair' }).refused('invalid');
	});

	it('CORRECTION-4 the chair or the minute taker decides, once; refusing asks for a reason', () => {
		const decide = (input: object, by: object = {}, events = PROPOSED) =>
			given(events).when(
				'decide-correction',
				{ number: '1', reason: '', ...input },
				{
					as: 'minuteTaker',
					context: { correction: found() },
					...by
				}
			);
		decide({ decision: 'REPLACE' }).gives([{ type: 'correction-decided', number: 1, outcome: 'ACCEPTED' }]);
		decide({ decision: 'REFUSE', reason: 'Not said' }).gives([
			{ type: 'correction-decided', number: 1, outcome: 'REFUSED' }
		]);
		decide({ decision: 'REFUSE' }).refused('invalid', ['reason']);
		decide({ decision: 'ACCEPT' }, { as: 'social' }).refused('forbidden');
		for (const gone of ['gone', 'twice', 'no-text', 'too-long'] as const)
			decide({ decision: 'REPLACE' }, { context: { correction: found({ words: gone }) } }).refused('not-now');
		decide({ decision: 'ACCEPT' }, {}, [
			...PROPOSED,
			{ type: 'correction-decided', number: 1, outcome: 'REFUSED' }
		]).refused('changed-meanwhile');
		decide({ decision: 'ACCEPT', number: '7' }).refused('missing');
	});

	it('CORRECTION-5 about a restricted note decides whoever it is for, never its proposer; the chair may refuse it unread', () => {
		const decide = (as: 'chair' | 'social' | 'manager', over: object, decision = 'ACCEPT') =>
			given(PROPOSED).when(
				'decide-correction',
				{ number: '1', decision, reason: 'Not for me' },
				{ as, context: { correction: found({ isRestricted: true, by: 'manager', ...over }) } }
			);
		decide('social', { mayRead: true }).gives([{ type: 'correction-decided', number: 1, outcome: 'ACCEPTED' }]);
		decide('social', { mayRead: false }).refused('missing');
		decide('manager', { mayRead: true }).refused('missing');
		decide('chair', { mayRead: false }).refused('forbidden');
		decide('chair', { mayRead: false }, 'REFUSE').gives([
			{ type: 'correction-decided', number: 1, outcome: 'REFUSED' }
		]);
	});

	it('CORRECTION-6 the proposer takes it back, nobody else', () => {
		const back = (by: string) =>
			given(PROPOSED).when(
				'withdraw-correction',
				{ number: '1' },
				{
					as: 'social',
					context: { correction: found({ by }) }
				}
			);
		back('social').gives([{ type: 'correction-decided', number: 1, outcome: 'WITHDRAWN' }]);
		back('manager').refused('missing');
	});
});

describe('the lock waits', () => {
	const DONE: readonly MeetingEvent[] = [...COMPLETE, { type: 'minutes-submitted' }];
	const OPEN: readonly MeetingEvent[] = [...DONE, { type: 'accuracy-check-opened', until: '2026-12-22' }];
	const frozen = { texts: TEXTS, sha256: 'ab', heads: { plan: 1, minutes: 1 }, asks: [] };
	const lock = (events: readonly MeetingEvent[], now = STARTED) =>
		given(events).when('lock-minutes', { password: 'p' }, { context: { frozen, now } });

	it('CORRECTION-7 V31 each proposal is decided before the lock', () => {
		const proposed: readonly MeetingEvent[] = [...OPEN, { type: 'correction-proposed', number: 1 }];
		lock(proposed, AFTER.now).refused('not-ready', ['V31:C1']);
		lock([...proposed, { type: 'correction-decided', number: 1, outcome: 'WITHDRAWN' }], AFTER.now).after();
	});

	it('CORRECTION-8 V32 it waits for the end of the time, for everybody’s answer, or for the chair’s reason', () => {
		lock(OPEN).refused('not-ready', ['V32']);
		lock(OPEN, AFTER.now).after();
		lock([...OPEN, { type: 'gate-overridden', gate: 'V32', reason: 'The hearing is tomorrow' }]).after();
		const people = askedToCheck(fold(OPEN));
		const all = fold(OPEN);
		const answered = { ...all, accuracy: { ...all.accuracy, agreed: people } };
		expect(gates(all, TEXTS, [], STARTED).map(({ id }) => id)).toContain('V32');
		expect(gates(answered, TEXTS, [], STARTED).map(({ id }) => id)).not.toContain('V32');
		expect(gates(all, TEXTS).map(({ id }) => id)).not.toContain('V32');
	});
});
