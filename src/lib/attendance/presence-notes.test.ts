import { expect, it } from 'vitest';
import { notedPresence, type PresenceNote } from './presence-notes.ts';

const clock = (minute: number): string => new Date(Date.UTC(2026, 11, 17, 10, minute)).toISOString();
const note = (what: 'came' | 'left', minute: number, nodeId = 'a', personId = 'p'): PresenceNote => ({
	...{ personId, nodeId, what },
	at: clock(minute)
});
const stretches = (...notes: readonly PresenceNote[]) => notedPresence(notes).get('p');

it('ATT-9 one presence for each person, however many nodes they use', () => {
	expect(stretches(note('came', 0, 'a'), note('came', 5, 'b'), note('left', 10, 'a'), note('left', 20, 'b'))).toEqual([
		{ from: clock(0), to: clock(20) }
	]);
	expect(stretches(note('came', 0), note('left', 10), note('came', 30))).toEqual([
		{ from: clock(0), to: clock(10) },
		{ from: clock(30), to: null }
	]);
});

it('ATT-9 what is noted twice, late or without a beginning changes nothing', () => {
	expect(stretches(note('came', 0), note('came', 1), note('left', 10), note('left', 11))).toEqual([
		{ from: clock(0), to: clock(10) }
	]);
	// A departure is stored when somebody has stayed away for a while, with the moment they went.
	expect(stretches(note('came', 0), note('came', 12, 'b'), note('left', 10))).toEqual([
		{ from: clock(0), to: clock(10) },
		{ from: clock(12), to: null }
	]);
	expect(stretches(note('left', 3))).toEqual([]);
	expect(notedPresence([]).size).toBe(0);
});
