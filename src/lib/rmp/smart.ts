/**
 * Calm hints on one action, shown beside it while it is written: specific, measurable, achievable, relevant, time-bound
 * (domain.md 5.3, V16, V17). They never stop anybody typing; the gates ask for a reason at the end.
 */
import { isWorkingDay, shortDate } from '../time.ts';
import { isAccepted } from './acceptance.ts';
import type { Action } from './rmp.ts';

export type SmartLetter = 'S' | 'M' | 'A' | 'R' | 'T';
export type SmartHint = {
	readonly id: string;
	readonly letter: SmartLetter;
	/** one sentence that says what would help, with an example */
	readonly message: string;
	/** the same in a few words, for beside the field while it is written */
	readonly short: string;
	/** the text or value it is about: a field of the action's text, or a typed value */
	readonly field: 'text' | 'completionEvidence' | 'owner' | 'due' | 'riskKeys' | 'ownerAccepted';
};

/** Words that leave nobody able to say whether it is done; what to write instead. */
const VAGUE: readonly (readonly [id: string, pattern: RegExp, message: string, short: string])[] = [
	[
		'monitor',
		/\bmonitor(s|ed|ing)?\b/i,
		'"Monitor" does not say what is done. Say who looks at what and how often, for example "Inspect the declared phone every month".',
		'“Monitor”: who looks at what, and how often?'
	],
	[
		'liaise',
		/\bliais(e|es|ed|ing|on(?! officer))\b/i,
		'"Liaise" does not say what should come of it. Say what is asked or given, for example "Ask the school for term dates and send them to the COM".',
		'“Liaise”: what should come of it?'
	],
	[
		'ongoing',
		/\bon-?\s?going\b/i,
		'"Ongoing" has no end. Give a date, or a standing check with its next date.',
		'“Ongoing”: until when?'
	],
	[
		'asap',
		/\b(asap|as soon as possible)\b/i,
		'"ASAP" is not a date. Give the day it must be done by.',
		'“ASAP”: by which day?'
	],
	[
		'as-appropriate',
		/\b(as|if|where) (appropriate|necessary|required)\b/i,
		'"As appropriate" leaves the decision open. Say when it is done, for example "when the tag alerts".',
		'“As appropriate”: when exactly?'
	],
	[
		'all-agencies',
		/\b(all|other|partner) agencies\b/i,
		'"All agencies" means nobody. Name one owner, and the others as supporters.',
		'“All agencies”: which one answers for it?'
	]
];
const CONSIDER = /\bconsider(s|ed|ing)?\b/i;
/** Openings that are not a verb: a word that describes, or a name for who does it. */
const NOT_A_VERB =
	/^(the|a|an|this|that|he|she|they|it|to be|there|all|any|no|not|more|further|possible|regular|ongoing)\b/i;

/** The vague words of an action's text, as hints. "Consider" is allowed with a date and a decision-maker. */
export const vagueWords = (
	text: string,
	action: Pick<Action, 'owner' | 'due' | 'standing'>
): readonly Pick<SmartHint, 'id' | 'message' | 'short'>[] => {
	const found = VAGUE.filter(([, pattern]) => pattern.test(text)).map(([id, , message, short]) => ({
		id,
		message,
		short
	}));
	const isDecidable = action.owner !== null && (action.due !== null || action.standing !== null);
	return CONSIDER.test(text) && !isDecidable
		? [
				...found,
				{
					id: 'consider',
					message:
						'"Consider" needs a date and the person who decides. Give both, for example "Decide on recall" with an owner and a day.',
					short: '“Consider”: who decides, and by when?'
				}
			]
		: found;
};

export type SmartInput = {
	readonly text: string;
	readonly completionEvidence: string;
	/** the owner's agency is taking part in the meeting */
	readonly ownerIsHere: boolean;
	/** date of the next meeting, YYYY-MM-DD, when it is known */
	readonly nextMeetingOn: string | null;
	/** date of this meeting, YYYY-MM-DD */
	readonly meetingOn: string;
};

/** What is odd about a deadline (V17); null when nothing is. */
export const dueProblem = (
	due: string,
	{ meetingOn, nextMeetingOn }: Pick<SmartInput, 'meetingOn' | 'nextMeetingOn'>
) => {
	if (due < meetingOn) return `${shortDate(due)} is before this meeting. Choose a later day.`;
	if (!isWorkingDay(due)) return `${shortDate(due)} is a weekend or a bank holiday. Choose a working day.`;
	if (nextMeetingOn !== null && due > nextMeetingOn)
		return `${shortDate(due)} is after the next meeting on ${shortDate(nextMeetingOn)}. Choose an earlier day, or a standing check.`;
	return null;
};

/** All hints on one action, in the order of the five letters; empty = nothing to say. */
export const smartHints = (action: Action, input: SmartInput): readonly SmartHint[] => {
	const hints: SmartHint[] = [];
	const hint = (letter: SmartLetter, id: string, field: SmartHint['field'], message: string, short: string) =>
		hints.push({ id, letter, field, message, short });
	const text = input.text.trim();
	if (text === '')
		hint(
			'S',
			'empty',
			'text',
			'Say what is done, starting with a verb, for example "Brief approved premises staff in writing".',
			'What is done? Start with a verb.'
		);
	else if (NOT_A_VERB.test(text) || text.split(/\s+/).length < 3)
		hint(
			'S',
			'verb',
			'text',
			'Start with a verb and say what it is done to, for example "Move handovers to the staffed contact centre".',
			'Start with a verb, and say what it is done to.'
		);
	for (const { id, message, short } of vagueWords(text, action)) hint('S', id, 'text', message, short);
	if (input.completionEvidence.trim() === '')
		hint(
			'M',
			'evidence',
			'completionEvidence',
			'Say how the meeting will know it is done, for example "Inspection record on file".',
			'How will the meeting know it is done?'
		);
	if (action.owner === null)
		hint(
			'A',
			'owner',
			'owner',
			'Choose one owner, the person who will answer for it at the next meeting.',
			'No owner yet: who answers for it?'
		);
	else if (!input.ownerIsHere && !action.ownerAccepted && !isAccepted(action))
		hint(
			'A',
			'accepted',
			'ownerAccepted',
			'The owner’s agency is not here. Record that they have accepted, or choose another owner.',
			'Its owner is not here: have they accepted?'
		);
	if (action.riskKeys.length === 0)
		hint('R', 'risk', 'riskKeys', 'Choose the risk this action reduces.', 'Which risk is it for?');
	if (action.due === null && action.standing === null)
		hint(
			'T',
			'date',
			'due',
			'Give the day it must be done by, or a standing check with its next date.',
			'No day yet: by when?'
		);
	const odd = action.due === null ? null : dueProblem(action.due, input);
	if (odd) hint('T', 'due', 'due', odd, odd);
	return hints;
};
