/** The decisions as they are printed, with every answer given and who was in the room at that second. */

import { yesNoWord } from '../attendance/attendance-words.ts';
import { personAndAgency, seatOf } from '../attendance/seats.ts';
import type {
	DecidedBy,
	DisclosureDecision,
	DisclosureFields,
	LevelDecision,
	LevelFields
} from '../decisions/decisions.ts';
import {
	disclosureFieldWord,
	disclosureOutcomeWord,
	legalBasisWord,
	levelFieldWord,
	levelOutcomeWord,
	meetingCriterionWord,
	meetingOutcomeWord,
	subjectToldWord
} from '../decisions/decisions-words.ts';
import { type DisclosureToMake, lastTold } from '../decisions/disclosure-made.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { longDate, longMoment } from '../time.ts';
import type { RecordDecision } from './final-record.ts';

type Facts = readonly (readonly [label: string, value: string])[];

/** "Bramble Thistlewood, Northmere Constabulary": whoever was in the room at that second. */
export const presentNames = (meeting: Meeting, decided: DecidedBy): readonly string[] =>
	decided.present.flatMap((personId) => {
		const seat = seatOf(meeting.attendance, personId);
		return seat ? [personAndAgency(seat.person)] : [];
	});
const dateOrNothing = (value: string): string => (value === '' ? '' : longDate(value));

/** In the order the form asks. */
const DISCLOSURE_ORDER: readonly (keyof DisclosureFields)[] = [
	'legalBasis',
	's327aApplies',
	's327aReason',
	'presumptionApplies',
	'presumptionRebuttedReason',
	'reasons',
	'recipient',
	'content',
	'byWhom',
	'jointWith',
	'method',
	'deadline',
	'conditions',
	'lawful',
	'necessary',
	'proportionate',
	'accurate',
	'subjectTold',
	'subjectInformed',
	'risksToSubject',
	'supportForRecipient',
	'alternativesConsidered',
	'reconsiderTriggers',
	'reviewAt'
];
const disclosureValue = (decision: DisclosureDecision, field: keyof DisclosureFields): string => {
	if (field === 'legalBasis') return decision.legalBasis.map((basis) => legalBasisWord[basis]).join('; ');
	if (field === 'deadline' || field === 'reviewAt') return dateOrNothing(decision[field]);
	// In whose work it stands is told with what became of it; the words name who makes it.
	if (field === 'subjectTold') return decision.subjectTold === '' ? '' : subjectToldWord[decision.subjectTold];
	const value = decision[field];
	return typeof value === 'boolean' ? yesNoWord(value) : String(value);
};

/** Only what was answered; an empty answer prints nothing. */
const answered = (facts: Facts): Facts => facts.filter(([, value]) => value.trim() !== '');

export const recordDisclosures = (meeting: Meeting): readonly RecordDecision[] =>
	meeting.decisions.disclosures.map((decision, index) => ({
		title: meeting.decisions.disclosures.length === 1 ? 'Disclosure decision' : `Disclosure decision ${index + 1}`,
		outcome: disclosureOutcomeWord[decision.outcome],
		fields: answered(DISCLOSURE_ORDER.map((field) => [disclosureFieldWord[field], disclosureValue(decision, field)])),
		decidedAt: longMoment(decision.decided.at),
		present: presentNames(meeting, decision.decided)
	}));

/** What became of the disclosures that earlier meetings decided on. */
export const recordDisclosuresMade = (disclosures: readonly DisclosureToMake[]): readonly RecordDecision[] =>
	disclosures.map((one) => {
		const told = lastTold(one);
		return {
			title: `What became of the disclosure of meeting ${one.seq}`,
			outcome: told ? `Made on ${longDate(told.completedOn)}` : 'Not told yet',
			fields: answered([
				[disclosureFieldWord.recipient, one.recipient],
				[disclosureFieldWord.byWhom, one.discloser],
				[disclosureFieldWord.deadline, dateOrNothing(one.deadline ?? '')],
				['How the recipient reacted', told?.reaction ?? ''],
				['Undertaking signed', told ? yesNoWord(told.undertakingSigned) : '']
			]),
			decidedAt: told ? longMoment(told.at) : '',
			present: []
		};
	});

/** "Keep the level: Level 3" */
export const levelOutcome = (meeting: Meeting, decision: LevelDecision): string =>
	decision.outcome === 'RETAIN_LEVEL'
		? `${levelOutcomeWord.RETAIN_LEVEL}: Level ${meeting.convened.level}`
		: levelOutcomeWord[decision.outcome];

const LEVEL_ORDER: readonly Exclude<keyof LevelFields, 'outcome'>[] = [
	'criteria',
	'criterion',
	'meetingsAdd',
	'rationale',
	'exitCriteria',
	'leadAgencyPlan',
	'dissent',
	'nextMeetingOn',
	'nextMeetingReason',
	'mustAttend',
	'filedBy'
];
const levelValue = (level: LevelDecision, field: (typeof LEVEL_ORDER)[number]): string => {
	if (field === 'criteria') return level.criteria.map((one) => meetingCriterionWord[one]).join('; ');
	return field === 'nextMeetingOn' ? dateOrNothing(level.nextMeetingOn) : level[field];
};
/** What a professionals meeting came to. */
export const recordOutcome = (meeting: Meeting): RecordDecision | null => {
	const { outcome } = meeting.decisions;
	if (outcome === null) return null;
	return {
		title: 'Outcome of the meeting',
		outcome: meetingOutcomeWord[outcome.outcome],
		fields: [['Reasons', outcome.reasons]],
		decidedAt: longMoment(outcome.decided.at),
		present: presentNames(meeting, outcome.decided)
	};
};
export const recordLevel = (meeting: Meeting): RecordDecision | null => {
	const { level } = meeting.decisions;
	if (level === null) return null;
	return {
		title: 'Level decision',
		outcome: levelOutcome(meeting, level),
		fields: answered(LEVEL_ORDER.map((field) => [levelFieldWord[field], levelValue(level, field)])),
		decidedAt: longMoment(level.decided.at),
		present: presentNames(meeting, level.decided)
	};
};
