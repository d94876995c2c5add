import { describe, expect, it } from 'vitest';
import { accepted, CONVENED, confirmed, fold, invited, LIVE, PEOPLE } from '../../../tests/support/scenario.ts';
import type { AgencyType } from '../identity.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { lastSent, owingAgencies, returnState, returnsAreOpen, takesReturns } from './agency-return.ts';
import { maySuggest, mayWriteReturn, readsReturn } from './return-access.ts';

const CSC = 'agency-CSC';
const saved = (number = 1): MeetingEvent => ({
	...{ type: 'return-saved', agencyId: CSC, number, audienceSince: 1, isForAll: true }
});
const sent = (number = 1, answer: 'INFORMATION' | 'NOTHING_KNOWN' = 'INFORMATION'): MeetingEvent => ({
	...{ type: 'return-sent', agencyId: CSC, number, answer, inLieu: false },
	checkedOn: answer === 'NOTHING_KNOWN' ? '2026-12-10' : null
});
const opened = (code: 'AGENCY_INFO' | 'ENGAGEMENT'): MeetingEvent => ({ type: 'item-opened', code });
const state = (...events: MeetingEvent[]) => returnState(fold([...CONVENED, ...events]).returns, CSC);
const type = (agencyId: string): AgencyType => (agencyId === 'agency-MPU' ? 'MAPPA_UNIT' : 'POLICE');

describe('how the returns of a meeting stand', () => {
	it('RETURN-1 a return is not begun, a draft, sent, or sent with nothing known', () => {
		expect(state()).toBe('none');
		expect(state(saved())).toBe('draft');
		expect(state(saved(), sent())).toBe('sent');
		expect(state(saved(), sent(1, 'NOTHING_KNOWN'))).toBe('nothing-known');
		// What is saved after it was sent leaves it sent; the newest version counts.
		expect(state(saved(), sent(1, 'NOTHING_KNOWN'), saved(2))).toBe('nothing-known');
		expect(state(saved(), sent(1, 'NOTHING_KNOWN'), saved(2), sent(2))).toBe('sent');
	});

	it('RETURN-2 every version sent is kept with when, by whom and what it says of a check', () => {
		const meeting = fold([...CONVENED, saved(), sent(1, 'NOTHING_KNOWN'), saved(2), sent(2)], 'social');
		expect(meeting.returns[CSC]?.sent.map(({ number, by, checkedOn }) => [number, by, checkedOn])).toEqual([
			[1, 'social', '2026-12-10'],
			[2, 'social', null]
		]);
		expect(lastSent(meeting.returns, CSC)?.at).toBe('2026-12-17T10:08:00.000Z');
	});

	it('RETURN-3 every agency with a seat owes one but the MAPPA unit, removed people aside', () => {
		const meeting = fold([...CONVENED, saved(), sent(), invited('housing')]);
		expect(owingAgencies(meeting, type).map(({ agencyName, state }) => [agencyName, state])).toEqual([
			["Northmere Children's Services", 'sent'],
			['Northmere Constabulary', 'none'],
			['Probation Service, Northmere PDU', 'none'],
			['Saltby Housing Options', 'none']
		]);
		const without = fold([...CONVENED, { type: 'attendee-removed', personId: 'social', reason: 'Conflict' }]);
		expect(owingAgencies(without, type).some(({ agencyId }) => agencyId === CSC)).toBe(false);
	});

	it('RETURN-4 agencies write from the invitation until their item closes, and again when it is opened anew', () => {
		expect(takesReturns(fold(CONVENED))).toBe(true);
		expect(takesReturns(fold(LIVE))).toBe(true);
		const on = [...LIVE, opened('AGENCY_INFO')];
		expect(takesReturns(fold(on))).toBe(true);
		expect(takesReturns(fold([...on, opened('ENGAGEMENT')]))).toBe(false);
		expect(takesReturns(fold([...on, opened('ENGAGEMENT'), opened('AGENCY_INFO')]))).toBe(true);
		expect(takesReturns(fold([...on, { type: 'meeting-ended' }]))).toBe(false);
		expect(returnsAreOpen(fold(LIVE))).toBe(false);
		expect(returnsAreOpen(fold(on))).toBe(true);
	});
});

describe('who writes and reads a return', () => {
	const social = PEOPLE.social;
	it('RETURN-5 an invited person of the agency writes once they have accepted the statement, in the room or not', () => {
		expect(mayWriteReturn(fold(CONVENED), social, CSC, 1)).toBe(false);
		const signed = fold([...CONVENED, accepted('social')]);
		expect(mayWriteReturn(signed, social, CSC, 1)).toBe(true);
		expect(mayWriteReturn(signed, social, CSC, 2)).toBe(false);
		for (const other of [PEOPLE.manager, PEOPLE.chair, PEOPLE.socialDeputy])
			expect(mayWriteReturn(signed, other, CSC, 1), other.name).toBe(false);
		expect(mayWriteReturn(signed, { ...social, agencyId: 'agency-POL' }, CSC, 1)).toBe(false);
	});

	it('RETURN-6 the recorders read what was sent and suggest, the others read when the item is opened', () => {
		const inside = [
			...CONVENED,
			...(['chair', 'manager', 'social'] as const).flatMap((who) => [accepted(who), confirmed(who)])
		];
		const reads = (events: readonly MeetingEvent[], who: 'chair' | 'manager' | 'social') =>
			readsReturn(fold(events), PEOPLE[who], CSC, 1);
		expect(reads([...inside, saved()], 'chair')).toBe(false);
		expect(reads([...inside, saved(), sent()], 'chair')).toBe(true);
		expect(reads([...inside, saved(), sent()], 'manager')).toBe(false);
		expect(reads([...inside, saved()], 'social')).toBe(true);
		const on: readonly MeetingEvent[] = [...LIVE, opened('AGENCY_INFO')];
		expect(reads(on, 'manager')).toBe(true);
		expect(maySuggest(fold(on), PEOPLE.chair, CSC, 1)).toBe(true);
		expect(maySuggest(fold(on), PEOPLE.manager, CSC, 1)).toBe(false);
		expect(maySuggest(fold([...on, opened('ENGAGEMENT')]), PEOPLE.chair, CSC, 1)).toBe(false);
	});
});
