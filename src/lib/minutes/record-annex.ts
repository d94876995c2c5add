/**
 * Where every part of the record comes from, for somebody who has to prove it: who wrote which text and when, who recorded which
 * facts, who was connected, who decided what for which reason and who disagreed, and the state of the logs behind it all.
 */
import { itemTitle } from '../agenda/agenda-words.ts';
import { connectedStretches } from '../attendance/connected.ts';
import type { NotedPresence } from '../attendance/presence-notes.ts';
import { seatList } from '../attendance/seats.ts';
import { eventWord } from '../meeting/event-words.ts';
import type { Meeting, MeetingEvent, Stamped } from '../meeting/meeting.ts';
import { londonDate, londonTime, longMoment, plainDate, timeSpan } from '../time.ts';
import type { RecordAnnex } from './final-record.ts';
import { fieldName } from './late-words-words.ts';
import { recordDisclosures, recordLevel, recordOutcome } from './record-decisions.ts';

/** Who stored changes of one text, from the document's log. */
export type FieldWriter = {
	readonly field: string;
	/** '' = the service itself, which carried it over */
	readonly person: string;
	readonly agency: string;
	/** ISO 8601, UTC */
	readonly first: string;
	readonly last: string;
	readonly changes: number;
};
export type LogHead = RecordAnnex['logs'][number];
export type AnnexSource = {
	readonly writers: readonly FieldWriter[];
	readonly facts: readonly Stamped[];
	/** name and agency of whoever recorded a fact */
	readonly nameOf: (personId: string) => { readonly name: string; readonly agencyName: string };
	readonly presence: NotedPresence;
	/** a gap in a connection shorter than this is none, in minutes */
	readonly departureMinutes: number;
	readonly logs: readonly LogHead[];
};

/** Facts that the service notes by itself, or that say nothing about the record. */
const NOT_TOLD = /^(presence|hand)-/;

export const recordAnnex = (meeting: Meeting, source: AnnexSource): RecordAnnex => ({
	written: source.writers.map(({ field, person, agency, first, last, changes }) => ({
		text: fieldName(field),
		person: person === '' ? 'Carried over from the previous meeting' : person,
		agency,
		when: between(first, last),
		changes
	})),
	recorded: recordedFacts(source),
	connected: connectedPeople(meeting, source),
	decisions: decisions(meeting, source),
	logs: source.logs
});

/** "17 December 2026, 10:12 to 10:41" */
const between = (first: string, last: string): string => {
	const [on, until] = [londonDate(first), londonDate(last)];
	if (on !== until) return `${plainDate(on)} to ${plainDate(until)}`;
	const [from, to] = [londonTime(first), londonTime(last)];
	return from === to ? `${plainDate(on)}, ${from}` : `${plainDate(on)}, ${from} to ${to}`;
};

/** One line for each kind of fact and person, in the order the first of them was recorded. */
const recordedFacts = ({ facts, nameOf }: AnnexSource): RecordAnnex['recorded'] => {
	const lines = new Map<
		string,
		{ type: MeetingEvent['type']; by: string; first: string; last: string; times: number }
	>();
	for (const { event, by, at } of facts) {
		if (NOT_TOLD.test(event.type)) continue;
		const key = `${event.type} ${by}`;
		const line = lines.get(key);
		if (line) {
			line.last = at;
			line.times += 1;
		} else lines.set(key, { type: event.type, by, first: at, last: at, times: 1 });
	}
	return [...lines.values()].map(({ type, by, first, last, times }) => {
		const { name, agencyName } = nameOf(by);
		return { fact: eventWord[type], person: name, agency: agencyName, when: between(first, last), times };
	});
};

const connectedPeople = (meeting: Meeting, { presence, departureMinutes }: AnnexSource): RecordAnnex['connected'] => {
	const { startedAt, endedAt } = meeting;
	if (startedAt === null) return [];
	const ran = { from: startedAt, until: endedAt ?? startedAt };
	return seatList(meeting.attendance).flatMap((seat) => {
		const noted = presence.get(seat.person.personId) ?? [];
		const stretches = connectedStretches([...seat.presence, ...noted], ran, departureMinutes).map(({ from, to }) =>
			timeSpan(new Date(from).toISOString(), new Date(to).toISOString())
		);
		return stretches.length === 0 ? [] : [{ person: seat.person.name, agency: seat.person.agencyName, stretches }];
	});
};

/** Who recorded each and when. Reasons and views stand in the record once, where they are told, and are not repeated as data. */
const decisions = (meeting: Meeting, { nameOf }: AnnexSource): RecordAnnex['decisions'] => {
	const { disclosures, level, outcome, dissent } = meeting.decisions;
	const made = (title: string, { by, at }: { readonly by: string; readonly at: string }) => {
		const { name, agencyName } = nameOf(by);
		return { title, person: name, agency: agencyName, at: longMoment(at) };
	};
	return [
		...recordDisclosures(meeting).flatMap(({ title }, n) => {
			const decided = disclosures[n]?.decided;
			return decided ? [made(title, decided)] : [];
		}),
		...(level ? [made(recordLevel(meeting)?.title ?? '', level.decided)] : []),
		...(outcome ? [made(recordOutcome(meeting)?.title ?? '', outcome.decided)] : []),
		...dissent.map((one) => made(differingView(itemTitle[one.item], one.agencyName), one))
	];
};

/** What the annex calls a view that an agency had recorded. */
export const differingView = (item: string, agency: string): string => `${agency} on “${item}”`;
