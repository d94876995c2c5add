/** The returns of the agencies as the minutes print them: under their agency, with whom they are for (domain.md 4.4, item 9). */
import { seatOf } from '../attendance/seats.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { lastSent, type OwingAgency } from '../returns/agency-return.ts';
import { audienceIn, isForAll } from '../returns/return-audience.ts';
import { PROPOSALS, proposalPart, type ReturnTexts } from '../returns/return-fields.ts';
import { answerIn, attendingIn, dueName, ownerName, type ReturnValues } from '../returns/return-values.ts';
import { answerWord, attendingWord, audienceWord, sentBy } from '../returns/return-words.ts';
import { londonDate, longDate } from '../time.ts';
import type { RecordReturn } from './final-record.ts';

/** What was written and chosen, by agency id; of a return that is not for everybody only whom it is for. */
export type ReturnsFound = Readonly<Record<string, { readonly values: ReturnValues; readonly texts: ReturnTexts }>>;

/** Proposed actions of a return, each in one line. */
export const proposedActions = (
	values: ReturnValues,
	texts: ReturnTexts,
	nameOf: (agencyId: string) => string
): readonly string[] =>
	PROPOSALS.flatMap((proposal) => {
		const text = texts[proposalPart(proposal)];
		if (!text) return [];
		const owner = nameOf(values[ownerName(proposal)] ?? '');
		const due = values[dueName(proposal)];
		const by = [owner, due ? `by ${longDate(due)}` : ''].filter((part) => part !== '').join(', ');
		return [by === '' ? text : `${text} (suggested: ${by})`];
	});

export const recordReturns = (
	meeting: Meeting,
	owing: readonly OwingAgency[],
	found: ReturnsFound,
	nameOf: (agencyId: string) => string
): readonly RecordReturn[] =>
	owing.map(({ agencyId, agencyName }) => {
		const sent = lastSent(meeting.returns, agencyId);
		const by = sent && seatOf(meeting.attendance, sent.by)?.person.name;
		const how = sent
			? `Sent ${longDate(londonDate(sent.at))}${by ? ` by ${sentBy(by, agencyName, sent.toldBy)}` : ''}`
			: '';
		const own = found[agencyId];
		const nothing = { answer: '', known: '', relevance: '', proposed: [], attendance: '' };
		if (!own || (!sent && Object.keys(own.texts).length === 0))
			return { agency: agencyName, sent: how === '' ? 'No return' : how, for: '', ...nothing };
		const { values, texts } = own;
		const audience = audienceIn(values);
		const head = { agency: agencyName, sent: how === '' ? 'Told in the meeting' : how, for: audienceWord[audience] };
		if (!isForAll(audience)) return { ...head, ...nothing };
		const answer = answerIn(values);
		const attending = attendingIn(values);
		return {
			...head,
			answer:
				answer === 'NOTHING_KNOWN' && values.checkedOn
					? `${answerWord[answer]}, checked on ${longDate(values.checkedOn)}`
					: answer
						? answerWord[answer]
						: '',
			known: texts.known ?? '',
			relevance: texts.relevance ?? '',
			proposed: proposedActions(values, texts, nameOf),
			attendance: attending ? attendingWord[attending] : ''
		};
	});
