/** The MAPPA unit keeps a wording: a new one, a changed one, or one taken out of use. */
import { z } from 'zod';
import { isItemCode } from '../agenda/agenda.ts';
import { line, longText, wholeNumber, yesNo } from '../input.ts';
import { done, type Result, refuse } from '../result.ts';
import { type KeptWording, WORDING_KEY, WORDING_LIMIT } from './wording.ts';

const ITEM = 'Choose an item of the agenda, or every item';
const KEY = 'Enter a short key of small letters and digits, like apol';
export const KEEP_WORDING = z.strictObject({
	/** '' = a new one */
	wordingId: z.string().max(64),
	/** what was on the page; 0 = new, or never changed */
	version: wholeNumber('the version', 0, 1_000_000),
	item: z.string({ error: ITEM }).refine((code) => code === '' || isItemCode(code), ITEM),
	key: z.preprocess(
		(typed) => (typeof typed === 'string' ? typed.trim().replace(/^;/, '').toLowerCase() : typed),
		z
			.string({ error: KEY })
			.max(WORDING_LIMIT.key, `Enter at most ${WORDING_LIMIT.key} letters`)
			.regex(WORDING_KEY, KEY)
	),
	name: line('a name', WORDING_LIMIT.name),
	words: longText('the wording', WORDING_LIMIT.words),
	isRetired: yesNo('whether it is in use').default(false)
});
export type KeepWording = z.infer<typeof KEEP_WORDING>;

const wrong = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);

/** What is to be stored; null when it says so already. @param newId for a new one */
export const decideWording = (
	{ wordingId, version, ...typed }: KeepWording,
	all: readonly KeptWording[],
	newId: string
): Result<{ readonly templateId: string; readonly version: number } | null> => {
	const before = wordingId === '' ? null : all.find(({ id }) => id === wordingId);
	if (before === undefined) return refuse('missing', 'There is no such wording. It may be somebody else’s page');
	const says = (one: Omit<KeptWording, 'id' | 'version'>): string =>
		JSON.stringify([one.item ?? '', one.key, one.name, one.words, one.isRetired]);
	const item = isItemCode(typed.item) ? typed.item : null;
	if (before && says(before) === says({ ...typed, item })) return done(null);
	if (before && before.version !== version)
		return refuse('changed-meanwhile', 'Somebody else changed this wording while you did. Both are shown below');
	const same = all.find((one) => one.id !== wordingId && !one.isRetired && one.item === item && one.key === typed.key);
	if (same && !typed.isRetired) return wrong('key', `“${same.name}” has this key already. Choose another one`);
	if (!before && all.length >= WORDING_LIMIT.perArea)
		return refuse('not-now', `There are ${WORDING_LIMIT.perArea} wordings already. Change one that nobody uses`);
	return done({ templateId: before?.id ?? newId, version: (before?.version ?? 0) + 1 });
};
