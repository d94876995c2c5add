/** The accuracy check as commands: open it, agree with the draft, propose, take back, decide (domain.md 4.8, 7). */
import { z } from 'zod';
import { isoDate, longText, oneOf, optionalReason, optionalText, reason, wholeNumber } from '../input.ts';
import { command } from '../meeting/command.ts';
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import { done, type Refusal, type Result, refuse } from '../result.ts';
import { daysBetween, londonDate, longDate } from '../time.ts';
import { isCheckOpen, undecided } from './accuracy-check.ts';
import { WORDS_MAX } from './correction.ts';
import { PLACE_MAX } from './correction-places.ts';

/** More than this in one meeting is no honest page; nor does any meeting wait longer than this for corrections. */
export const MOST_PROPOSALS = 300;
const LONGEST_CHECK_DAYS = 60;

/** What the application found about a proposal before it is decided on. */
export type CorrectionFound = {
	/** propose: there is such a place and the proposer may read it */
	readonly isPlace: boolean;
	/** decide and take back: what is known of it; null = there is none */
	readonly proposal: {
		readonly number: number;
		readonly by: string;
		/** the actor may read what it is about */
		readonly mayRead: boolean;
		/** it is about a restricted note */
		readonly isRestricted: boolean;
		/** one press would find its words, or why not */
		readonly words: 'ready' | 'gone' | 'twice' | 'no-text' | 'too-long';
	} | null;
};

const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

export const openAccuracyCheck = command({
	name: 'open-accuracy-check',
	schema: z.strictObject({ until: isoDate('the last day for corrections') }),
	decide: ({ accuracy }, { until }, { now }) => {
		const today = londonDate(now);
		if (until < today) return wrong('until', 'Enter today or a day to come');
		if (daysBetween(today, until) > LONGEST_CHECK_DAYS)
			return wrong('until', `Enter a day within the next ${LONGEST_CHECK_DAYS} days`);
		return done(accuracy.opened?.until === until ? [] : [{ type: 'accuracy-check-opened', until }]);
	}
});

/** Null while something may still be proposed. */
const closed = ({ accuracy }: Meeting, now: string): Refusal | null => {
	if (accuracy.opened === null) return refuse('not-now', 'The draft has not been given out for corrections yet');
	if (isCheckOpen(accuracy, now)) return null;
	const { until } = accuracy.opened;
	return refuse('not-now', `Corrections could be proposed until ${longDate(until)}. Ring the minute taker`);
};

export const agreeDraft = command({
	name: 'agree-draft',
	schema: z.strictObject({}),
	decide: (meeting, _input, { actor, now }) => {
		const refused = closed(meeting, now);
		if (refused) return refused;
		return done(meeting.accuracy.agreed.includes(actor.personId) ? [] : [{ type: 'draft-agreed' }]);
	}
});

/** What somebody writes when they say that something is wrong, before the lock and after it. */
export const correctionWords = {
	place: z
		.string({ error: 'Choose what it is about' })
		.min(1, 'Choose what it is about')
		.max(PLACE_MAX, 'Choose what it is about'),
	says: optionalText('what it says', WORDS_MAX),
	shouldSay: longText('what it should say', WORDS_MAX),
	why: reason('why')
};

export const proposeCorrection = command({
	name: 'propose-correction',
	schema: z.strictObject(correctionWords),
	decide: (meeting, { says, shouldSay }, { actor, now, correction }) => {
		const refused = closed(meeting, now);
		if (refused) return refused;
		if (!correction?.isPlace) return wrong('place', 'Choose what it is about');
		if (says === shouldSay) return wrong('shouldSay', 'Write what it should say instead: both are the same');
		const { proposals } = meeting.accuracy;
		const waiting = undecided(meeting.accuracy).filter(({ by }) => by === actor.personId).length;
		if (proposals.length >= MOST_PROPOSALS || waiting >= MOST_PROPOSALS / 5)
			return refuse('not-now', 'Very many corrections are proposed already. Ring the minute taker');
		return done([{ type: 'correction-proposed', number: proposals.length + 1 }]);
	}
});

const number = () => wholeNumber('which correction', 1, 1_000_000);
const NONE = refuse('missing', 'There is no such correction in this meeting');
type Standing = 'open' | 'settled';
const standing = ({ accuracy }: Meeting, of: number): Result<Standing> => {
	const mark = accuracy.proposals.find((one) => one.number === of);
	return mark ? done(mark.outcome === null ? 'open' : 'settled') : NONE;
};

export const withdrawCorrection = command({
	name: 'withdraw-correction',
	schema: z.strictObject({ number: number() }),
	decide: (meeting, { number }, { actor, correction }) => {
		const found = standing(meeting, number);
		if (!found.ok) return found;
		if (correction?.proposal?.by !== actor.personId) return NONE;
		return done(found.value === 'settled' ? [] : [{ type: 'correction-decided', number, outcome: 'WITHDRAWN' }]);
	}
});

/** REPLACE puts the proposed words in with the decision; ACCEPT says that a person has written it in. */
const DECISIONS = ['REPLACE', 'ACCEPT', 'REFUSE'] as const;
const CHANGED = {
	gone: 'The words do not stand there any more. Change the text by hand, then accept',
	twice: 'The words stand there more than once. Change the text by hand, then accept',
	'no-text': 'This cannot be put in by one press. Change it by hand, then accept',
	'too-long': 'With these words the text would be too long. Change it by hand, then accept'
} as const;

/**
 * Who decides: the chair or the minute taker. Of a restricted note, whoever of them it is for; and where it is for neither,
 * anybody else it is for. The chair may refuse what is not for them to read, so that nothing unread stands before the lock.
 */
export const decideCorrection = command({
	name: 'decide-correction',
	schema: z
		.strictObject({
			number: number(),
			decision: oneOf(DECISIONS, 'what becomes of it'),
			reason: optionalReason('why it is not accepted')
		})
		.refine(({ decision, reason }) => decision !== 'REFUSE' || reason !== '', {
			path: ['reason'],
			error: 'Write why it is not accepted. The proposer reads it'
		}),
	decide: (meeting, { number, decision }, { actor, correction }) => {
		const found = standing(meeting, number);
		if (!found.ok) return found;
		const proposal = correction?.proposal;
		if (proposal?.number !== number) return NONE;
		const keeps = isRecorder(meeting, actor.personId);
		if (!keeps && !(proposal.isRestricted && proposal.mayRead && proposal.by !== actor.personId))
			return proposal.mayRead && !proposal.isRestricted
				? refuse('forbidden', 'Only the chair or the minute taker decides on corrections')
				: NONE;
		if (!proposal.mayRead && !(keeps && decision === 'REFUSE'))
			return refuse('forbidden', 'What this is about is not for you to read. Somebody it is for decides');
		if (found.value === 'settled')
			return refuse('changed-meanwhile', 'Somebody else has decided on this meanwhile. Look at what they decided');
		if (decision === 'REPLACE' && proposal.words !== 'ready') return refuse('not-now', CHANGED[proposal.words]);
		return done([{ type: 'correction-decided', number, outcome: decision === 'REFUSE' ? 'REFUSED' : 'ACCEPTED' }]);
	}
});
