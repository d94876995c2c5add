import { describe, expect, it, vi } from 'vitest';
import type { ChairNotes } from './chair-notes.ts';
import { notesRemovedOn } from './chair-notes.ts';
import { NotesSaver, type PutNotes } from './notes-saver.svelte.ts';

const first: ChairNotes = {
	...{ text: 'a', edition: 1, changedAt: '2026-12-17T10:00:00.000Z', maySave: true },
	...{ removedOn: null, keptWorkingDays: 20 }
};
const stored = (edition: number): ChairNotes => ({ ...first, edition, changedAt: `2026-12-17T10:0${edition}:00.000Z` });

describe('saving private notes', () => {
	it('NOTES-5 says saved of nothing that is not stored, and sends what was typed meanwhile', async () => {
		vi.useFakeTimers();
		const answers: ((answer: Awaited<ReturnType<PutNotes>>) => void)[] = [];
		const sent: unknown[] = [];
		const saver = new NotesSaver(first, (typed) => {
			sent.push(typed);
			return new Promise((resolve) => answers.push(resolve));
		});
		expect([saver.state, saver.isUnsaved]).toEqual(['saved', false]);
		saver.typed('ab');
		expect(saver.state).toBe('saving');
		await vi.advanceTimersByTimeAsync(1_000);
		saver.typed('abc');
		answers.shift()?.({ status: 200, body: stored(2) });
		await vi.advanceTimersByTimeAsync(1_000);
		expect(saver.state).toBe('saving');
		answers.shift()?.(null);
		await vi.advanceTimersByTimeAsync(0);
		expect([saver.state, saver.isUnsaved]).toEqual(['unsaved', true]);
		await vi.advanceTimersByTimeAsync(3_000);
		answers.shift()?.({ status: 200, body: stored(3) });
		await vi.advanceTimersByTimeAsync(0);
		expect([saver.state, saver.isUnsaved, saver.savedAt]).toEqual(['saved', false, '2026-12-17T10:03:00.000Z']);
		expect(sent).toEqual([
			{ text: 'ab', edition: 1 },
			{ text: 'abc', edition: 2 },
			{ text: 'abc', edition: 2 }
		]);
		vi.useRealTimers();
	});

	it('NOTES-5 shows what another window wrote, and keeps both when asked; a sign-in page is no answer', async () => {
		const theirs = { ...stored(4), text: 'from there' };
		const answers = [
			{ status: 409, body: { message: '', theirs } },
			{ status: 401, body: null }
		];
		const saver = new NotesSaver(first, async () => answers.shift() ?? { status: 200, body: stored(5) });
		saver.typed('here');
		await saver.flush();
		expect([saver.state, saver.theirs, saver.text]).toEqual(['elsewhere', 'from there', 'here']);
		saver.keepBoth();
		await saver.flush();
		expect([saver.state, saver.text]).toEqual(['signed-out', 'from there\n\nhere']);
		await saver.flush();
		expect([saver.state, saver.theirs]).toEqual(['saved', null]);
		saver.close();
	});

	it('NOTES-6 they are removed so many working days after the lock, or after the day of a meeting that was called off', () => {
		const config = { draftsKeptWorkingDays: 5 };
		const scheduledStart = '2026-10-15T13:00:00.000Z';
		expect(notesRemovedOn({ phase: 'LIVE', lockedAt: null, scheduledStart }, config)).toBeNull();
		expect(notesRemovedOn({ phase: 'LOCKED', lockedAt: '2026-10-22T13:00:00.000Z', scheduledStart }, config)).toBe(
			'2026-10-29'
		);
		expect(notesRemovedOn({ phase: 'CANCELLED', lockedAt: null, scheduledStart }, config)).toBe('2026-10-22');
	});
});
