/** Names of victims that stand where only codes belong (domain.md 8.3, V27). Finds nothing where the names are not known. */
import type { ItemCode } from '../agenda/agenda.ts';
import { recordedLines } from '../item-records/item-records.ts';
import { findVictimNames } from '../restricted/victim-names.ts';
import { inAList } from '../welsh/in-a-list.ts';
import { type Finder, type Found, found } from './gate.ts';
import { fieldName } from './late-words-words.ts';

/** V27 */
export const victimNamesTyped: Finder = ({ meeting, texts, victims }) => {
	if (victims.length === 0) return [];
	const inTexts = (fields: Readonly<Record<string, string>>, itemOf: (field: string) => ItemCode): readonly Found[] =>
		Object.entries(fields).flatMap(([field, text]) => {
			const codes = [...new Set(findVictimNames(text, victims).map(({ code }) => code))];
			if (codes.length === 0) return [];
			const message = `${fieldName(field)}: write ${inAList(codes)} in place of the name`;
			return [found(`V27:${field}`, itemOf(field), message, `#${field}`)];
		});
	return [
		...inTexts(texts.plan, (field) => (field.startsWith('A') ? 'ACTIONS' : 'RMP')),
		...inTexts(texts.minutes, (field) => (field.split('.')[0] ?? '') as ItemCode),
		...inTexts(recordedLines(meeting.itemRecords), (field) => (field.split('.')[0] ?? '') as ItemCode)
	];
};
