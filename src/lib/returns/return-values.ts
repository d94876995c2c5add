/**
 * What an agency chooses in its return, as against what it writes: the kind of answer, whom it is for, who comes, and owner
 * and date of each proposed action. Plain words by name, as a form sends them; every saved state holds all of them.
 */
import { type Merged, mergeNamed } from '../govuk/merge-values.ts';
import { RETURN_ANSWERS, RETURN_ATTENDING, type ReturnAnswer, type ReturnAttending } from './agency-return.ts';
import { PROPOSALS } from './return-fields.ts';

export const ownerName = (proposal: number): string => `owner${proposal}`;
export const dueName = (proposal: number): string => `due${proposal}`;
/** `named`: ids of people, a line for each, where it is for named people only. */
export const VALUE_NAMES: readonly string[] = [
	...['answer', 'checkedOn', 'attending', 'audience', 'named'],
	...PROPOSALS.flatMap((proposal) => [ownerName(proposal), dueName(proposal)])
];

/** By name, '' where nothing is chosen. */
export type ReturnValues = Readonly<Record<string, string>>;
export const NO_VALUES: ReturnValues = Object.fromEntries(VALUE_NAMES.map((name) => [name, '']));

const among = <T extends string>(all: readonly T[], value: string | undefined): T | null =>
	all.find((one) => one === value) ?? null;
export const answerIn = (values: ReturnValues): ReturnAnswer | null => among(RETURN_ANSWERS, values.answer);
export const attendingIn = (values: ReturnValues): ReturnAttending | null => among(RETURN_ATTENDING, values.attending);
export const namedIn = (values: ReturnValues): readonly string[] =>
	(values.named ?? '').split('\n').filter((id) => id !== '');

export type MergedValues = Merged;
/**
 * One person's choices brought together with what was saved since they opened the form: whatever only one of the two changed
 * is taken from that one. @param base as this person read them
 */
export const mergeValues = (base: ReturnValues, mine: ReturnValues, saved: ReturnValues): MergedValues =>
	mergeNamed(VALUE_NAMES, base, mine, saved);
export const sameValues = (a: ReturnValues, b: ReturnValues): boolean =>
	VALUE_NAMES.every((name) => (a[name] ?? '') === (b[name] ?? ''));
