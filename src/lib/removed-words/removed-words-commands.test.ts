import { describe, expect, it } from 'vitest';
import { given, LIVE } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { putBackIn } from './removed-words.ts';
import { removalsSeen } from './removed-words-view.ts';

const REMOVED = {
	type: 'words-removed',
	id: 'w1',
	document: 'plan',
	field: 'R1.risk',
	personId: 'social',
	whose: ['manager', null],
	characters: 300,
	from: 10,
	to: 12
} as const satisfies MeetingEvent;
const { type: _, id: __, document: ___, ...NOTE } = REMOVED;
const PUT_BACK: MeetingEvent = { type: 'words-put-back', id: 'w1', already: false, client: 77 };
const FOUND = { putBack: { to: 12, outcome: 'found', client: 77 } } as const;

const note = (over: object, ...before: readonly MeetingEvent[]) =>
	given([...LIVE, ...before]).when('note-removed-words', { ...NOTE, ...over }, { as: 'social' });
const putBack = (
	before: readonly MeetingEvent[],
	context: object = FOUND,
	as: 'chair' | 'social' | 'manager' = 'chair'
) => given([...LIVE, ...before]).when('put-back-words', { id: 'w1' }, { as, context });

describe('noting removed words', () => {
	it('WIPE-2 says where, who, whose and how many, and none of the words', () => {
		note({}).gives([{ ...REMOVED, id: 'new-id' }]);
		note({ field: 'RMP.notes' }).gives([{ ...REMOVED, id: 'new-id', document: 'minutes', field: 'RMP.notes' }]);
		note({ words: 'anything' }).refused('invalid');
		note({ field: 'nowhere' }).refused('invalid');
	});

	it('WIPE-3 lets the same removal grow, and says the same thing only once', () => {
		note({ characters: 340, to: 15 }, REMOVED).gives([{ ...REMOVED, characters: 340, to: 15 }]);
		note({}, REMOVED).gives([]);
		note({ characters: 310, from: 11 }, REMOVED).gives([]);
	});

	it('WIPE-3 is a new entry in another stretch, another text and of another person', () => {
		note({ from: 13, to: 14 }, REMOVED).gives([{ ...REMOVED, id: 'new-id', from: 13, to: 14 }]);
		note({ field: 'R1.evidence' }, REMOVED).gives([{ ...REMOVED, id: 'new-id', field: 'R1.evidence' }]);
		note({ personId: 'manager' }, REMOVED).gives([{ ...REMOVED, id: 'new-id', personId: 'manager' }]);
	});

	it('WIPE-3 leaves what was dealt with as it is: what came after it is a new entry', () => {
		note({ characters: 350, to: 20 }, REMOVED, PUT_BACK).gives([
			{ ...REMOVED, id: 'new-id', characters: 50, from: 13, to: 20 }
		]);
		note({}, REMOVED, PUT_BACK).gives([]);
	});

	it('WIPE-8 writes nothing once the minutes are locked', () => {
		const locked: MeetingEvent = { type: 'minutes-locked', sha256: 'x', heads: { plan: 1, minutes: 1 } };
		note({}, { type: 'meeting-ended' }, { type: 'minutes-submitted' }, locked).gives([]);
	});
});

describe('dealing with removed words', () => {
	it('WIPE-6 puts them back once', () => {
		putBack([REMOVED]).gives([PUT_BACK]);
		putBack([REMOVED, PUT_BACK]).gives([]);
		putBack([REMOVED, PUT_BACK], { putBack: null }).gives([]);
	});

	it('WIPE-6 asks again when more was removed while the words were looked up', () => {
		putBack([REMOVED, { ...REMOVED, characters: 320, to: 14 }]).refused('changed-meanwhile');
		putBack([REMOVED], { putBack: null }).refused('changed-meanwhile');
	});

	it('WIPE-5 says so when the words are there again, and puts nothing into a text that is full', () => {
		putBack([REMOVED], { putBack: { to: 12, outcome: 'already', client: 77 } }).gives([
			{ ...PUT_BACK, already: true, client: null }
		]);
		putBack([REMOVED], { putBack: { to: 12, outcome: 'too-long', client: 77 } }).refused('not-ready');
	});

	it('WIPE-7 is for the two who keep the record and for whoever removed them', () => {
		putBack([REMOVED], FOUND, 'social').gives([PUT_BACK]);
		putBack([REMOVED], FOUND, 'manager').refused('forbidden');
		putBack([]).refused('missing');
		const leaveOut = (as: 'minuteTaker' | 'social', ...before: readonly MeetingEvent[]) =>
			given([...LIVE, REMOVED, ...before]).when('leave-out-words', { id: 'w1' }, { as });
		leaveOut('minuteTaker').gives([{ type: 'words-left-out', id: 'w1' }]);
		leaveOut('minuteTaker', PUT_BACK).gives([]);
		leaveOut('social').refused('forbidden');
		const seen = (personId: string) => removalsSeen(leaveOut('minuteTaker').after(), personId).length;
		expect(['chair', 'minutes', 'social', 'manager'].map(seen)).toEqual([1, 1, 1, 0]);
	});

	it('WIPE-7 may put back what was left out, until the lock', () => {
		const leftOut: MeetingEvent = { type: 'words-left-out', id: 'w1' };
		putBack([REMOVED, leftOut]).gives([PUT_BACK]);
		putBack([REMOVED, leftOut, { type: 'meeting-ended' }]).gives([PUT_BACK]);
		putBack([REMOVED, leftOut, { type: 'meeting-ended' }], FOUND, 'social').refused('forbidden');
	});

	it('WIPE-11 tells whoever put words back from whoever wrote them', () => {
		const { removedWords } = putBack([REMOVED]).after();
		const at = Date.parse(removedWords[0]?.settled?.at ?? '');
		expect(putBackIn(removedWords, 'R1.risk', { personId: 'chair', at })?.whose).toEqual(['manager', null]);
		for (const [field, personId, when] of [
			['R1.risk', 'chair', at + 1],
			['R1.risk', 'social', at],
			['R1.evidence', 'chair', at]
		] as const)
			expect(putBackIn(removedWords, field, { personId, at: when })).toBeNull();
	});
});
