import { expect, it } from 'vitest';
import { ANNOUNCE_PACES, FIRST_PACE, paceFrom } from './announce-pace.ts';

it('ANNOUNCE-6 A choice that is kept is taken up again, and anything else is the first one.', () => {
	for (const pace of ANNOUNCE_PACES) expect(paceFrom(pace)).toBe(pace);
	for (const kept of [null, '', 'every_change', 'SUMMARY_5', '<b>']) expect(paceFrom(kept)).toBe(FIRST_PACE);
});
