import { describe, expect, it } from 'vitest';
import { savingWords } from './room-words.ts';
import { type DocumentSaving, type Saving, savingState } from './saving.ts';

const saved: DocumentSaving = {
	connected: true,
	unsavedSince: null,
	restoring: false,
	refused: false,
	savedAt: 1_000
};
const calm: Saving = { connected: true, pendingSince: null, documents: [saved], lostSince: null, now: 60_000 };
const two = (over: Partial<DocumentSaving>): Saving => ({ ...calm, documents: [saved, { ...saved, ...over }] });

describe('the sentence about saving', () => {
	it('ROOM-4 Saved is said only when every text and every command has been acknowledged, with the newest time.', () => {
		expect(savingState(calm)).toEqual({ kind: 'saved', at: 1_000 });
		expect(savingState(two({ savedAt: 5_000 }))).toEqual({ kind: 'saved', at: 5_000 });
		expect(savingState({ ...calm, pendingSince: 59_000 })).toEqual({ kind: 'saving' });
		expect(savingState(two({ unsavedSince: 59_000 }))).toEqual({ kind: 'saving' });
	});

	it('ROOM-21 Words that came after the writing had ended are never said to be saved.', () => {
		expect(savingState(two({ refused: true }))).toEqual({ kind: 'refused' });
	});

	it('ROOM-5 A loss of less than three seconds changes no sentence; after that it says not saved, typed or not.', () => {
		const lost = { ...calm, connected: false, lostSince: 60_000 };
		expect(savingState({ ...lost, now: 62_999 })).toEqual({ kind: 'saved', at: 1_000 });
		expect(savingState({ ...lost, now: 63_000 })).toEqual({ kind: 'lost' });
		expect(savingState({ ...lost, pendingSince: 60_000, now: 62_000 })).toEqual({ kind: 'saving' });
		expect(savingState({ ...two({ connected: false }), lostSince: 55_000 })).toEqual({ kind: 'lost' });
	});

	it('ROOM-6 Before the first connection nothing is claimed.', () => {
		const documents = [{ ...saved, connected: false, savedAt: null }];
		expect(savingState({ ...calm, connected: false, documents, lostSince: 59_000 })).toEqual({ kind: 'joining' });
	});

	it('BADGE-1 without an answer for three seconds it says not saved, though the lines stand (W8)', () => {
		expect(savingState(two({ unsavedSince: 57_001 }))).toEqual({ kind: 'saving' });
		expect(savingState(two({ unsavedSince: 57_000 }))).toEqual({ kind: 'unanswered' });
		expect(savingState({ ...calm, pendingSince: 50_000 })).toEqual({ kind: 'unanswered' });
	});

	it('BADGE-2 a long loss is said with its beginning, in London’s time (F7)', () => {
		const since = Date.parse('2026-11-22T14:32:10Z');
		const state = savingState({ ...calm, connected: false, lostSince: since, now: since + 10_000 });
		expect(state).toEqual({ kind: 'offline', since });
		expect(savingWords(state)).toBe('Not saved – working offline since 14:32, keep this page open');
	});

	it('BADGE-3 while words of a page before are looked for or taken back it does not say saved', () => {
		expect(savingState(two({ restoring: true }))).toEqual({ kind: 'restoring' });
		expect(savingState(two({ restoring: true, unsavedSince: 59_000 }))).toEqual({ kind: 'saving' });
	});

	it('BADGE-4 of every combination only the wholly calm one is called saved, and each has words of its own kind', () => {
		const flags = [false, true] as const;
		let seen = 0;
		for (const connected of flags)
			for (const lineUp of flags)
				for (const pendingSince of [null, 59_500, 50_000])
					for (const unsavedSince of [null, 59_500, 50_000])
						for (const restoring of flags)
							for (const refused of flags)
								for (const lostSince of [null, 59_500, 56_000, 40_000]) {
									const document = { connected: lineUp, unsavedSince, restoring, refused, savedAt: 1_000 };
									const saving = { connected, pendingSince, documents: [saved, document], lostSince, now: 60_000 };
									const { kind } = savingState(saving);
									const isLost = !connected || !lineUp;
									const isLongLost = isLost && lostSince !== null && 60_000 - lostSince >= 3_000;
									const isOpen = pendingSince !== null || unsavedSince !== null || restoring || refused;
									expect(kind === 'saved', JSON.stringify(saving)).toBe(!isOpen && !isLongLost);
									if (isLongLost) expect(kind, JSON.stringify(saving)).toMatch(/^(lost|offline)$/);
									if (kind !== 'saved') expect(savingWords(savingState(saving))).not.toMatch(/^Saved/);
									seen++;
								}
		expect(seen).toBe(2 * 2 * 3 * 3 * 2 * 2 * 4);
	});
});
