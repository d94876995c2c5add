import { describe, expect, it } from 'vitest';
import { fold, LIVE } from '../../../tests/support/scenario.ts';
import type { MeetingEvent, Stamped } from '../meeting/meeting.ts';
import { overwrittenItems, undoItem } from './overwritten-items.ts';

const imminence = (from: string | null, to: string): MeetingEvent => ({
	...{ type: 'item-recorded', item: 'RISK', row: null, from: { imminence: from }, to: { imminence: to } }
});
const stamped = (event: MeetingEvent, by: string): Stamped => ({
	version: 99,
	at: '2026-12-17T11:00:00.000Z',
	by,
	event
});

describe('a value of an item replaced by somebody else', () => {
	it('ITEM-21 whoever set it is told by whom and what it was, nobody else, and may put it back', () => {
		const before = fold([...LIVE, imminence(null, 'LIKELY_SOON')], 'manager');
		const theirs = stamped(imminence('LIKELY_SOON', 'IMMINENT'), 'chair');
		const [change, ...others] = overwrittenItems(before, theirs, 'manager');
		expect(change).toMatchObject({ row: 'RISK', field: 'imminence', from: 'LIKELY_SOON', to: 'IMMINENT', by: 'chair' });
		expect(others).toEqual([]);
		expect(overwrittenItems(before, theirs, 'social')).toEqual([]);
		expect(overwrittenItems(before, theirs, 'chair')).toEqual([]);
		expect(change && undoItem(change)).toEqual({
			command: 'record-item',
			input: { item: 'RISK', to: { imminence: 'LIKELY_SOON' } }
		});
		expect(undoItem({ ...change!, row: 'R2' })).toBeNull();
		// Confirmed again, nothing is replaced.
		expect(overwrittenItems(before, stamped(imminence('LIKELY_SOON', 'LIKELY_SOON'), 'chair'), 'manager')).toEqual([]);
	});
});
