/** The commands about requests for information: their inputs, and what is decided from the request as it stands. Pure. */
import { z } from 'zod';
import {
	isoDate,
	line,
	listOf,
	longText,
	maybeDate,
	maybeOneOf,
	oneOf,
	optionalLine,
	optionalText,
	REASON_MAX,
	reason,
	rowId,
	wholeNumber
} from '../input.ts';
import { done, type Problem, type Result, refuse } from '../result.ts';
import { PROFILES } from '../seal/profiles.ts';
import {
	EXEMPTIONS,
	type InformationRequest,
	MEANS,
	ORIGINATOR_VIEWS,
	REQUEST_DECISIONS,
	REQUEST_KINDS,
	type RequestFacts,
	type RequestStep,
	withoutAnswer
} from './information-request.ts';
import { type RequestTimes, statutoryDue } from './request-clock.ts';

const FACTS = {
	asker: line('who asks'),
	organisation: optionalLine('for whom they ask'),
	basis: longText('the right or power it is made under', REASON_MAX),
	purpose: longText('what it is for', REASON_MAX),
	receivedOn: isoDate('the day it was received'),
	dueOn: maybeDate('the day by which an answer is agreed'),
	meetingIds: listOf(rowId('a meeting'), 'at least one meeting', { min: 1, max: 100 }),
	profile: oneOf(PROFILES, 'a version')
};
const REQUEST = { requestId: rowId('a request'), version: wholeNumber('the version', 1, 1_000_000) };

export const OPEN_REQUEST = z.strictObject({
	caseId: rowId('a case'),
	kind: oneOf(REQUEST_KINDS, 'what kind of request it is'),
	...FACTS,
	/** a fresh id of the page: the same form sent twice opens one request */
	commandKey: line('the form', 128)
});
export type OpenRequest = z.infer<typeof OPEN_REQUEST>;
export const AMEND_REQUEST = z.strictObject({ ...REQUEST, ...FACTS, reason: reason() });
export type AmendRequest = z.infer<typeof AMEND_REQUEST>;
export const ASK_ORIGINATOR = z.strictObject({
	...REQUEST,
	agencyId: rowId('an agency'),
	note: optionalText('what was asked', REASON_MAX)
});
export type AskOriginator = z.infer<typeof ASK_ORIGINATOR>;
export const NOTE_ORIGINATOR_ANSWER = z.strictObject({
	...REQUEST,
	agencyId: rowId('an agency'),
	view: oneOf(ORIGINATOR_VIEWS, 'what the agency answered'),
	note: optionalText('its reasons', REASON_MAX)
});
export type NoteOriginatorAnswer = z.infer<typeof NOTE_ORIGINATOR_ANSWER>;
export const DECIDE_REQUEST = z.strictObject({
	...REQUEST,
	decision: oneOf(REQUEST_DECISIONS, 'a decision'),
	profile: maybeOneOf(PROFILES, 'a version'),
	means: maybeOneOf(MEANS, 'how it is given'),
	readerId: optionalLine('a person', 64),
	until: maybeDate('the last day of the copy'),
	exemptions: listOf(oneOf(EXEMPTIONS, 'an exemption'), 'exemptions', { max: EXEMPTIONS.length }),
	reasons: longText('the reasons', REASON_MAX),
	withoutAnswers: optionalText('why it was not waited for the agencies', REASON_MAX)
});
export type DecideRequest = z.infer<typeof DECIDE_REQUEST>;
export const CLOSE_REQUEST = z.strictObject({ ...REQUEST, note: optionalText('how it ended', REASON_MAX) });
export type CloseRequest = z.infer<typeof CLOSE_REQUEST>;

const invalid = (problems: readonly Problem[]) => refuse('invalid', problems[0]?.message ?? '', problems);

/** What the day of receipt and the version asked for must be. @param today in London, YYYY-MM-DD */
export const factsProblems = (facts: RequestFacts, today: string): readonly Problem[] => [
	...(facts.receivedOn > today ? [{ field: 'receivedOn', message: 'Enter a day that has come' }] : []),
	...(facts.dueOn !== null && facts.dueOn < facts.receivedOn
		? [{ field: 'dueOn', message: 'Enter a day after it was received' }]
		: [])
];

/** The last day: what the law sets, or what was agreed where it sets none. */
export const dueOf = (kind: InformationRequest['kind'], facts: RequestFacts, times: RequestTimes): string | null =>
	statutoryDue(kind, facts.receivedOn, times) ?? facts.dueOn;

const stillOpen = ({ state }: InformationRequest) =>
	state === 'OPEN' ? null : refuse('not-now', 'This request is decided already');

/** Refused where somebody took another step meanwhile: what was typed stays in the form. */
export const changedMeanwhile = (request: InformationRequest, version: number) =>
	request.version === version
		? null
		: refuse('changed-meanwhile', 'Somebody took another step meanwhile. Look at it and send yours again');

export function decideOriginatorStep(
	request: InformationRequest,
	step: Extract<RequestStep, { type: 'originator-asked' | 'originator-answered' }>,
	agencyIds: readonly string[]
): Result<RequestStep> {
	const over = stillOpen(request);
	if (over) return over;
	return agencyIds.includes(step.agencyId)
		? done(step)
		: invalid([{ field: 'agencyId', message: 'Choose an agency whose information it is' }]);
}

/**
 * The decision, with everything that belongs to it.
 * @param agencyIds whose information it is
 */
export function decideRequest(
	request: InformationRequest,
	input: DecideRequest,
	agencyIds: readonly string[],
	today: string
): Result<RequestStep> {
	const over = stillOpen(request);
	if (over) return over;
	const { decision, means, reasons, exemptions } = input;
	const gives = decision === 'GIVE' || decision === 'GIVE_PART';
	const problems: Problem[] = [];
	if (gives && input.profile === null) problems.push({ field: 'profile', message: 'Choose which version is given' });
	if (gives && means === null) problems.push({ field: 'means', message: 'Choose how it is given' });
	if (gives && means === 'COPY' && input.readerId === '')
		problems.push({ field: 'readerId', message: 'Choose who reads the copy' });
	if (gives && means === 'COPY' && (input.until === null || input.until < today))
		problems.push({ field: 'until', message: 'Enter the last day of the copy, a day that has not passed' });
	if (gives && means === 'COPY' && input.profile === 'SUBJECT_ACCESS')
		problems.push({ field: 'profile', message: 'The version for the person is given as a file' });
	if (gives && request.kind === 'SUBJECT_ACCESS' && input.profile !== null && input.profile !== 'SUBJECT_ACCESS')
		problems.push({ field: 'profile', message: 'The person gets the version made for them and no other' });
	if (gives && request.kind === 'FREEDOM_OF_INFORMATION' && input.profile === 'FULL')
		problems.push({ field: 'profile', message: 'The public is never given the full record' });
	if ((decision === 'REFUSE' || decision === 'GIVE_PART') && BY_LAW.includes(request.kind) && exemptions.length === 0)
		problems.push({ field: 'exemptions', message: 'Choose the exemption it is kept back under' });
	if (gives && withoutAnswer(request, agencyIds).length > 0 && input.withoutAnswers === '')
		problems.push({
			field: 'withoutAnswers',
			message: 'Some agencies have not answered: say why it is not waited for'
		});
	if (problems.length > 0) return invalid(problems);
	const copy = gives && means === 'COPY';
	return done({
		type: 'request-decided',
		...{ decision, reasons, exemptions, withoutAnswers: input.withoutAnswers },
		profile: gives ? input.profile : null,
		means: gives ? means : null,
		readerId: copy ? input.readerId : null,
		until: copy ? input.until : null
	});
}
/** Kinds whose refusal the law ties to an exemption. */
const BY_LAW: readonly InformationRequest['kind'][] = ['SUBJECT_ACCESS', 'FREEDOM_OF_INFORMATION'];

export function decideClosing(request: InformationRequest, { note }: CloseRequest): Result<RequestStep> {
	if (request.state === 'CLOSED') return refuse('not-now', 'This request is closed already');
	if (request.state === 'OPEN' && note === '')
		return invalid([{ field: 'note', message: 'Say how it ended, as nothing was decided' }]);
	return done({ type: 'request-closed', note });
}
