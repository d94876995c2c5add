/** One polite sentence about what others changed, at a calm pace: a screen reader is told, never flooded. */

/**
 * "Housing" did something: `what` is a phrase that reads after the name, "changed the owner of A12". What asks the listener for
 * something is told in full, however much waits beside it.
 */
export type OthersChange = { readonly who: string; readonly what: string; readonly inFull?: boolean };

/** No sentence comes sooner than this after the one before. */
export const CALM_PACE_MS = 5_000;
const NAMED = 2;

const list = (words: readonly string[]): string =>
	words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const told = (change: OthersChange): string => `${change.who} ${change.what}.`;
const counted = (changes: readonly OthersChange[]): string =>
	changes.length <= NAMED
		? changes.map(told).join(' ')
		: `${changes.length} changes by ${list([...new Set(changes.map((change) => change.who))])}.`;

/** What to say of everything that waits. Up to two changes are told in full, more are counted and named by agency. */
export const sentenceFor = (changes: readonly OthersChange[]): string => {
	const different = [...new Map(changes.map((change) => [`${change.who} ${change.what}`, change])).values()];
	const inFull = different.filter((change) => change.inFull);
	const others = different.filter((change) => !change.inFull);
	return [...inFull.map(told), counted(others)].filter((sentence) => sentence !== '').join(' ');
};

export type Pace = { readonly waiting: readonly OthersChange[]; readonly spokenAt: number };
export const SILENT: Pace = { waiting: [], spokenAt: Number.NEGATIVE_INFINITY };

/** What to say at `now` (ms), if it is time, and what then waits. */
export const speak = (pace: Pace, now: number): { readonly pace: Pace; readonly sentence: string | null } =>
	pace.waiting.length === 0 || now - pace.spokenAt < CALM_PACE_MS
		? { pace, sentence: null }
		: { pace: { waiting: [], spokenAt: now }, sentence: sentenceFor(pace.waiting) };
