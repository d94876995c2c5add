import { describe, expect, it } from 'vitest';
import { isAuditor, isLookingOnly, isOfTheBoard, mayAnswerForBoard, mayDrawSample, type Role } from './identity.ts';

const who = (...roles: Role[]) => ({ roles });

describe('members of the Board', () => {
	it('SMB-10 R7 whoever only sits on the Board is told from those who do other work in the area as well', () => {
		for (const role of ['SMB_MEMBER', 'SMB_CHAIR', 'LAY_ADVISER'] as const) {
			expect(isLookingOnly(who(role)), role).toBe(true);
			expect(isOfTheBoard(who(role)), role).toBe(true);
		}
		expect(isLookingOnly(who('SMB_MEMBER', 'AGENCY_REP'))).toBe(false);
		expect(isLookingOnly(who('MAPPA_COORDINATOR'))).toBe(false);
		expect(isLookingOnly(who())).toBe(false);
		expect([who('SMB_CHAIR'), who('SMB_MEMBER'), who('LAY_ADVISER')].map(mayAnswerForBoard)).toEqual([
			true,
			false,
			false
		]);
	});

	it('QUALITY-1 an auditor does nothing else, is not of the Board, and draws no sample', () => {
		expect(isLookingOnly(who('AUDITOR'))).toBe(true);
		expect(isLookingOnly(who('AUDITOR', 'SMB_MEMBER'))).toBe(true);
		expect(isLookingOnly(who('AUDITOR', 'MAPPA_COORDINATOR'))).toBe(false);
		expect([isAuditor(who('AUDITOR')), isOfTheBoard(who('AUDITOR'))]).toEqual([true, false]);
		expect([who('AUDITOR'), who('SMB_MEMBER'), who('SMB_CHAIR'), who('MAPPA_COORDINATOR')].map(mayDrawSample)).toEqual([
			...[false, false, true, true]
		]);
	});
});
