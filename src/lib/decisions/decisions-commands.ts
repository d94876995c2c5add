/** The chair records what the meeting decided; each agency may have its disagreement recorded beside it. */
import { z } from 'zod';
import { ITEM_CODES, type ItemCode } from '../agenda/agenda.ts';
import { invitedAgencyName } from '../attendance/seats.ts';
import {
	agencyId,
	dateOrBlank,
	listOf,
	longText,
	oneOf,
	optionalText,
	personId,
	REASON_MAX,
	rowId,
	wholeNumber,
	yesNo
} from '../input.ts';
import { command } from '../meeting/command.ts';
import { isRecorder } from '../meeting/meeting.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { done, refuse } from '../result.ts';
import { DISCLOSURE_OUTCOMES, LEGAL_BASES, LEVEL_OUTCOMES, MEETING_CRITERIA, SUBJECT_TOLD } from './decisions.ts';
import { disclosureProblems } from './disclosure-rules.ts';
import { levelCaseOf, levelProblems } from './level-rules.ts';

/** Decisions on disclosure, and entries of dissent, in one meeting. */
const MOST_DISCLOSURES = 50;
const MOST_DISSENT = 200;

export const checkPreviousMinutes = command({
	name: 'check-previous-minutes',
	schema: z.strictObject({
		outcome: oneOf(['AGREED', 'CORRECTED'], 'whether the last minutes are agreed'),
		correction: optionalText('the correction', REASON_MAX)
	}),
	decide: (meeting, { outcome, correction }) => {
		if (!meeting.agenda.items.some((item) => item.code === 'MINUTES_PREV'))
			return refuse('missing', 'This is an initial meeting. It has no previous minutes');
		if (outcome === 'CORRECTED' && correction === '') {
			const message = 'Enter what is to be corrected';
			return refuse('invalid', message, [{ field: 'correction', message }]);
		}
		const kept = outcome === 'AGREED' ? '' : correction;
		const before = meeting.decisions.previousMinutes;
		const isSame = before?.outcome === outcome && before.correction === kept;
		return done(isSame ? [] : [{ type: 'previous-minutes-checked', outcome, correction: kept }]);
	}
});

/** Nobody writes over a decision they have not read. */
export const changedMeanwhile = () =>
	refuse(
		'changed-meanwhile',
		'Somebody changed this decision while you were writing. Both are shown below: take what is right, then record again'
	);
/** Which edition whoever types has read; a record that is new has none. */
export const edition = () => wholeNumber('which version you read', 0, 1_000_000).optional();
const words = (label: string) => optionalText(label, REASON_MAX);

/** V20-V22: recorded in every meeting, whichever way it goes. With an id it replaces the decision of that id. */
export const recordDisclosureDecision = command({
	name: 'record-disclosure-decision',
	schema: z.strictObject({
		id: rowId('the decision').optional(),
		edition: edition(),
		outcome: oneOf(DISCLOSURE_OUTCOMES, 'the decision'),
		legalBasis: listOf(z.enum(LEGAL_BASES, { error: 'Choose a legal basis' }), 'the legal basis', { max: 10 }),
		s327aApplies: yesNo('whether section 327A applies'),
		s327aReason: words('why section 327A applies or not'),
		presumptionApplies: yesNo('whether the presumption to disclose applies'),
		presumptionRebuttedReason: words('why the presumption is rebutted'),
		lawful: words('why it is lawful'),
		necessary: words('why it is necessary'),
		proportionate: words('why it is proportionate'),
		accurate: words('how it was checked'),
		recipient: words('who is to be told'),
		content: words('what is to be said'),
		byWhom: words('who makes the disclosure'),
		discloserId: z.preprocess((value) => value ?? '', z.union([z.literal(''), personId('who makes it')])),
		jointWith: words('who joins them'),
		method: words('how it is made'),
		deadline: dateOrBlank('the date by which it is made'),
		conditions: words('the conditions'),
		subjectTold: z.preprocess(
			(value) => value ?? '',
			z.enum([...SUBJECT_TOLD, ''], { error: 'Choose whether the person is told' })
		),
		subjectInformed: words('whether the person is told'),
		risksToSubject: words('the risks to the person'),
		supportForRecipient: words('the support for whoever is told'),
		alternativesConsidered: words('the alternatives'),
		reasons: words('the reasons'),
		reconsiderTriggers: words('what would make you reconsider'),
		reviewAt: dateOrBlank('the date of the next review')
	}),
	decide: (meeting, { id, edition: read, ...typed }, { newId, present }) => {
		const { disclosures } = meeting.decisions;
		const before = disclosures.find((decision) => decision.id === id);
		if (id !== undefined && !before)
			return refuse('missing', 'That decision is not in this meeting. It may have been withdrawn');
		if (before && before.edition !== read) return changedMeanwhile();
		if (id === undefined && disclosures.length >= MOST_DISCLOSURES)
			return refuse('not-now', `One meeting holds at most ${MOST_DISCLOSURES} decisions on disclosure`);
		const fields = { ...typed, legalBasis: [...new Set(typed.legalBasis)] };
		const problems = [...disclosureProblems(fields, meetingOn(meeting))];
		const seat = meeting.attendance.seats[fields.discloserId];
		if (fields.discloserId !== '' && (!seat || seat.removed))
			problems.push({ field: 'discloserId', message: 'Choose somebody who is invited to this meeting' });
		if (problems.length > 0) return refuse('invalid', 'The decision is not complete yet', problems);
		return done([{ type: 'disclosure-decided', id: id ?? newId(), fields, present }]);
	}
});

export const withdrawDisclosureDecision = command({
	name: 'withdraw-disclosure-decision',
	schema: z.strictObject({ id: rowId('the decision'), edition: edition() }),
	decide: (meeting, { id, edition: read }) => {
		const before = meeting.decisions.disclosures.find((decision) => decision.id === id);
		if (!before) return refuse('missing', 'That decision is not in this meeting. It may have been withdrawn');
		if (read !== undefined && read !== before.edition) return changedMeanwhile();
		return done([{ type: 'disclosure-withdrawn', id }]);
	}
});

/** V24. */
export const recordLevelDecision = command({
	name: 'record-level-decision',
	schema: z.strictObject({
		edition: edition(),
		outcome: oneOf(LEVEL_OUTCOMES, 'the decision on the level'),
		criteria: listOf(z.enum(MEETING_CRITERIA, { error: 'Choose a test for the level' }), 'the test for the level', {
			max: 10
		}),
		criterion: words('in what way the test is met'),
		meetingsAdd: words('what formal meetings add'),
		rationale: words('the rationale'),
		exitCriteria: words('the exit criteria'),
		leadAgencyPlan: words('the plan the lead agency will run'),
		dissent: words('who disagreed'),
		nextMeetingOn: dateOrBlank('the date of the next meeting'),
		nextMeetingReason: words('why the next meeting is later'),
		mustAttend: words('who must attend'),
		filedBy: words('who files the minutes')
	}),
	decide: (meeting, { edition: read, ...typed }, { present, config }) => {
		const before = meeting.decisions.level;
		if ((before?.edition ?? 0) !== (read ?? 0)) return changedMeanwhile();
		const fields = { ...typed, criteria: [...new Set(typed.criteria)] };
		const problems = levelProblems(fields, { ...levelCaseOf(meeting), config });
		if (problems.length > 0) return refuse('invalid', 'The decision is not complete yet', problems);
		return done([{ type: 'level-decided', fields, present }]);
	}
});

export const recordDissent = command({
	name: 'record-dissent',
	schema: z.strictObject({
		item: oneOf(ITEM_CODES as readonly [ItemCode, ...ItemCode[]], 'the agenda item'),
		agencyId: agencyId().optional(),
		text: longText('what the agency disagrees with and why', REASON_MAX)
	}),
	decide: (meeting, { item, text, ...input }, { actor, newId }) => {
		const agencyId = input.agencyId ?? actor.agencyId;
		if (agencyId !== actor.agencyId && !isRecorder(meeting, actor.personId))
			return refuse('forbidden', 'You can record disagreement for your own agency only');
		if (!meeting.agenda.items.some((entry) => entry.code === item))
			return refuse('missing', 'That item is not on the agenda of this meeting');
		const agencyName = invitedAgencyName(meeting.attendance, agencyId);
		if (agencyName === null) return refuse('missing', 'That agency is not invited to this meeting');
		const { dissent } = meeting.decisions;
		if (dissent.length >= MOST_DISSENT)
			return refuse('not-now', 'No more disagreement can be recorded in this meeting');
		// The same words twice are a double click, not two disagreements.
		const isThere = dissent.some((other) => other.item === item && other.agencyId === agencyId && other.text === text);
		return done(isThere ? [] : [{ type: 'dissent-recorded', id: newId(), item, agencyId, agencyName, text }]);
	}
});

export const withdrawDissent = command({
	name: 'withdraw-dissent',
	schema: z.strictObject({ id: rowId('the disagreement') }),
	decide: (meeting, { id }, { actor }) => {
		const dissent = meeting.decisions.dissent.find((entry) => entry.id === id);
		if (!dissent)
			return refuse('missing', 'That disagreement is not recorded in this meeting. It may have been withdrawn');
		if (dissent.agencyId !== actor.agencyId && !isRecorder(meeting, actor.personId))
			return refuse('forbidden', 'Only the agency itself, the chair or the minute taker can withdraw this');
		return done([{ type: 'dissent-withdrawn', id }]);
	}
});
