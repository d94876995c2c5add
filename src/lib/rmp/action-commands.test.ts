import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold, given, LIVE, PEOPLE, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { gates } from '../minutes/gates.ts';
import type { ReportedAction } from './reported-action.ts';

const added = { type: 'action-added', number: 'A8', riskKeys: ['R1'], sinceMeeting: 2 } as const;
const WITH_NEW = [...REVIEW, added] as const;
/** of A1, as it was carried over */
const DUE = '2026-11-20';

describe('actions', () => {
	it('RMP-7 an action is added under at least one risk of the plan; its number was never used in the case before', () => {
		given(REVIEW)
			.when('add-action', { riskKeys: ['R1', 'R1'] }, { as: 'social' })
			.gives([added]);
		given(REVIEW).when('add-action', { riskKeys: [] }).refused('invalid', ['riskKeys']);
		given(REVIEW)
			.when('add-action', { riskKeys: ['R2'] })
			.refused('invalid', ['riskKeys']);
		given(LIVE)
			.when('add-action', { riskKeys: ['R1'] })
			.refused('invalid', ['riskKeys']);
	});

	it('RMP-8 one owner of the area, as they are called now; a new owner has not accepted yet', () => {
		given(WITH_NEW)
			.when(
				'set-action-values',
				{ number: 'A8', to: { ownerId: 'housing', supporterIds: ['social', 'social'] } },
				{ as: 'social' }
			)
			.gives([
				{
					type: 'action-value-set',
					number: 'A8',
					from: { owner: null, supporters: [] },
					to: { owner: PEOPLE.housing, supporters: [PEOPLE.social] }
				}
			]);
		given(WITH_NEW)
			.when('set-action-values', { number: 'A8', to: { ownerId: 'nobody' } })
			.refused('invalid', ['to.ownerId']);
		given(WITH_NEW)
			.when('set-action-values', { number: 'A8', to: { supporterIds: ['nobody'] } })
			.refused('invalid', ['to.supporterIds']);
		const accepted = given(WITH_NEW)
			.when('set-action-values', { number: 'A1', to: { ownerAccepted: true } })
			.after();
		expect(accepted.rmp.actions.find((row) => row.number === 'A1')?.ownerAccepted).toBe(true);
		const handedOn = given([
			...WITH_NEW,
			{ type: 'action-value-set', number: 'A1', from: { ownerAccepted: false }, to: { ownerAccepted: true } }
		])
			.when('set-action-values', { number: 'A1', to: { ownerId: 'housing' } })
			.after();
		expect(handedOn.rmp.actions.find((row) => row.number === 'A1')).toMatchObject({
			owner: PEOPLE.housing,
			ownerAccepted: false
		});
	});

	it('RMP-9 a deadline and a standing check replace each other', () => {
		const standing = { frequency: 'monthly', nextCheck: '2027-01-08' };
		given(REVIEW)
			.when('set-action-values', { number: 'A1', to: { standing } })
			.gives([
				{
					type: 'action-value-set',
					number: 'A1',
					from: { standing: null, due: '2026-11-20' },
					to: { standing, due: null }
				}
			]);
		given(REVIEW)
			.when('set-action-values', { number: 'A1', to: { due: '2026-12-18', standing } })
			.refused('invalid');
		given(REVIEW)
			.when('set-action-values', { number: 'A1', to: { due: 'soon' } })
			.refused('invalid', ['to.due']);
		given(REVIEW)
			.when('set-action-values', { number: 'A1', to: { due: '2026-11-20' } })
			.gives([]);
	});

	it('RMP-10 an action keeps at least one risk that is in the plan', () => {
		given(WITH_NEW)
			.when('set-action-values', { number: 'A8', to: { riskKeys: [] } })
			.refused('invalid', ['to.riskKeys']);
		given(WITH_NEW)
			.when('set-action-values', { number: 'A8', to: { riskKeys: ['R2'] } })
			.refused('invalid', ['to.riskKeys']);
		given(WITH_NEW).when('set-action-values', { number: 'A8', to: {} }).refused('invalid', ['to']);
		given(WITH_NEW)
			.when('set-action-values', { number: 'A99', to: { pillar: null } })
			.refused('missing');
	});

	it('RMP-11 actions move; only the chair or the minute taker removes and restores them', () => {
		given(WITH_NEW)
			.when('move-action', { number: 'A8', position: 0 })
			.gives([{ type: 'action-moved', number: 'A8', position: 0 }]);
		const removed = { type: 'action-removed', number: 'A8', reason: 'Twice', by: 'chair' } as const;
		given(WITH_NEW).when('remove-action', { number: 'A8', reason: 'Twice' }).gives([removed]);
		given(WITH_NEW).when('remove-action', { number: 'A8', reason: 'Twice' }, { as: 'manager' }).refused('forbidden');
		given([...WITH_NEW, removed])
			.when('restore-action', { number: 'A8' })
			.gives([{ type: 'action-restored', number: 'A8' }]);
		given([...WITH_NEW, removed])
			.when('set-action-values', { number: 'A8', to: { pillar: null } })
			.refused('changed-meanwhile');
	});

	it('RMP-12 the outcome of a carried action is recorded by its agency, the chair or the minute taker', () => {
		const input = { number: 'A1', status: 'COMPLETED', evidence: 'Map in licence', completedOn: '2026-12-01' };
		const event = (by: string) =>
			({ type: 'action-outcome-recorded', ...input, status: 'COMPLETED', by, verified: false }) as const;
		given(REVIEW)
			.when('record-action-outcome', input, { as: 'social' })
			.gives([event('social')]);
		given(REVIEW)
			.when('record-action-outcome', input, { as: 'minuteTaker' })
			.gives([event('minutes')]);
		given(REVIEW).when('record-action-outcome', input, { as: 'manager' }).refused('forbidden');
		given([...REVIEW, event('social')])
			.when('record-action-outcome', input, { as: 'minuteTaker' })
			.gives([]);
		given(WITH_NEW)
			.when('record-action-outcome', { ...input, number: 'A8' })
			.refused('not-now');
	});

	it.each(['COMPLETED', 'NOT_COMPLETED', 'NO_LONGER_NEEDED', 'CANNOT_BE_DONE_YET', 'NOT_STARTED'])(
		'RMP-13 %s needs its evidence or its reason',
		(status) => {
			given(REVIEW)
				.when('record-action-outcome', { number: 'A1', status, evidence: ' ' })
				.refused('invalid', ['evidence']);
		}
	);

	it('RMP-13 a completion date belongs to a completed action and is not in the future', () => {
		const input = { number: 'A1', status: 'COMPLETED', evidence: 'Seen', completedOn: '2026-12-18' };
		given(REVIEW).when('record-action-outcome', input).refused('invalid', ['completedOn']);
		given(REVIEW)
			.when('record-action-outcome', { ...input, status: 'IN_PROGRESS', completedOn: '2026-12-01' })
			.refused('invalid', ['completedOn']);
	});

	it('ACTION-7 V19 the chair alone verifies what is completed, with a press or by recording it, and the lock waits for it', () => {
		const input = { number: 'A1', status: 'COMPLETED', evidence: 'Map in licence', completedOn: '2026-12-01' } as const;
		const by = (who: string) => ({ type: 'action-outcome-recorded', ...input, by: who, verified: false }) as const;
		const told = [...REVIEW, by('social')];
		const left = (events: readonly MeetingEvent[]) =>
			gates(fold(events), TEXTS)
				.map(({ id }) => id)
				.filter((id) => id.startsWith('V19'));
		expect(left(REVIEW)).toEqual(['V19:A1']);
		expect(left(told)).toEqual(['V19:A1:verify']);
		given(told)
			.when('verify-actions', { numbers: ['A1'] }, { as: 'minuteTaker' })
			.refused('forbidden');
		given(told)
			.when('verify-actions', { numbers: ['A99'] })
			.refused('missing');
		given(told)
			.when('verify-actions', { numbers: 'A1' })
			.gives([{ type: 'action-verified', number: 'A1' }]);
		const seen = [...told, { type: 'action-verified', number: 'A1' } as const];
		expect(left(seen)).toEqual([]);
		given(seen)
			.when('verify-actions', { numbers: ['A1'] })
			.gives([]);
		// The same words from the chair are the verification; any other outcome asks for none.
		given(told)
			.when('record-action-outcome', input)
			.gives([{ ...by('chair'), verified: true }]);
		expect(left([...REVIEW, { ...by('chair'), verified: true }])).toEqual([]);
		const found = { type: 'action-outcome-recorded', number: 'A1', evidence: 'No map', completedOn: null } as const;
		expect(left([...told, { ...found, status: 'NOT_COMPLETED', by: 'chair' }])).toEqual([]);
		// Meetings from before verifying was recorded are as they were.
		const { verified: _, ...older } = by('social');
		expect(left([...REVIEW, older])).toEqual([]);
	});

	it('ACTION-6 a meeting is told what was reported when it begins and when an item is opened, and of each thing once', () => {
		const said = { status: 'COMPLETED', text: 'Map given', completedOn: '2026-12-01', proposedOn: null } as const;
		const reported: ReportedAction = {
			...{ number: 'A1', version: 3, slips: 1, asked: null, agreed: null },
			...{ dueBefore: DUE, due: '2026-12-16', firstDue: DUE },
			said: [{ ...said, at: '2026-12-02T10:00:00.000Z', by: 'Clover', agencyName: 'CSC', onBehalfOf: '' }]
		};
		const told = { type: 'actions-reported', actions: [reported] } as const;
		const ready = { ...reported, number: 'A99' };
		given(REVIEW)
			.when('open-item', { code: 'PERSON' }, { context: { reported: [reported, ready] } })
			.gives([{ type: 'item-opened', code: 'PERSON' }, told]);
		given([...REVIEW, told])
			.when('open-item', { code: 'PERSON' }, { context: { reported: [reported] } })
			.gives([{ type: 'item-opened', code: 'PERSON' }]);
		const row = (events: readonly MeetingEvent[]) => fold(events).rmp.actions.find(({ number }) => number === 'A1');
		expect(row([...REVIEW, told])).toMatchObject({ due: '2026-12-16', reported: { slips: 1 } });
		// A deadline that this meeting has set already stays.
		const set = { type: 'action-value-set', number: 'A1', from: {}, to: { due: '2027-01-15' } } as const;
		expect(row([...REVIEW, set, told])?.due).toBe('2027-01-15');
		// What is reported after the outcome waits for the next meeting.
		const outcome = { type: 'action-outcome-recorded', number: 'A1', status: 'IN_PROGRESS', evidence: '' } as const;
		given([...REVIEW, { ...outcome, completedOn: null, by: 'chair' }])
			.when('open-item', { code: 'PERSON' }, { context: { reported: [reported] } })
			.gives([{ type: 'item-opened', code: 'PERSON' }]);
	});

	it('RMP-38 an action read back is accepted by its owner on their own screen, or as somebody told the meeting', () => {
		const ready: readonly MeetingEvent[] = [
			...WITH_NEW,
			{
				...{ type: 'action-value-set', number: 'A8', from: { owner: null, due: null } },
				to: { owner: PEOPLE.social, due: '2027-01-08' }
			}
		];
		const accepted = { type: 'action-accepted', number: 'A8', accepts: true } as const;
		const yes = { number: 'A8', accepts: 'yes' };
		given(WITH_NEW).when('accept-action', yes).refused('not-ready');
		given(ready)
			.when('accept-action', yes, { as: 'social' })
			.gives([{ ...accepted, toldBy: '' }]);
		given(ready).when('accept-action', yes).refused('invalid', ['toldBy']);
		const told = { ...accepted, toldBy: 'Rowan Lanternby' };
		given(ready)
			.when('accept-action', { ...yes, toldBy: ' Rowan Lanternby ' })
			.gives([told]);
		given(ready).when('accept-action', yes, { as: 'manager' }).refused('forbidden');
		const said = fold([...ready, told]).rmp.actions.find(({ number }) => number === 'A8');
		expect(said?.acceptance).toMatchObject({ by: 'chair', toldBy: 'Rowan Lanternby' });
		// The owner's own word replaces what was told, and nothing told replaces it.
		given([...ready, told])
			.when('accept-action', yes, { as: 'social' })
			.gives([{ ...accepted, toldBy: '' }]);
		given([...ready, { ...accepted, toldBy: '' }])
			.when('accept-action', { ...yes, toldBy: 'Somebody' })
			.gives([]);
		given([...ready, told])
			.when('accept-action', { number: 'A8', accepts: 'no' }, { as: 'social' })
			.gives([{ ...accepted, accepts: false, toldBy: '' }]);
	});

	it('RMP-39 what was accepted is accepted no more once its owner or its day changes', () => {
		const with1 = (to: object): MeetingEvent =>
			({ type: 'action-value-set', number: 'A1', from: {}, to }) as MeetingEvent;
		const yes: MeetingEvent = { type: 'action-accepted', number: 'A1', accepts: true, toldBy: '' };
		const a1 = (...more: MeetingEvent[]) =>
			fold([...REVIEW, yes, ...more]).rmp.actions.find(({ number }) => number === 'A1');
		expect(a1()?.acceptance).toBeDefined();
		expect(a1(with1({ pillar: 'SUPERVISION' }))?.acceptance).toBeDefined();
		expect(a1(with1({ due: '2027-02-01' }))).not.toHaveProperty('acceptance');
		expect(a1(with1({ owner: PEOPLE.housing }))).not.toHaveProperty('acceptance');
		expect(a1({ ...yes, accepts: false })).not.toHaveProperty('acceptance');
	});
});
