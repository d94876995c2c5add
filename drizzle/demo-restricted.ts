/** What the demonstration's meetings keep apart: who the victims are, and who P-A is. Every name is invented. */
import type { Audience } from '#lib/restricted/audiences.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import { readNotes } from '#server/persistence/restricted-notes.ts';
import type { Stage } from './demo-stage.ts';

const VICTIM_LIAISON = 'P05';

type Note = Partial<Audience> & Pick<Audience, 'kind'> & { readonly item: string; readonly text: string };

/** One person makes a note and writes it. */
async function writeNote(stage: Stage, code: string, meetingId: string, { text, ...note }: Note): Promise<void> {
	await stage.does(code, meetingId, 'make-restricted-note', { named: [], leftOut: [], isHidden: false, ...note });
	const { personId } = stage.actor(code);
	const made = (await stage.within((tx) => readNotes(tx, [meetingId]))).findLast((one) => one.madeBy === personId);
	if (!made) throw new Error('the note was not made');
	await stage.writes(code, meetingId, restrictedDocument(made.id), { 'note.text': text });
}

/** The first meeting: the victim liaison officer says who V1 and V2 are, and what nobody else need know of them. */
export async function tellOfVictims(stage: Stage, meetingId: string): Promise<void> {
	const names = [
		['V1', 'Elowen Fernsby-Tarn', 'Ellie'],
		['V2', 'Senara Pellow', '']
	] as const;
	for (const [code, name, alsoKnownAs] of names)
		await stage.does(VICTIM_LIAISON, meetingId, 'record-victim-name', { code, name, alsoKnownAs, edition: 0 });
	await writeNote(stage, VICTIM_LIAISON, meetingId, {
		...{ item: 'VICTIMS', kind: 'VICTIM_SENSITIVE' },
		text: 'V1 changes to the secondary school on Mallard Road in January. The family moved within the town in September and asks that neither street nor school is ever said where others hear it.'
	});
}

/** The second: police know who P-A is; those who must act on it are told, and the room is told that there is something. */
export async function tellWhoTheParentIs(stage: Stage, meetingId: string): Promise<void> {
	await writeNote(stage, 'P07', meetingId, {
		...{ item: 'SAFEGUARDING', kind: 'VICTIM_SENSITIVE' },
		text: 'P-A is Kerensa Oatley, Flat 2, Cooper’s Yard. Two children, 7 and 9, at Pipit Lane Primary. She does not know that we know. Her children’s father has contact at weekends and is not to be approached.'
	});
}
