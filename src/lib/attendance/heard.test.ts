import { describe, expect, it } from 'vitest';
import { fold, given, LIVE, letIn, PEOPLE } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { proposeContribution } from './contribution.ts';
import { floorOf } from './floor.ts';
import { evolveHeard, NOBODY_HEARD } from './heard.ts';
import { missingAgencies } from './missing-agencies.ts';
import { silentOnItem } from './silent-on-item.ts';

const ATTENDED: MeetingEvent = {
	type: 'attendance-recorded',
	personId: 'social',
	record: {
		...{ status: 'ATTENDED', mode: 'IN_PERSON', minutesLate: null, seniorityMet: true, canCommitResources: true },
		...{ reportReceivedOn: null, reportAdequate: null, reason: null, note: '' }
	}
};
const SENT = {
	agencyId: PEOPLE.social.agencyId,
	number: 1,
	answer: 'NOTHING_KNOWN',
	checkedOn: '2026-12-16',
	inLieu: false
} as const;
const nobody = () => false;
const silent = (events: readonly MeetingEvent[], hasWritten: (personId: string) => boolean = nobody) => {
	const meeting = fold(events);
	const agencies = silentOnItem(meeting, Object.values(meeting.attendance.seats), 'WELCOME', hasWritten);
	return agencies.map(({ agencyName }) => agencyName);
};

describe('not yet heard', () => {
	it('ATT-26 an agency is heard when one of its people was given the floor, recorded something, or wrote', () => {
		const children = PEOPLE.social.agencyName;
		expect(silent(LIVE)).toContain(children);
		expect(silent(LIVE, (personId) => personId === 'social')).not.toContain(children);
		const floor = given([...LIVE, { type: 'hand-raised', personId: 'social' }])
			.when('lower-hand', { personId: 'social' })
			.after();
		expect(floor.heard).toEqual({ social: { called: 1, recorded: 0 } });
		const lowered: MeetingEvent = { type: 'hand-lowered', personId: 'social' };
		expect(evolveHeard(NOBODY_HEARD, lowered, 'social')).toEqual({});
		const told: MeetingEvent = { type: 'return-sent', ...SENT };
		expect(evolveHeard(NOBODY_HEARD, told, 'social')).toEqual({ social: { called: 0, recorded: 1 } });
	});

	it('ATT-26 the unit and whoever runs the meeting need not be drawn out', () => {
		const names = silent(LIVE);
		expect(names).not.toContain(PEOPLE.chair.agencyName);
		expect(names).not.toContain(PEOPLE.minuteTaker.agencyName);
	});
});

describe('asking an agency to speak', () => {
	const open: readonly MeetingEvent[] = [...LIVE, { type: 'item-opened', code: 'STATUS' }];
	const { agencyId } = PEOPLE.social;
	const called: MeetingEvent = { type: 'agency-called', agencyId, item: 'STATUS', personIds: ['social'] };

	it('ATT-38 the chair asks an agency that is in the room to speak on the current item, once', () => {
		given(open).when('call-agency', { agencyId }).gives([called]);
		given(open).when('call-agency', { agencyId }, { as: 'social' }).refused('forbidden');
		given(open).when('call-agency', { agencyId: 'nobody' }).refused('not-now');
		given([...open, called])
			.when('call-agency', { agencyId })
			.gives([]);
		given([...open, { type: 'meeting-paused', reason: 'Tea' }])
			.when('call-agency', { agencyId })
			.refused('not-now');
	});

	it('ATT-39 who had the floor is kept by item, and an agency that was asked counts as given the floor', () => {
		const asked = fold([...open, called]);
		expect(floorOf(asked.floor, 'STATUS')).toEqual({ called: [agencyId], heard: [] });
		expect(asked.heard).toEqual({ social: { called: 1, recorded: 0 } });
		const told = fold([
			...open,
			{ type: 'hand-raised', personId: 'social' },
			{ type: 'hand-lowered', personId: 'social' }
		]);
		expect(floorOf(told.floor, 'STATUS').heard).toEqual(['social']);
		expect(floorOf(told.floor, 'WELCOME')).toEqual({ called: [], heard: [] });
	});

	it('COCKPIT-5 silent on an item are the agencies in the room not heard on it, those heard nowhere first', () => {
		const on = (events: readonly MeetingEvent[], wrote: (personId: string, since: number) => boolean = nobody) => {
			const meeting = fold(events);
			return silentOnItem(meeting, Object.values(meeting.attendance.seats), 'STATUS', wrote);
		};
		const children = { agencyId, agencyName: PEOPLE.social.agencyName };
		expect(on(open)).toContainEqual({ ...children, never: true });
		expect(on([...open, called]).map((one) => one.agencyId)).not.toContain(agencyId);
		// Heard before this item: still to be asked here, after those heard nowhere.
		const before: readonly MeetingEvent[] = [
			...LIVE,
			{ type: 'hand-raised', personId: 'social' },
			{ type: 'hand-lowered', personId: 'social' },
			{ type: 'item-opened', code: 'STATUS' }
		];
		const silent = on(before);
		expect(silent.at(-1)).toEqual({ ...children, never: false });
		const opened = Date.parse(fold(open).agenda.items.find(({ code }) => code === 'STATUS')?.spans[0]?.from ?? '');
		expect(
			on(open, (personId, since) => personId === 'social' && since <= opened).map((one) => one.agencyId)
		).not.toContain(agencyId);
	});
});

describe('missing before the first item', () => {
	it('ATT-25 core agencies nobody of which is here or at the door are named with what they answered', () => {
		const invited: readonly MeetingEvent[] = [
			...LIVE,
			{ type: 'person-invited', person: PEOPLE.housing, capacity: 'CORE', request: 'x' },
			{ type: 'invitation-answered', personId: 'housing', response: 'TENTATIVE' }
		];
		const missing = (events: readonly MeetingEvent[], here: readonly string[]) =>
			missingAgencies(fold(events), ({ person }) => here.includes(person.personId));
		const others = ['chair', 'minutes', 'manager', 'social'];
		expect(missing(invited, others)).toEqual([{ agencyName: PEOPLE.housing.agencyName, because: 'not sure yet' }]);
		expect(missing(invited, [...others, 'housing'])).toEqual([]);
		expect(missing([...invited, ...letIn('housing')], [...others, 'housing'])).toEqual([]);
	});
});

describe('contribution', () => {
	it('ATT-21 what is known is suggested: the floor, words, a return, or nothing', () => {
		const proposed = (events: readonly MeetingEvent[], hasWritten = false) => {
			const meeting = fold([...events, ATTENDED]);
			return proposeContribution(meeting, meeting.attendance.seats.social!, hasWritten);
		};
		expect(proposed(LIVE)).toEqual({ contribution: 'NONE', because: 'Nothing is known of it here' });
		expect(proposed(LIVE, true)).toEqual({ contribution: 'FULL', because: 'Wrote in the meeting' });
		const sent: MeetingEvent = { type: 'return-sent', ...SENT };
		expect(proposed([...LIVE, sent])).toMatchObject({ contribution: 'LIMITED' });
		const meeting = fold(LIVE);
		expect(proposeContribution(meeting, meeting.attendance.seats.social!, true)).toBeNull();
	});
});
