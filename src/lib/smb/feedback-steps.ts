/**
 * What becomes of an entry of feedback after the meeting (domain.md 6.4): the co-ordinator passes it on, the Board answers,
 * the answer goes back to the chair. Every step stays.
 */
import { z } from 'zod';
import { type Actor, isMappaUnit, mayAnswerForBoard } from '../identity.ts';
import { oneOf, optionalText, REASON_MAX, rowId, wholeNumber, yesNo } from '../input.ts';
import { done, type Result, refuse } from '../result.ts';

export const FEEDBACK_STATUSES = [
	'RAISED',
	'WITH_COORDINATOR',
	'WITH_AGENCY',
	'ON_SMB_AGENDA',
	'RESOLVED',
	'CLOSED_NO_ACTION'
] as const;
export type FeedbackStatus = (typeof FEEDBACK_STATUSES)[number];
export const feedbackStatusWord: Record<FeedbackStatus, string> = {
	RAISED: 'Raised',
	WITH_COORDINATOR: 'With the co-ordinator',
	WITH_AGENCY: 'With the agency',
	ON_SMB_AGENDA: 'On the Board’s agenda',
	RESOLVED: 'Resolved',
	CLOSED_NO_ACTION: 'Closed, no action'
};
export const isSettled = (status: FeedbackStatus): boolean => status === 'RESOLVED' || status === 'CLOSED_NO_ACTION';

export type FeedbackStep = {
	readonly version: number;
	readonly status: FeedbackStatus;
	readonly note: string;
	/** the Board's answer: the chair was told */
	readonly isAnswer: boolean;
	readonly by: string;
	readonly byId: string;
	/** ISO 8601, UTC */
	readonly at: string;
};

export const TAKE_FEEDBACK_STEP = z.strictObject({
	feedbackId: rowId('an entry'),
	/** number of the last step that was on the page; 0 = none */
	version: wholeNumber('the version', 0, 1_000_000),
	status: oneOf(FEEDBACK_STATUSES, 'how it stands'),
	note: optionalText('what was done', REASON_MAX),
	isAnswer: yesNo('whether this is the Board’s answer')
});
export type TakeFeedbackStep = z.infer<typeof TAKE_FEEDBACK_STEP>;

/** What the person who answers for the Board may read: what was put on its agenda, and what it settled. */
export const isForBoard = (
	status: FeedbackStatus,
	steps: readonly Pick<FeedbackStep, 'status' | 'isAnswer'>[]
): boolean => status === 'ON_SMB_AGENDA' || steps.some((step) => step.status === 'ON_SMB_AGENDA' || step.isAnswer);

type Standing = {
	readonly status: FeedbackStatus;
	readonly steps: readonly Pick<FeedbackStep, 'version' | 'status' | 'note' | 'isAnswer' | 'byId'>[];
};

/**
 * The step to add; null when the same person has sent the same form before. The unit takes any step; the Board's chair
 * answers what is on its agenda.
 */
export const decideFeedbackStep = (
	input: TakeFeedbackStep,
	actor: Pick<Actor, 'personId' | 'roles'>,
	{ status, steps }: Standing
): Result<{ readonly version: number } | null> => {
	const newest = steps.at(-1);
	const isSame =
		newest?.version === input.version + 1 &&
		newest.byId === actor.personId &&
		newest.status === input.status &&
		newest.note === input.note &&
		newest.isAnswer === input.isAnswer;
	if (isSame) return done(null);
	if ((newest?.version ?? 0) !== input.version)
		return refuse(
			'changed-meanwhile',
			'Somebody else took a step while you wrote. It is shown on this page; what you typed is still in the form. Save again to add yours after it'
		);
	const isUnit = isMappaUnit(actor);
	if (!isUnit && !mayAnswerForBoard(actor))
		return refuse('forbidden', 'Only the MAPPA unit or the chair of the Board can do this');
	if (!isUnit && status !== 'ON_SMB_AGENDA') return refuse('not-now', 'This is not on the Board’s agenda any more');
	if (!isUnit && (!input.isAnswer || !(isSettled(input.status) || input.status === 'WITH_AGENCY')))
		return refuse('invalid', 'Choose what the Board has decided', [
			{ field: 'status', message: 'Choose what the Board has decided' }
		]);
	const invalid = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);
	if (input.isAnswer && input.note === '') return invalid('note', 'Enter the Board’s answer');
	if (input.status === 'RAISED' && steps.length > 0) return invalid('status', 'Choose how it stands now');
	if (input.status === 'CLOSED_NO_ACTION' && input.note === '') return invalid('note', 'Enter why nothing is done');
	if (input.status === status && input.note === '')
		return invalid('status', 'Choose how it stands now, or enter what was done');
	return done({ version: input.version + 1 });
};
