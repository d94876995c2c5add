import { describe, expect, it } from 'vitest';
import { accepted, CONVENED, confirmed, fold, given, invited, LIVE, PEOPLE } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';

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

	it('WELSH-18 what is usually asked of an agency is stored in the language of the record, whoever sends it', () => {
		const inWelsh: readonly MeetingEvent[] = [...CONVENED, { type: 'record-language-set', language: 'cy' }];
		const [english, welsh] = [
			'The tenancy, the neighbours, and what you have noticed.',
			'Y denantiaeth, y cymdogion, a’r hyn rydych wedi sylwi arno.'
		];
		for (const [log, request, stored] of [
			[inWelsh, english, welsh],
			[inWelsh, welsh, welsh],
			[CONVENED, welsh, english],
			[inWelsh, 'Move-on options', 'Move-on options']
		] as const)
			given(log)
				.when('invite-person', { personId: 'housing', capacity: 'INVITED', request })
				.gives([{ type: 'person-invited', person: PEOPLE.housing, capacity: 'INVITED', request: stored }]);
	});

	it('ATT-2 each person answers their own invitation before the meeting', () => {
		given(CONVENED)
			.when('answer-invitation', { response: 'ACCEPTED' }, { as: 'social' })
			.gives([{ type: 'invitation-answered', personId: 'social', response: 'ACCEPTED' }]);
		given(CONVENED)
			.when('answer-invitation', { response: 'DELEGATED' }, { as: 'social' })
			.refused('invalid', ['response']);
		given(CONVENED).when('answer-invitation', { response: 'ACCEPTED' }, { as: 'housing' }).refused('forbidden');
		given(LIVE).when('answer-invitation', { response: 'ACCEPTED' }, { as: 'social' }).refused('not-now');
	});

	it('INVITE-1 whoever cannot come says why, and may say it better; another answer takes it back', () => {
		const no = { response: 'DECLINED', reason: 'LEAVE_NO_COVER', note: ' Back on\nMonday ' };
		const declined = { reason: 'LEAVE_NO_COVER', note: 'Back on Monday' } as const;
		const said: MeetingEvent = { type: 'invitation-answered', personId: 'social', response: 'DECLINED', declined };
		given(CONVENED)
			.when('answer-invitation', { response: 'DECLINED' }, { as: 'social' })
			.refused('invalid', ['reason']);
		given(CONVENED)
			.when('answer-invitation', { ...no, reason: 'LAZY' }, { as: 'social' })
			.refused('invalid', ['reason']);
		given(CONVENED)
			.when('answer-invitation', { ...no, note: 'x'.repeat(301) }, { as: 'social' })
			.refused('invalid', ['note']);
		given(CONVENED).when('answer-invitation', no, { as: 'social' }).gives([said]);
		given([...CONVENED, said])
			.when('answer-invitation', no, { as: 'social' })
			.gives([]);
		given([...CONVENED, said])
			.when('answer-invitation', { ...no, note: '' }, { as: 'social' })
			.gives([{ ...said, declined: { ...declined, note: '' } }]);
		const after = fold([...CONVENED, said, { ...said, response: 'ACCEPTED', declined: undefined }]);
		expect(after.attendance.seats.social).toMatchObject({ response: 'ACCEPTED', declined: null });
	});

	it('ATT-3 a deputy is of the same agency and new to the meeting, named by the unit or nominated by a colleague', () => {
		const input = { personId: 'social', substituteId: 'deputy' };
		const named: MeetingEvent = { type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy };
		const nominated: MeetingEvent = { ...named, type: 'substitute-nominated' };
		for (const [command, as, event] of [
			['name-substitute', 'coordinator', named],
			['nominate-substitute', 'social', nominated]
		] as const) {
			given(CONVENED).when(command, input, { as }).gives([event]);
			given([...CONVENED, event])
				.when(command, input, { as })
				.gives([]);
			given(CONVENED)
				.when(command, { ...input, substituteId: 'housing' }, { as })
				.refused('invalid', ['substituteId']);
			given([...CONVENED, invited('socialDeputy')])
				.when(command, input, { as })
				.refused('invalid', ['substituteId']);
			given(LIVE).when(command, input, { as }).refused('not-now');
			given(CONVENED)
				.when(command, { ...input, substituteId: 'nobody' }, { as })
				.refused('missing');
		}
		given(CONVENED).when('name-substitute', input, { as: 'social' }).refused('forbidden');
		given(CONVENED).when('nominate-substitute', input, { as: 'manager' }).refused('forbidden');
		given(CONVENED)
			.when('nominate-substitute', { personId: 'chair', substituteId: 'housing' }, { as: 'chair' })
			.refused('not-now');
	});

	it('INVITE-2 V09 a substitute who was nominated has no seat until the unit approves exactly that one', () => {
		const input = { personId: 'social', substituteId: 'deputy' };
		const named: MeetingEvent = { type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy };
		const waiting: readonly MeetingEvent[] = [...CONVENED, { ...named, type: 'substitute-nominated' }];
		const before = fold(waiting).attendance.seats;
		expect(Object.keys(before)).not.toContain('deputy');
		expect(before.social).toMatchObject({ substitute: null, nominated: { person: PEOPLE.socialDeputy } });
		given(waiting).when('approve-substitute', input, { as: 'coordinator' }).gives([named]);
		for (const as of ['social', 'chair', 'manager'] as const)
			given(waiting).when('approve-substitute', input, { as }).refused('forbidden');
		given(CONVENED).when('approve-substitute', input, { as: 'coordinator' }).refused('changed-meanwhile');
		given(waiting)
			.when('approve-substitute', { ...input, substituteId: 'housing' }, { as: 'coordinator' })
			.refused('changed-meanwhile');
		given([...waiting, invited('socialDeputy')])
			.when('approve-substitute', input, { as: 'coordinator' })
			.refused('invalid', ['substituteId']);
		expect(fold([...waiting, named]).attendance.seats.social).toMatchObject({
			...{ response: 'DELEGATED', nominated: null, substitute: 'deputy' }
		});
	});

	it('INVITE-2 V09 one who is refused, or no longer needed, waits no more', () => {
		const input = { personId: 'social', substituteId: 'deputy' };
		const nominated: MeetingEvent = {
			type: 'substitute-nominated',
			personId: 'social',
			substitute: PEOPLE.socialDeputy
		};
		const refused = { ...input, reason: 'Not senior enough for Level 3' };
		given([...CONVENED, nominated])
			.when('refuse-substitute', refused, { as: 'coordinator' })
			.gives([{ type: 'substitute-refused', personId: 'social', reason: refused.reason }]);
		given([...CONVENED, nominated])
			.when('refuse-substitute', { ...refused, reason: ' ' }, { as: 'coordinator' })
			.refused('invalid', ['reason']);
		given(CONVENED).when('refuse-substitute', refused, { as: 'coordinator' }).refused('changed-meanwhile');
		const again: MeetingEvent = { type: 'invitation-answered', personId: 'social', response: 'ACCEPTED' };
		for (const end of [again, { type: 'substitute-refused', personId: 'social', reason: 'x' }] as MeetingEvent[])
			expect(fold([...CONVENED, nominated, end]).attendance.seats.social?.nominated).toBeNull();
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

	it('ATT-6 V08 nobody is confirmed into the room before accepting the current statement', () => {
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
		const busy = [...LIVE, { type: 'hand-raised', personId: 'social' }] as const;
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
			record: { status: 'EXCUSED_CONFLICT' }
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
