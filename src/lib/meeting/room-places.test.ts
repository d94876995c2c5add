import { describe, expect, it } from 'vitest';
import { placeOf } from './room-places.ts';

describe('places in the room', () => {
	it('ROOM-18 A link to something still to settle names the item that shows it, and unknown links lead nowhere.', () => {
		expect(placeOf('#R2.negativeIndicators')).toEqual({ item: 'RMP', row: 'R2', anchor: 'R2.negativeIndicators' });
		expect(placeOf('#A12.due')).toEqual({ item: 'RMP', row: 'A12', anchor: 'A12.due' });
		expect(placeOf('#A4.outcome')).toEqual({ item: 'ACTIONS_PREV', row: null, anchor: 'A4.outcome' });
		expect(placeOf('#item-DISCLOSURE')).toEqual({ item: 'DISCLOSURE', row: null, anchor: null });
		expect(placeOf('#RISK.notes')).toEqual({ item: 'RISK', row: null, anchor: 'RISK.notes' });
		expect(placeOf('#smb-add')?.item).toBe('SMB_FEEDBACK');
		expect(placeOf('#plan-add')).toEqual({ item: 'RMP', row: null, anchor: 'plan-add' });
		expect(placeOf('#item-NOTHING')).toBeNull();
		expect(placeOf('#elsewhere')).toBeNull();
	});
});
