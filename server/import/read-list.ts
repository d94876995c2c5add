/**
 * A list that somebody filled in, with the headings and words of this build or of another language's: whoever filled the template
 * in may have read it in another language than whoever brings it (decision 061).
 */
import type { FileAnswer } from '#lib/import/file-row.ts';
import { readPeopleList } from '#lib/import/people-list.ts';
import { readPlanList } from '#lib/import/plan-list.ts';
import { LANGUAGE, LANGUAGES } from '#lib/welsh/language.ts';
import { speakerOf } from '../speakers.ts';

export const LISTS = { readPeopleList, readPlanList } as const;
export type Lists = typeof LISTS;

/** What is wrong is said in the language of this build. @param read of the list that is wanted */
export function readList<Value>(read: (lists: Lists) => FileAnswer<Value>): FileAnswer<Value> {
	const own = read(LISTS);
	if (own.ok) return own;
	for (const language of LANGUAGES.filter((one) => one !== LANGUAGE)) {
		const lists = speakerOf(language)?.lists;
		const other = lists && read(lists);
		if (other?.ok) return other;
	}
	return own;
}
