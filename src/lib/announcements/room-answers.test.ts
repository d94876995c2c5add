import { expect, it } from 'vitest';
import type { Present } from '../wire.ts';
import { type StateHere, stateInWords, whoIsWhere } from './room-answers.ts';

const one = (name: string, item: string | null): Present => ({
	personId: name,
	name,
	agency: 'Police',
	item,
	connections: 1
});

it('ANNOUNCE-9 Who is where is told in the order of the agenda, without the one who asks.', () => {
	const items = ['WELCOME', 'STATUS', 'RMP'];
	expect(whoIsWhere([one('me', 'RMP')], items, 'me')).toBe('Nobody else is connected.');
	expect(whoIsWhere([one('Kit', null), one('Ada', 'RMP'), one('Sam', 'RMP'), one('Bo', 'WELCOME')], items, 'me')).toBe(
		'Item 1: Bo, Police. Item 3: Ada, Police; Sam, Police. At no item yet: Kit, Police.'
	);
});

it('ANNOUNCE-10 How things stand is told as saved, connected, item and time, and what is the same is not said twice.', () => {
	const state: StateHere = {
		saving: 'Saved 14:32',
		connected: true,
		item: { number: 3, title: 'Status' },
		meetingAt: null,
		stage: 'Live',
		time: 'This item has used 2 of 5 minutes.'
	};
	expect(stateInWords(state)).toBe(
		'Saved 14:32. Connected. You are at item 3, Status. This item has used 2 of 5 minutes.'
	);
	expect(stateInWords({ ...state, connected: false, meetingAt: 4, time: '' })).toBe(
		'Saved 14:32. Not connected. You are at item 3, Status. The meeting is at item 4. Stage of the meeting: Live.'
	);
});
