import { describe, expect, it } from 'vitest';
import { accepted, actor, CONVENED, confirmed, fold } from '../../../tests/support/scenario.ts';
import { accessInShort, accessWords, meetingReason } from './access-reason.ts';

describe('why one sees it', () => {
	it('ACCESS-14 the seat, its statement and its end are said as they are; without a seat the role is, or nothing', () => {
		const before = fold([...CONVENED]);
		const after = fold([...CONVENED, accepted('social'), confirmed('social')]);
		const said = (meeting: typeof before, who: Parameters<typeof actor>[0]) => {
			const reason = meetingReason(meeting, actor(who));
			return reason && accessWords(reason);
		};
		expect(said(before, 'social')).toMatch(
			/^You see this because: you are invited to this meeting for .+; statement not accepted yet; access to the room ends when the minutes have gone out\.$/
		);
		expect(said(after, 'social')).toMatch(/; statement accepted .+; let in by the chair or the minute taker; /);
		expect(said(after, 'chair')).toContain('you chair this meeting');
		expect(said(after, 'coordinator')).toBe(
			'You see this because: you are the area’s MAPPA co-ordinator; the case is not closed to you.'
		);
		expect(said(after, 'housing')).toBeNull();
		expect(accessInShort({ kind: 'copy', number: 3, until: '2026-11-20' })).toBe(
			'You see this because: copy 3 of the minutes was made for you'
		);
		expect(accessWords({ kind: 'copy', number: 3, until: '2026-11-20' })).toMatch(/access ends .*20 November 2026/);
	});
});
