/** How far each agenda item has come: "recorded / partial / empty" of domain.md 4.4, over what is there and what is missing. */
import type { ItemCode } from '../agenda/agenda.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { Gate } from '../minutes/gates.ts';
import { hasSomething } from '../minutes/gates-of-record.ts';
import { minutesField, type Texts } from '../minutes/minutes-fields.ts';
import { isRecordedItem } from './item-fields.ts';
import { missingIn } from './item-missing.ts';
import type { ItemProgress } from './item-progress-words.ts';

/**
 * One for each item of the agenda.
 * @param open everything `gates(meeting, texts)` finds, worked out once by whoever asks
 */
export const itemProgress = (
	meeting: Meeting,
	texts: Texts,
	open: readonly Gate[]
): Readonly<Partial<Record<ItemCode, ItemProgress>>> => {
	const textOf = (field: string): string =>
		Object.hasOwn(texts.minutes, field) ? (texts.minutes[field] ?? '').trim() : '';
	const progressOf = (code: ItemCode): ItemProgress => {
		if (textOf(minutesField(code)) === '' && !hasSomething(meeting, code, textOf)) return 'EMPTY';
		const isOpen = open.some((gate) => gate.item === code && gate.kind === 'E');
		return isOpen || (isRecordedItem(code) && missingIn(meeting, code, textOf).length > 0) ? 'PARTIAL' : 'RECORDED';
	};
	return Object.fromEntries(meeting.agenda.items.map(({ code }) => [code, progressOf(code)]));
};
