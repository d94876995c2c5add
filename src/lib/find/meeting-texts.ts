/** Every text of a meeting that one person has in their page, by place, in the order of the agenda. */
import type { ItemCode } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import type { Ask } from '../asks/ask.ts';
import { askHref } from '../asks/ask.ts';
import { recordedLines } from '../item-records/item-records.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { placeOf } from '../meeting/room-places.ts';
import { fieldName } from '../minutes/late-words-words.ts';
import type { RestrictedView } from '../restricted/restricted-note.ts';
import type { ReturnInRoom } from '../returns/return-in-room.ts';
import type { Searched } from './find-words.ts';

type Fields = Readonly<Record<string, string>>;
export type TextsOfMeeting = {
	readonly meeting: Meeting;
	readonly plan: Fields;
	readonly minutes: Fields;
	readonly restricted: RestrictedView;
	/** words of the notes that are for this person, by note */
	readonly restrictedTexts: Readonly<Record<string, Fields>>;
	/** returns this person may read, by agency */
	readonly returns: Readonly<Record<string, ReturnInRoom>>;
	readonly agencyName: (agencyId: string) => string;
};

/** Facts in which somebody typed, each under its item. Codes, ids and dates are nobody's words. */
const TYPED =
	/^(?:reasons?|rationale|what|content|text|says|recipient|method|conditions|comment|question|criterion|exitCriteria|view|name)$/;
const wordsWithin = (fact: unknown): readonly string[] => {
	if (fact === null || typeof fact !== 'object') return [];
	return Object.entries(fact).flatMap(([key, value]) =>
		typeof value === 'string' ? (TYPED.test(key) && value.trim() !== '' ? [value] : []) : wordsWithin(value)
	);
};

export function textsOfMeeting(all: TextsOfMeeting): readonly Searched[] {
	const { meeting } = all;
	const order = new Map(meeting.agenda.items.map(({ code }, place) => [code as string, place]));
	const found: (Searched & { readonly item: ItemCode })[] = [];
	const add = (item: ItemCode, href: string, where: string, text: string): void => {
		if (text.trim() !== '') found.push({ item, href, where, text });
	};
	for (const { code } of meeting.agenda.items) add(code, `#item-${code}`, 'Item', itemTitle[code]);
	for (const fields of [all.plan, all.minutes, recordedLines(meeting.itemRecords)])
		for (const [field, text] of Object.entries(fields)) {
			const place = placeOf(`#${field}`);
			if (place) add(place.item, `#${field}`, fieldName(field), text);
		}
	const facts: readonly (readonly [ItemCode, string, unknown])[] = [
		['DISCLOSURE', 'Disclosure decisions', meeting.decisions],
		['LICENCE_ORDERS', 'Licence conditions and orders', meeting.licence],
		['SMB_FEEDBACK', 'Feedback to the Board', meeting.smb]
	];
	for (const [item, where, fact] of facts)
		for (const text of wordsWithin(fact)) add(item, `#item-${item}`, where, text);
	for (const { id, item } of all.restricted.notes)
		add(item, `#restricted-${id}`, 'Restricted note', Object.values(all.restrictedTexts[id] ?? {}).join('\n'));
	for (const ask of all.restricted.asks) add(ask.item, askHref(ask), 'Question', questionText(ask));
	for (const [agencyId, { fields }] of Object.entries(all.returns))
		for (const text of Object.values(fields))
			add('AGENCY_INFO', '#item-AGENCY_INFO', `Return of ${all.agencyName(agencyId)}`, text);
	return found
		.map((one, place) => ({ ...one, place }))
		.sort((a, b) => (order.get(a.item) ?? order.size) - (order.get(b.item) ?? order.size) || a.place - b.place)
		.map(({ href, where, text }) => ({ href, where, text }));
}

const questionText = ({ question, answer }: Ask): string => (answer ? `${question}\n${answer.words}` : question);
