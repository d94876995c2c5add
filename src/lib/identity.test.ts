import { describe, expect, it } from 'vitest';
import { isBoardOnly, isOfTheBoard, mayAnswerForBoard, type Role } from './identity.ts';

const who = (...roles: Role[]) => ({ roles });

describe('members of the Board', () => {
	it('SMB-10 R7 whoever only sits on the Board is told from those who do other work in the area as well', () => {
		for (const role of ['SMB_MEMBER', 'SMB_CHAIR', 'LAY_ADVISER'] as const) {
			expect(isBoardOnly(who(role)), role).toBe(true);
			expect(isOfTheBoard(who(role)), role).toBe(true);
		}
		expect(isBoardOnly(who('SMB_MEMBER', 'AGENCY_REP'))).toBe(false);
		expect(isBoardOnly(who('MAPPA_COORDINATOR'))).toBe(false);
		expect(isBoardOnly(who())).toBe(false);
		expect([who('SMB_CHAIR'), who('SMB_MEMBER'), who('LAY_ADVISER')].map(mayAnswerForBoard)).toEqual([
			true,
			false,
			false
		]);
	});
});
