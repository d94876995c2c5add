/**
 * What others changed as one polite sentence, at the pace its listener chose: a screen reader is told, never flooded. People
 * first, then where the meeting is, then what was changed, then who wrote where (the order asked for where people share an
 * editor: peers.md 4.3).
 */

import { type AnnouncePace, announcePaceMs, CALM_PACE_MS } from '../announcements/announce-pace.ts';
import { inAList } from '../welsh/in-a-list.ts';

/**
 * `ASKS` asks the listener for something and is told in full, however much waits beside it; `PERSON` came or went; `MEETING`
 * moved the meeting itself; `WRITING` is words in a text; everything else is a `CHANGE`.
 */
export type ChangeKind = 'ASKS' | 'PERSON' | 'MEETING' | 'CHANGE' | 'WRITING';

/** "Housing" did something: `what` is a phrase that reads after the name, "changed the owner of A12". */
export type OthersChange = {
	readonly who: string;
	readonly what: string;
	readonly kind?: ChangeKind;
	/** of a PERSON: the phrase after "3 people" */
	readonly many?: string;
	/** of WRITING: where, "R2, contingency"; `what` is then not used */
	readonly place?: string;
	/** who wrote, so that people are counted and not agencies */
	readonly by?: string;
	/** it is about the listener's own agency, or their agency did it */
	readonly mine?: boolean;
	/** a newer one of the same topic takes its place while both wait; a PERSON is not said again within a minute */
	readonly topic?: string;
};

/** The same topic, and the same agency in the same text, is not said again so soon. */
const SAID_FOR_MS = 60_000;
/** What waits beyond this is counted, not kept. */
const MOST_WAITING = 100;
const NAMED = 2;
const NAMED_IN_FULL = 6;

export type Pace = {
	readonly waiting: readonly OthersChange[];
	/** how many more there were than are kept */
	readonly uncounted: number;
	readonly spokenAt: number;
	/** when each topic was said last, epoch ms */
	readonly said: ReadonlyMap<string, number>;
};
export const SILENT: Pace = { waiting: [], uncounted: 0, spokenAt: Number.NEGATIVE_INFINITY, said: new Map() };

const kindOf = ({ kind }: OthersChange): ChangeKind => kind ?? 'CHANGE';
const phraseOf = ({ who, what, place }: OthersChange): string => `${who} ${place ?? what}`;
const topicOf = (change: OthersChange): string | null =>
	change.topic ?? (kindOf(change) === 'WRITING' ? `${change.by ?? change.who} ${change.place}` : null);

/** One more change that is to be said when it is time. @param now epoch ms */
export const hear = (pace: Pace, change: OthersChange, now: number): Pace => {
	const topic = topicOf(change);
	const repeats = kindOf(change) === 'WRITING' || kindOf(change) === 'PERSON';
	if (repeats && topic !== null && now - (pace.said.get(topic) ?? Number.NEGATIVE_INFINITY) < SAID_FOR_MS) return pace;
	const others = pace.waiting.filter((one) =>
		topic === null ? phraseOf(one) !== phraseOf(change) : topicOf(one) !== topic
	);
	if (others.length < MOST_WAITING || kindOf(change) === 'ASKS') return { ...pace, waiting: [...others, change] };
	return { ...pace, uncounted: pace.uncounted + 1 };
};

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];
const told = ({ who, what }: OthersChange): string => `${who} ${what}.`;

const changesTold = (changes: readonly OthersChange[], named: number): readonly string[] => {
	if (changes.length === 0) return [];
	if (changes.length <= named) return changes.map(told);
	return [`${changes.length} changes by ${inAList(distinct(changes.map(({ who }) => who)))}.`];
};

/** "3 people joined." rather than three sentences. */
const peopleTold = (changes: readonly OthersChange[], named: number): readonly string[] =>
	distinct(changes.map(({ what }) => what)).flatMap((what) => {
		const same = changes.filter((one) => one.what === what);
		return same.length <= named ? same.map(told) : [`${same.length} people ${same[0]?.many ?? what}.`];
	});

const writingTold = (changes: readonly OthersChange[], named: number): readonly string[] => {
	const places = distinct(changes.map(({ place }) => place ?? ''));
	const people = (some: readonly OthersChange[]): number => distinct(some.map(({ by, who }) => by ?? who)).length;
	const agencies = (some: readonly OthersChange[]): readonly string[] => distinct(some.map(({ who }) => who));
	if (places.length > named) {
		const who = agencies(changes);
		if (who.length === 1) return [`${who[0]} wrote in ${places.length} places.`];
		return [`${people(changes)} people wrote in ${places.length} places.`];
	}
	return places.map((place) => {
		const here = changes.filter((one) => one.place === place);
		const who = agencies(here);
		return people(here) > 2 || who.length < Math.min(people(here), 2)
			? `${people(here)} people wrote in ${place}.`
			: `${inAList(who)} wrote in ${place}.`;
	});
};

/** What to say of everything that waits. @param named how many of a kind are told one by one; more are counted */
export const sentenceFor = (changes: readonly OthersChange[], named = NAMED, uncounted = 0): string => {
	const of = (kind: ChangeKind): readonly OthersChange[] => changes.filter((one) => kindOf(one) === kind);
	return [
		...of('ASKS').map(told),
		...peopleTold(of('PERSON'), named),
		...of('MEETING').map(told),
		...changesTold(of('CHANGE'), named),
		...writingTold(of('WRITING'), named),
		...(uncounted > 0 ? [`And ${uncounted} more.`] : [])
	].join(' ');
};

const isWanted = (change: OthersChange, choice: AnnouncePace): boolean => {
	if (choice === 'NOTHING') return false;
	if (choice === 'MY_AGENCY') return change.mine === true || kindOf(change) === 'ASKS' || kindOf(change) === 'MEETING';
	return true;
};

/** What to say at `now` (epoch ms), if it is time, and what then waits. What the listener does not want to hear is forgotten. */
export const speak = (
	pace: Pace,
	now: number,
	choice: AnnouncePace
): { readonly pace: Pace; readonly sentence: string | null } => {
	const wanted = pace.waiting.filter((change) => isWanted(change, choice));
	if (wanted.length === 0) return { pace: { ...pace, waiting: [], uncounted: 0 }, sentence: null };
	const every = wanted.some((change) => kindOf(change) === 'ASKS') ? CALM_PACE_MS : announcePaceMs[choice];
	if (now - pace.spokenAt < every) return { pace: { ...pace, waiting: wanted }, sentence: null };
	const said = new Map([...pace.said].filter(([, at]) => now - at < SAID_FOR_MS));
	for (const change of wanted) {
		const topic = topicOf(change);
		if (topic !== null) said.set(topic, now);
	}
	const inFull = choice === 'EVERY_CHANGE' || choice === 'MY_AGENCY';
	return {
		pace: { waiting: [], uncounted: 0, spokenAt: now, said },
		sentence: sentenceFor(wanted, inFull ? NAMED_IN_FULL : NAMED, choice === 'MY_AGENCY' ? 0 : pace.uncounted)
	};
};
