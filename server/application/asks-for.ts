/** Which questions about texts one person in the room may know of: those of texts they may read, that are for them. */
import { type Ask, type AskState, isAskFor, itemOfField, type Said, takesPartInAsks } from '#lib/asks/ask.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { isInAudience, type Reader } from '#lib/restricted/audiences.ts';
import { type DocumentName, documentNamed } from '#lib/wire.ts';
import type { AskRow } from '../persistence/asks.ts';
import { readAsks } from '../persistence/asks.ts';
import type { Tx } from '../persistence/database.ts';
import { type NoteRow, readNotes, readReaders } from '../persistence/restricted-notes.ts';

export type AskFacts = {
	readonly asks: readonly AskRow[];
	readonly notes: readonly NoteRow[];
	/** everybody with a seat */
	readonly readers: ReadonlyMap<string, Reader>;
};

/** @param personId of somebody who is in the room; nobody else is told anything */
export function asksFor(meeting: Meeting, { asks, notes, readers }: AskFacts, personId: string): readonly Ask[] {
	const reader = readers.get(personId);
	if (!reader || asks.length === 0 || !takesPartInAsks(meeting, personId)) return [];
	const said = (by: string | null, at: Date | null): Said | null =>
		by === null || at === null
			? null
			: { personId: by, name: meeting.attendance.seats[by]?.person.name ?? '', at: at.toISOString() };
	return asks.flatMap((row): Ask[] => {
		const named = documentNamed(row.document);
		const note = named?.kind === 'restricted' ? notes.find(({ id }) => id === named.of) : undefined;
		if (named?.kind === 'restricted' && !(note && isInAudience(note.audience, reader, note.madeBy))) return [];
		if (!isAskFor(meeting, personId, row)) return [];
		const { id, field, pinnedFrom, pinnedTo, toAgency, toPerson, question, version } = row;
		const answered = said(row.answeredBy, row.answeredAt);
		const asked = said(row.askedBy, row.askedAt);
		if (!asked) return [];
		return [
			{
				...{ id, document: row.document as DocumentName, field, pinnedFrom, pinnedTo, toAgency, toPerson, question },
				item: note?.item ?? itemOfField(field),
				asked,
				answer: answered && { ...answered, words: row.answer },
				state: row.state as AskState,
				settled: said(row.settledBy, row.settledAt),
				version
			}
		];
	});
}

/** The same where nothing else of the meeting is read. */
export async function readAsksFor(tx: Tx, meeting: Meeting, personId: string): Promise<readonly Ask[]> {
	const asks = await readAsks(tx, meeting.id);
	if (asks.length === 0) return [];
	const readers = await readReaders(tx, [personId]);
	return asksFor(meeting, { asks, notes: await readNotes(tx, [meeting.id]), readers }, personId);
}
