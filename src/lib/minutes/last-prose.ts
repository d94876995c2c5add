/** What the case's last meeting wrote under one agenda item, to be read beside this meeting's words. */
import type { Language } from '../welsh/language.ts';
import type { FinalRecord } from './final-record.ts';

export type LastProse = {
	/** NMS-2026-014/1 */
	readonly reference: string;
	readonly language: Language;
	/** notes of the item; '' = none */
	readonly notes: string;
	/** labelled words of the item's own fields, those that hold nothing left out */
	readonly facts: readonly (readonly [label: string, value: string])[];
};

/** Null when that meeting did not have the item. */
export const lastProse = ({ reference, language, items }: FinalRecord, code: string): LastProse | null => {
	const item = items.find((one) => one.code === code);
	if (!item) return null;
	return {
		reference,
		language,
		notes: item.notes.trim(),
		facts: item.facts.filter(([, value]) => value.trim() !== '')
	};
};
