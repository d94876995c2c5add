import { describe, expect, it } from 'vitest';
import { accepted, CONVENED, confirmed, given, invited, LIVE, PEOPLE } from '../../../tests/support/scenario.ts';

describe('invitations', () => {
	it('ATT-1 the MAPPA unit or the chair invites a person of the area, once', () => {
		const input = { personId: 'housing', capacity: 'INVITED', request: 'Move-on options' };
		const event = {
			type: 'person-invited',
			person: PEOPLE.housing,
			capacity: 'INVITED',
			request: 'Move-on options'
		} as const;
		given(CONVENED).when('invite-person', input, { as: 'coordinator' }).gives([event]);
		given([...CONVENED, event])
			.when('invite-person', input)
			.gives([]);
		given(CONVENED)
			.when('invite-person', { ...input, personId: 'nobody' })
			.refused('missing');
		given(CONVENED)
			.when('invite-person', { ...input, personId: 'constructor' })
			.refused('missing');
		given(CONVENED)
			.when('invite-person', { ...input, request: ' ' })
			.refused('invalid', ['request']);
		given(CONVENED).when('invite-person', input, { as: 'social' }).refused('forbidden');
	});

	it('ATT-2 each person answers their own invitation before the meeting', () => {
		given(CONVENED)
			.when('answer-invitation', { response: 'DECLINED' }, { as: 'social' })
			.gives([{ type: 'invitation-answered', personId: 'social', response: 'DECLINED' }]);
		given(CONVENED)
			.when('answer-invitation', { response: 'DELEGATED' }, { as: 'social' })
			.refused('invalid', ['response']);
		given(CONVENED).when('answer-invitation', { response: 'ACCEPTED' }, { as: 'housing' }).refused('forbidden');
		given(LIVE).when('answer-invitation', { response: 'ACCEPTED' }, { as: 'social' }).refused('not-now');
	});

	it('ATT-3 a deputy is named from the same agency, by that agency or the unit, and is new to the meeting', () => {
		const input = { personId: 'social', substituteId: 'deputy' };
		const event = { type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy } as const;
		given(CONVENED).when('name-substitute', input, { as: 'social' }).gives([event]);
		given(CONVENED).when('name-substitute', input, { as: 'coordinator' }).gives([event]);
		given([...CONVENED, event])
			.when('name-substitute', input, { as: 'social' })
			.gives([]);
		given(CONVENED).when('name-substitute', input, { as: 'manager' }).refused('forbidden');
		given(CONVENED)
			.when('name-substitute', { ...input, substituteId: 'housing' }, { as: 'social' })
			.refused('invalid', ['substituteId']);
		given([...CONVENED, invited('socialDeputy')])
			.when('name-substitute', input, { as: 'social' })
			.refused('invalid', ['substituteId']);
		given(LIVE).when('name-substitute', input, { as: 'social' }).refused('not-now');
		given(CONVENED)
			.when('name-substitute', { personId: 'chair', substituteId: 'housing' }, { as: 'chair' })
			.refused('not-now');
	});

	it('ATT-4 the current statement is accepted; an old version is not, and accepting twice changes nothing', () => {
		const input = { version: 2, language: 'cy' };
		const context = { statementVersion: 2 };
		given(CONVENED)
			.when('accept-statement', input, { as: 'social', context })
			.gives([{ type: 'statement-accepted', personId: 'social', version: 2, language: 'cy' }]);
		given(CONVENED)
			.when('accept-statement', { ...input, version: 1 }, { as: 'social', context })
			.refused('changed-meanwhile');
		given([...CONVENED, accepted('social', 2)])
			.when('accept-statement', input, { as: 'social', context })
			.gives([]);
		given(CONVENED).when('accept-statement', input, { as: 'housing', context }).refused('forbidden');
	});

	it('ATT-5 the chair and the minute taker come in with their own acceptance', () => {
		given(CONVENED)
			.when('accept-statement', { version: 1, language: 'en' }, { as: 'minuteTaker' })
			.gives([accepted('minuteTaker'), { type: 'attendee-confirmed', personId: 'minutes', by: 'minutes' }]);
	});

	it('ATT-6 nobody is confirmed into the room before accepting the current statement', () => {
		const ready = [...CONVENED, accepted('chair'), confirmed('chair'), accepted('social')];
		given(CONVENED).when('confirm-attendee', { personId: 'social' }).refused('not-ready');
		given(ready)
			.when('confirm-attendee', { personId: 'social' }, { context: { statementVersion: 2 } })
			.refused('not-ready');
		given(ready)
			.when('confirm-attendee', { personId: 'social' })
			.gives([confirmed('social')]);
		given(ready).when('confirm-attendee', { personId: 'social' }, { as: 'social' }).refused('forbidden');
		given(ready).when('confirm-attendee', { personId: 'housing' }).refused('missing');
	});

	it('ATT-7 a person removed leaves at once; a conflict is recorded as excused; the chair stays', () => {
		const busy = [
			...LIVE,
			{ type: 'hand-raised', personId: 'social' },
			{ type: 'presence-began', personId: 'social', from: '2026-12-17T10:00:00.000Z' }
		] as const;
		const removal = given(busy).when('remove-attendee', {
			personId: 'social',
			reason: 'Knows the victim',
			conflict: true
		});
		const after = removal.after();
		expect(after.agenda.hands).toEqual([]);
		expect(after.attendance.seats.social).toMatchObject({
			confirmed: null,
			removed: { reason: 'Knows the victim' },
			record: { status: 'EXCUSED_CONFLICT' },
			presence: [{ to: '2026-12-17T12:00:00.000Z' }]
		});
		const wrong = { personId: 'social', reason: 'Wrong person', conflict: false };
		given(LIVE)
			.when('remove-attendee', wrong)
			.gives([{ type: 'attendee-removed', personId: 'social', reason: 'Wrong person' }]);
		given(LIVE)
			.when('remove-attendee', { ...wrong, personId: 'chair' }, { as: 'minuteTaker' })
			.refused('not-now');
		given(LIVE).when('remove-attendee', wrong, { as: 'manager' }).refused('forbidden');
	});

	it('ATT-8 somebody removed may no longer do anything, and can be confirmed again', () => {
		const removed = [...LIVE, { type: 'attendee-removed', personId: 'social', reason: 'Wrong person' }] as const;
		given(removed).when('raise-hand', {}, { as: 'social' }).refused('forbidden');
		given(removed).when('accept-statement', { version: 1, language: 'en' }, { as: 'social' }).refused('forbidden');
		given(removed).when('invite-person', { personId: 'social', capacity: 'CORE', request: 'x' }).refused('not-now');
		given(removed)
			.when('confirm-attendee', { personId: 'social' })
			.gives([confirmed('social')]);
	});
});
