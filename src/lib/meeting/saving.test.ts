import { describe, expect, it } from 'vitest';
import { type Saving, savingState } from './saving.ts';

const saved = { connected: true, unsaved: false, refused: false, savedAt: 1_000 };
const calm: Saving = {
	connected: true,
	pending: 0,
	documents: [saved],
	lostSince: null,
	now: 60_000
};

describe('the sentence about saving', () => {
	it('ROOM-4 Saved is said only when every text and every command has been acknowledged, with the newest time.', () => {
		expect(savingState(calm)).toEqual({ kind: 'saved', at: 1_000 });
		expect(savingState({ ...calm, documents: [saved, { ...saved, savedAt: 5_000 }] })).toEqual({
			kind: 'saved',
			at: 5_000
		});
		expect(savingState({ ...calm, pending: 1 })).toEqual({ kind: 'saving' });
		expect(savingState({ ...calm, documents: [saved, { ...saved, unsaved: true }] })).toEqual({ kind: 'saving' });
	});

	it('ROOM-21 Words that came after the writing had ended are never said to be saved.', () => {
		expect(savingState({ ...calm, documents: [saved, { ...saved, refused: true }] })).toEqual({ kind: 'refused' });
	});

	it('ROOM-5 A loss of less than three seconds changes no sentence; after that it says not saved, typed or not.', () => {
		const lost = { ...calm, connected: false, lostSince: 60_000 };
		expect(savingState({ ...lost, now: 62_999 })).toEqual({ kind: 'saved', at: 1_000 });
		expect(savingState({ ...lost, now: 63_000 })).toEqual({ kind: 'lost' });
		expect(savingState({ ...lost, pending: 1, now: 62_000 })).toEqual({ kind: 'saving' });
		const oneDocument = { ...calm, documents: [saved, { ...saved, connected: false }], lostSince: 50_000 };
		expect(savingState(oneDocument)).toEqual({ kind: 'lost' });
	});

	it('ROOM-6 Before the first connection nothing is claimed.', () => {
		const joining = {
			...calm,
			connected: false,
			documents: [{ ...saved, connected: false, savedAt: null }],
			lostSince: 59_000
		};
		expect(savingState(joining)).toEqual({ kind: 'joining' });
	});
});
