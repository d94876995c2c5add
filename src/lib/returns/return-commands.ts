/** An agency's return: saved as a draft, sent, sent anew; and what the meeting takes from it into its plan (domain.md 4.1, 4.4). */
import { z } from 'zod';
import { seatOf } from '../attendance/seats.ts';
import { agencyId, dateOrBlank, line, listOf, maybeWholeNumber, personId, riskKey, wholeNumber } from '../input.ts';
import { storableText } from '../live-text/storable-text.ts';
import { command, type DecideContext } from '../meeting/command.ts';
import type { Meeting, MeetingEvent } from '../meeting/meeting.ts';
import { done, type Refusal, type Result, refuse } from '../result.ts';
import { MOST_ACTIONS } from '../rmp/action-commands.ts';
import type { ActionValues } from '../rmp/rmp.ts';
import { londonDate } from '../time.ts';
import { LIMIT } from '../wire.ts';
import { isWrittenFor, owesReturn, RETURN_ANSWERS, RETURN_ATTENDING, returnOf, takesReturns } from './agency-return.ts';
import { isOfReturn, mayWriteReturnFor, readsReturn } from './return-access.ts';
import { audienceIn, isForAll, RETURN_AUDIENCES } from './return-audience.ts';
import { sendProblems, valueField } from './return-checks.ts';
import { MOST_PROPOSALS, PROPOSALS, RETURN_PARTS, type ReturnPart } from './return-fields.ts';
import { answerIn, attendingIn, dueName, namedIn, ownerName, type ReturnValues } from './return-values.ts';

const choice = <const T extends readonly [string, ...string[]]>(values: T, label: string) =>
	z.preprocess((value) => value ?? '', z.enum(['', ...values], { error: `Choose ${label}` }));
const owner = z.preprocess((value) => value ?? '', z.union([z.literal(''), agencyId()], { error: 'Choose an agency' }));
/** Kept as typed, spaces and all: it is compared with what stood there. */
const typedText = z
	.string({ error: 'Enter text' })
	.transform((text) => storableText(text.replace(/\r\n?/g, '\n')))
	.pipe(
		z
			.string()
			.max(
				LIMIT.fieldCharacters,
				`Shorten this to ${LIMIT.fieldCharacters.toLocaleString('en-GB')} characters or fewer`
			)
	);

/** Boxes ticked, one after another; kept as lines in one order, so that the same people are the same choice. */
const named = z.preprocess(
	(value) => (Array.isArray(value) ? value : String(value ?? '').split('\n')).filter((one) => one !== ''),
	z
		.array(personId())
		.max(200, 'Choose fewer people')
		.transform((ids) => [...new Set(ids)].sort().join('\n'))
);

/** What a form of the return sends. Without a script it sends the texts too, and how far the document had come when it was read. */
const SAVED = z.strictObject({
	agencyId: agencyId('your agency'),
	/** number of the saved state that the form was filled from; 0 = none */
	edition: wholeNumber('the edition', 0, 1_000_000),
	/** number of the document's last update when the texts were read */
	head: maybeWholeNumber('how far the texts had come', 0, 999_999_999),
	values: z.strictObject({
		answer: choice(RETURN_ANSWERS, 'whether your agency knows something'),
		checkedOn: dateOrBlank('the day your records were checked'),
		attending: choice(RETURN_ATTENDING, 'whether somebody comes'),
		audience: choice(RETURN_AUDIENCES, 'whom it is for'),
		named,
		...Object.fromEntries(
			PROPOSALS.flatMap((proposal) => [
				[ownerName(proposal), owner],
				[dueName(proposal), dateOrBlank('the date')]
			])
		)
	}),
	text: z.strictObject(Object.fromEntries(RETURN_PARTS.map((part) => [part, typedText.optional()]))).optional()
});
export type SaveReturn = {
	readonly agencyId: string;
	readonly edition: number;
	readonly head: number | null;
	readonly values: ReturnValues;
	readonly text?: Partial<Record<ReturnPart, string>> | undefined;
};
const SAVE_RETURN = SAVED as unknown as z.ZodType<SaveReturn>;

const NOT_YOURS = refuse('forbidden', 'Only somebody of the agency can write its return');
const CLOSED = refuse(
	'not-now',
	'The item of agency information is closed. What is still missing belongs in the notes'
);
const MEANWHILE = 'Somebody of your agency saved this too while it was open here. Look at both, then save again';

/** Why this person may not write the return of an agency now; null when they may. */
const barred = (
	meeting: Meeting,
	of: string,
	{ actor, agencyType, statementVersion }: DecideContext
): Refusal | null => {
	if (!owesReturn(agencyType(of))) return refuse('not-now', 'The MAPPA unit owes no return');
	if (actor.agencyId !== of) return NOT_YOURS;
	if (!isOfReturn(meeting, actor, of, statementVersion))
		return refuse('not-ready', 'Accept the confidentiality and equality statement first');
	return takesReturns(meeting) ? null : CLOSED;
};

/** People it is for by name are people of the meeting, and for people named alone there is somebody. */
const audienceProblem = (meeting: Meeting, values: ReturnValues): Refusal | null => {
	const ids = namedIn(values);
	const problem = (message: string): Refusal => refuse('invalid', message, [{ field: valueField('named'), message }]);
	if (ids.some((id) => seatOf(meeting.attendance, id) === null))
		return problem('Choose people who are invited to this meeting');
	return audienceIn(values) === 'NAMED_ONLY' && ids.length === 0
		? problem('Choose at least one person it is for')
		: null;
};

/** @param always a new saved state also when nothing differs from the last one */
const saving = (
	meeting: Meeting,
	of: string,
	context: DecideContext,
	always = false
): Result<readonly MeetingEvent[]> => {
	const refusal = barred(meeting, of, context);
	return refusal ?? savingFound(meeting, of, context, always);
};

const savingFound = (
	meeting: Meeting,
	of: string,
	context: DecideContext,
	always: boolean
): Result<readonly MeetingEvent[]> => {
	const found = context.agencyReturn;
	if (!found) return NOT_YOURS;
	if (found.conflicts.length > 0)
		return refuse('changed-meanwhile', MEANWHILE, [
			{ field: 'version', message: MEANWHILE },
			...found.conflicts.map((name) => ({ field: valueField(name), message: 'Look at both answers and choose one' }))
		]);
	if (found.tooLong.length > 0) {
		const message = 'Shorten this: together with what your colleagues wrote it is too long';
		return refuse(
			'invalid',
			message,
			found.tooLong.map((part) => ({ field: `text.${part}`, message }))
		);
	}
	const strange = PROPOSALS.find((n) => {
		const id = found.values[ownerName(n)] ?? '';
		return id !== '' && context.agencyName(id) === null;
	});
	if (strange !== undefined) {
		const message = 'Choose an agency of this area';
		return refuse('invalid', message, [{ field: valueField(ownerName(strange)), message }]);
	}
	const missing = audienceProblem(meeting, found.values);
	if (missing) return missing;
	if (!found.isChanged && !always) return done([]);
	const number = found.latest + 1;
	const { audience = '', named = '' } = found.values;
	const before = found.audience;
	const audienceSince = before && audience === before.was && named === before.named ? before.since : number;
	const forAll = isForAll(audienceIn(found.values));
	return done([{ type: 'return-saved', agencyId: of, number, audienceSince, isForAll: forAll }]);
};

export const saveReturn = command({
	name: 'save-return',
	schema: SAVE_RETURN,
	decide: (meeting, { agencyId }, context) => saving(meeting, agencyId, context)
});

/** Sent again, it is another version; the ones before stay. */
export const sendReturn = command({
	name: 'send-return',
	schema: SAVE_RETURN,
	decide: (meeting, { agencyId }, context) => sending(agencyId, context, saving(meeting, agencyId, context, true))
});

const sending = (
	agencyId: string,
	context: DecideContext,
	saved: Result<readonly MeetingEvent[]>,
	toldBy?: string
): Result<readonly MeetingEvent[]> => {
	const found = context.agencyReturn;
	if (!saved.ok || !found) return saved;
	const problems = sendProblems(found.values, found.texts, londonDate(context.now));
	if (problems.length > 0)
		return refuse('invalid', problems.length === 1 ? problems[0]!.message : 'Check the answers marked below', problems);
	// The same twice is sent once.
	if (found.isAsSent) return done([]);
	const number = found.latest + 1;
	const answer = answerIn(found.values) ?? 'INFORMATION';
	return done([
		...saved.value,
		{
			...{ type: 'return-sent', agencyId, number, answer },
			checkedOn: answer === 'NOTHING_KNOWN' ? (found.values.checkedOn ?? null) : null,
			inLieu: attendingIn(found.values) === 'REPORT',
			...(toldBy === undefined ? {} : { toldBy })
		}
	]);
};

const BEGUN = refuse(
	'not-now',
	'Somebody of the agency has begun its return, so it is theirs to write. What you were told belongs in the notes'
);
const SAVED_FOR = SAVED.extend({
	toldBy: line('who of the agency told you, and how')
}) as unknown as z.ZodType<SaveReturn & { readonly toldBy: string }>;

/** The MAPPA unit writes down what an agency told it another way: its own name and the agency's stand with it everywhere. */
export const sendReturnFor = command({
	name: 'send-return-for',
	schema: SAVED_FOR,
	decide: (meeting, { agencyId, toldBy }, context) => {
		const { actor, agencyReturn: found, agencyType, statementVersion } = context;
		const hasSeat = Object.values(meeting.attendance.seats).some(
			({ person, removed }) => person.agencyId === agencyId && !removed
		);
		if (!hasSeat || !owesReturn(agencyType(agencyId)))
			return refuse('missing', 'No such agency owes this meeting a return');
		if (!takesReturns(meeting)) return CLOSED;
		if (!isWrittenFor(meeting.returns, agencyId) || found?.isBegun) return BEGUN;
		if (!mayWriteReturnFor(meeting, actor, agencyId, statementVersion))
			return refuse('not-ready', 'Accept the confidentiality and equality statement of this meeting first');
		return sending(agencyId, context, savingFound(meeting, agencyId, context, true), toldBy);
	}
});

/** A proposed action becomes one of the plan, with its words, its date, and somebody of the suggested agency as owner. */
export const takeProposal = command({
	name: 'take-proposal',
	schema: z.strictObject({
		agencyId: agencyId(),
		proposal: wholeNumber('the proposal', 1, MOST_PROPOSALS),
		riskKeys: listOf(riskKey(), 'the risk this action is for', { min: 1, max: 50 })
	}),
	decide: (meeting, { agencyId, proposal, riskKeys }, { actor, proposal: found, statementVersion }) => {
		const known = returnOf(meeting.returns, agencyId);
		if (!known || !found || !readsReturn(meeting, actor, agencyId, statementVersion))
			return refuse('missing', 'There is no such proposal');
		if (!known.isForAll)
			return refuse(
				'not-now',
				'This return is not for everybody in the meeting. Add an action in words that everybody may read'
			);
		if (known.taken[proposal])
			return refuse('changed-meanwhile', `This proposal is in the plan already, as ${known.taken[proposal]}`);
		if (found.text === '') return refuse('changed-meanwhile', 'The agency has taken this proposal back');
		if (meeting.rmp.actions.length >= MOST_ACTIONS)
			return refuse('not-now', `A plan holds at most ${MOST_ACTIONS} actions`);
		if (!riskKeys.every((key) => meeting.rmp.risks.some((row) => row.key === key && !row.removed))) {
			const message = 'Choose risks that are in the plan';
			return refuse('invalid', message, [{ field: 'riskKeys', message }]);
		}
		const number = `A${meeting.rmp.highest.A + 1}`;
		const suggested = found.values[ownerName(proposal)] || agencyId;
		const seats = Object.values(meeting.attendance.seats).filter(
			({ person, removed, substitute }) => person.agencyId === suggested && !removed && substitute === null
		);
		const person = (seats.find(({ confirmed }) => confirmed) ?? seats[0])?.person ?? null;
		const due = found.values[dueName(proposal)] || null;
		const to: { -readonly [K in keyof ActionValues]?: ActionValues[K] } = {};
		const from: typeof to = {};
		if (person) [to.owner, from.owner] = [person, null];
		if (due) [to.due, from.due] = [due, null];
		const events: MeetingEvent[] = [
			{ type: 'action-added', number, riskKeys: [...new Set(riskKeys)], sinceMeeting: meeting.convened.seq }
		];
		if (Object.keys(to).length > 0) events.push({ type: 'action-value-set', number, from, to });
		events.push({ type: 'proposal-taken', agencyId, proposal, number });
		return done(events);
	}
});
