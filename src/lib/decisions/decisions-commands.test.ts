import { describe, expect, it } from 'vitest';
import {
	CASE,
	convened,
	fold,
	given,
	KEEP_LEVEL,
	LIVE,
	letIn,
	NOT_DISCLOSED,
	REVIEW
} from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';

const DISCLOSED = {
	...NOT_DISCLOSED,
	outcome: 'DISCLOSE',
	legalBasis: ['CJA2003_S327A', 'CJA2003_S327A', 'COMMON_LAW_POLICING'],
	presumptionApplies: true,
	recipient: 'P-A, a parent of two',
	content: 'That he must not be alone with children',
	byWhom: 'MOSOVO officer',
	method: 'In person',
	deadline: '2026-12-18',
	lawful: 'Section 327A',
	necessary: 'Children at home',
	proportionate: 'Minimum facts',
	accurate: 'Checked with PNC',
	subjectTold: 'AFTER',
	subjectInformed: 'By the case manager, unless risk rises',
	risksToSubject: 'Hostility',
	supportForRecipient: 'Social worker'
};
const decided = (id: string, outcome = NOT_DISCLOSED): MeetingEvent => ({
	type: 'disclosure-decided',
	id,
	fields: outcome,
	present: ['chair', 'minutes']
});

describe('disclosure', () => {
	it('DISC-1 the chair records a decision either way, with who was present at that second', () => {
		given(LIVE)
			.when('record-disclosure-decision', NOT_DISCLOSED)
			.gives([decided('new-id')]);
		given(LIVE).when('record-disclosure-decision', NOT_DISCLOSED, { as: 'minuteTaker' }).refused('forbidden');
		const after = given(LIVE).when('record-disclosure-decision', DISCLOSED).after();
		expect(after.decisions.disclosures[0]).toMatchObject({
			outcome: 'DISCLOSE',
			legalBasis: ['CJA2003_S327A', 'COMMON_LAW_POLICING'],
			decided: { present: ['chair', 'minutes'] }
		});
	});

	it('DISC-2 to disclose is to answer every test and say what, to whom, by whom, how and by when', () => {
		const fields = [
			...['recipient', 'content', 'byWhom', 'method', 'deadline', 'lawful', 'necessary', 'proportionate', 'accurate'],
			...['subjectTold', 'subjectInformed', 'risksToSubject', 'supportForRecipient', 'legalBasis']
		];
		given(LIVE)
			.when('record-disclosure-decision', { ...NOT_DISCLOSED, outcome: 'DISCLOSE' })
			.refused('invalid', fields);
		for (const field of fields)
			given(LIVE)
				.when('record-disclosure-decision', {
					...DISCLOSED,
					[field]: field === 'legalBasis' ? [] : field === 'subjectTold' ? '' : ' '
				})
				.refused('invalid', [field]);
	});

	it.each(['DO_NOT_DISCLOSE', 'DEFER'])(
		'DISC-3 %s says what would make the meeting reconsider, and when',
		(outcome) => {
			given(LIVE)
				.when('record-disclosure-decision', { ...NOT_DISCLOSED, outcome, reconsiderTriggers: '', reviewAt: '' })
				.refused('invalid', ['reconsiderTriggers', 'reviewAt']);
			given(LIVE)
				.when('record-disclosure-decision', { ...NOT_DISCLOSED, outcome, reviewAt: '2026-12-17' })
				.refused('invalid', ['reviewAt']);
		}
	);

	it('DISC-4 reasons are always given', () => {
		given(LIVE)
			.when('record-disclosure-decision', { ...NOT_DISCLOSED, reasons: '\u200B' })
			.refused('invalid', ['reasons']);
		given(LIVE)
			.when('record-disclosure-decision', { ...NOT_DISCLOSED, outcome: 'ALREADY_DISCLOSED', reasons: '' })
			.refused('invalid', ['reasons']);
	});

	it('DISC-5 where the presumption applies, not to disclose says why it is rebutted', () => {
		const presumed = { ...NOT_DISCLOSED, presumptionApplies: true };
		given(LIVE).when('record-disclosure-decision', presumed).refused('invalid', ['presumptionRebuttedReason']);
		given(LIVE)
			.when('record-disclosure-decision', { ...presumed, presumptionRebuttedReason: 'Nobody is at risk now' })
			.after();
		given(LIVE)
			.when('record-disclosure-decision', { ...DISCLOSED, s327aApplies: false })
			.refused('invalid', ['s327aApplies']);
	});

	it('DISC-6 a decision can be replaced and withdrawn, one that is not there cannot', () => {
		const before = [...LIVE, decided('d1')];
		given(before)
			.when('record-disclosure-decision', { ...NOT_DISCLOSED, id: 'd1', edition: 1, reasons: 'Other reasons' })
			.gives([decided('d1', { ...NOT_DISCLOSED, reasons: 'Other reasons' })]);
		given(before)
			.when('withdraw-disclosure-decision', { id: 'd1' })
			.gives([{ type: 'disclosure-withdrawn', id: 'd1' }]);
		given(before)
			.when('record-disclosure-decision', { ...NOT_DISCLOSED, id: 'd2' })
			.refused('missing');
		given(LIVE).when('withdraw-disclosure-decision', { id: 'd1' }).refused('missing');
	});
});

describe('two who change one decision', () => {
	const theirs = { ...NOT_DISCLOSED, reasons: 'Their reasons' };
	const changed = [...LIVE, decided('d1'), decided('d2'), decided('d1', theirs)];
	const mine = { ...NOT_DISCLOSED, id: 'd1', reasons: 'My reasons' };

	it('DISC-10 the later one is told and nothing is replaced until both were seen', () => {
		for (const edition of [undefined, 0, 1])
			given(changed)
				.when('record-disclosure-decision', { ...mine, edition })
				.refused('changed-meanwhile');
		given(changed).when('withdraw-disclosure-decision', { id: 'd1', edition: 1 }).refused('changed-meanwhile');
		const after = given(changed)
			.when('record-disclosure-decision', { ...mine, edition: 2 })
			.after();
		expect(after.decisions.disclosures.map(({ id, edition, reasons }) => [id, edition, reasons])).toEqual([
			['d1', 3, 'My reasons'],
			['d2', 1, NOT_DISCLOSED.reasons]
		]);
	});

	it('LEVEL-6 the level decision of somebody else is not replaced unread', () => {
		const once: readonly MeetingEvent[] = [...LIVE, { type: 'level-decided', fields: KEEP_LEVEL, present: [] }];
		given(once).when('record-level-decision', KEEP_LEVEL).refused('changed-meanwhile');
		given(LIVE)
			.when('record-level-decision', { ...KEEP_LEVEL, edition: 1 })
			.refused('changed-meanwhile');
		const after = given(once)
			.when('record-level-decision', { ...KEEP_LEVEL, edition: 1 })
			.after();
		expect(after.decisions.level?.edition).toBe(2);
	});

	it('DISC-11 a decision recorded before a question was asked is read as not answering it', () => {
		const { s327aReason: _, subjectTold: __, ...then } = NOT_DISCLOSED;
		const { criteria: ___, meetingsAdd: ____, ...levelThen } = KEEP_LEVEL;
		const { decisions } = fold([
			...LIVE,
			{ ...decided('d1'), fields: then } as MeetingEvent,
			{ type: 'level-decided', fields: levelThen, present: [] } as unknown as MeetingEvent
		]);
		expect(decisions.disclosures[0]).toMatchObject({ s327aReason: '', subjectTold: '' });
		expect(decisions.level).toMatchObject({ criteria: [], meetingsAdd: '', edition: 1 });
	});
});

describe('level', () => {
	const category3: readonly MeetingEvent[] = [
		convened(),
		...letIn('chair'),
		{ type: 'meeting-started', case: { ...CASE, category: 3 } }
	];

	it('LEVEL-1 the chair records the decision with criterion, rationale, exit criteria and next date', () => {
		given(LIVE)
			.when('record-level-decision', KEEP_LEVEL)
			.gives([{ type: 'level-decided', fields: KEEP_LEVEL, present: ['chair', 'minutes'] }]);
		given(LIVE)
			.when('record-level-decision', { outcome: 'RETAIN_LEVEL' })
			.refused('invalid', ['criteria', 'meetingsAdd', 'dissent', 'rationale', 'exitCriteria', 'nextMeetingOn']);
		given(LIVE).when('record-level-decision', KEEP_LEVEL, { as: 'minuteTaker' }).refused('forbidden');
	});

	it('LEVEL-2 leaving the meetings needs no next date and no exit criteria', () => {
		for (const outcome of ['EXIT_MAPPA', 'MOVE_TO_LEVEL_1'])
			given(LIVE)
				.when('record-level-decision', {
					...KEEP_LEVEL,
					outcome,
					leadAgencyPlan: 'Plan of 1 December',
					exitCriteria: '',
					nextMeetingOn: ''
				})
				.after();
	});

	it('LEVEL-3 Category 3 does not go to Level 1: it leaves MAPPA', () => {
		const input = { ...KEEP_LEVEL, outcome: 'MOVE_TO_LEVEL_1', leadAgencyPlan: 'Plan of 1 December' };
		given(category3).when('record-level-decision', input).refused('invalid', ['outcome']);
		given(category3)
			.when('record-level-decision', { ...input, outcome: 'EXIT_MAPPA' })
			.after();
	});

	it('LEVEL-4 a case does not move to the level it is at', () => {
		given(LIVE)
			.when('record-level-decision', { ...KEEP_LEVEL, outcome: 'MOVE_TO_LEVEL_2' })
			.refused('invalid', ['outcome']);
		given(LIVE)
			.when('record-level-decision', {
				...KEEP_LEVEL,
				outcome: 'MOVE_TO_LEVEL_3',
				criteria: ['HIGH_RISK', 'SENIOR_RESOURCES'],
				nextMeetingOn: '2027-01-28'
			})
			.after();
	});

	it.each(['2026-12-17', '2026-12-01', '2027-01-16', '2027-01-01'])(
		'LEVEL-5 the next meeting is after this one and on a working day, not on %s',
		(nextMeetingOn) => {
			given(LIVE)
				.when('record-level-decision', { ...KEEP_LEVEL, nextMeetingOn })
				.refused('invalid', ['nextMeetingOn']);
		}
	);
});

describe('what a level decision says', () => {
	const record = (over: object, events: readonly MeetingEvent[] = LIVE) =>
		given(events).when('record-level-decision', { ...KEEP_LEVEL, ...over });

	it('LEVEL-7 the tests met are those of the level: Level 3 needs a reason for senior managers', () => {
		record({ criteria: ['PUBLIC_INTEREST'] }).refused('invalid', ['criteria']);
		record({ outcome: 'MOVE_TO_LEVEL_3', nextMeetingOn: '2027-01-14' }).refused('invalid', ['criteria']);
		const level3 = [convened({ level: 3 }), ...LIVE.slice(1)];
		record({ outcome: 'MOVE_TO_LEVEL_2', criteria: ['STEPPED_DOWN'] }, level3).after();
		record({ criteria: ['STEPPED_DOWN', 'PUBLIC_INTEREST'] }, level3).refused('invalid', ['criteria']);
	});

	it('LEVEL-8 stepping down or leaving names the plan that the lead agency will run', () => {
		for (const outcome of ['MOVE_TO_LEVEL_1', 'EXIT_MAPPA'])
			record({ outcome, nextMeetingOn: '' }).refused('invalid', ['leadAgencyPlan']);
	});

	it('LEVEL-9 who disagreed is said, unless a different view is recorded under the item', () => {
		record({ dissent: '' }).refused('invalid', ['dissent']);
		const view = {
			type: 'dissent-recorded',
			id: 'x',
			item: 'LEVEL',
			agencyId: 'a',
			agencyName: 'A',
			text: 'No'
		} as const;
		record({ dissent: '' }, [...LIVE, view]).after();
	});

	it('LEVEL-10 a date after the normal limit of the level asks why, and the reason is kept', () => {
		record({ nextMeetingOn: '2027-03-11' }).after();
		record({ nextMeetingOn: '2027-03-12' }).refused('invalid', ['nextMeetingReason']);
		record({ outcome: 'MOVE_TO_LEVEL_3', criteria: ['PUBLIC_INTEREST'], nextMeetingOn: '2027-01-29' }).refused(
			'invalid',
			['nextMeetingReason']
		);
		const after = record({ nextMeetingOn: '2027-03-12', nextMeetingReason: 'Release is in April' }).after();
		expect(after.decisions.level?.nextMeetingReason).toBe('Release is in April');
	});

	it('LEVEL-11 V24 an adjourned meeting says why and when it goes on, and decides nothing else', () => {
		const blank = { outcome: 'ADJOURN', criteria: [], criterion: '', meetingsAdd: '', exitCriteria: '', dissent: '' };
		record({ ...blank, nextMeetingOn: '2026-12-18' }).after();
		record({ ...blank, rationale: '', nextMeetingOn: '' }).refused('invalid', ['rationale', 'nextMeetingOn']);
	});
});

describe('disagreement and the last minutes', () => {
	const dissent = {
		type: 'dissent-recorded',
		id: 'new-id',
		item: 'LEVEL',
		agencyId: 'agency-CSC',
		agencyName: "Northmere Children's Services",
		text: 'Level 3 would be safer'
	} as const;
	const input = { item: 'LEVEL', text: 'Level 3 would be safer' };

	it('DISC-7 an agency records its own disagreement, the chair or the minute taker that of any invited agency', () => {
		given(LIVE).when('record-dissent', input, { as: 'social' }).gives([dissent]);
		given(LIVE)
			.when('record-dissent', { ...input, agencyId: 'agency-CSC' }, { as: 'minuteTaker' })
			.gives([dissent]);
		given(LIVE)
			.when('record-dissent', { ...input, agencyId: 'agency-CSC' }, { as: 'manager' })
			.refused('forbidden');
		given(LIVE)
			.when('record-dissent', { ...input, agencyId: 'agency-HSG' })
			.refused('missing');
		given(LIVE)
			.when('record-dissent', { ...input, item: 'ACTIONS_PREV' })
			.refused('missing');
		given([...LIVE, dissent])
			.when('record-dissent', input, { as: 'social' })
			.gives([]);
	});

	it('DISC-8 only the agency itself, the chair or the minute taker withdraws a disagreement', () => {
		given([...LIVE, dissent])
			.when('withdraw-dissent', { id: 'new-id' }, { as: 'social' })
			.gives([{ type: 'dissent-withdrawn', id: 'new-id' }]);
		given([...LIVE, dissent])
			.when('withdraw-dissent', { id: 'new-id' }, { as: 'manager' })
			.refused('forbidden');
		given(LIVE).when('withdraw-dissent', { id: 'new-id' }).refused('missing');
	});

	it('DISC-9 the last minutes are agreed, or corrected in words; an initial meeting has none', () => {
		given(REVIEW)
			.when('check-previous-minutes', { outcome: 'AGREED', correction: 'left over' })
			.gives([{ type: 'previous-minutes-checked', outcome: 'AGREED', correction: '' }]);
		given(REVIEW).when('check-previous-minutes', { outcome: 'CORRECTED' }).refused('invalid', ['correction']);
		given(LIVE).when('check-previous-minutes', { outcome: 'AGREED' }).refused('missing');
	});
});
