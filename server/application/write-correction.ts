/**
 * Corrections proposed to a draft. That there is one is an event of the meeting; its words are stored beside it in the same
 * transaction. Words put in by one press are an update of the shared text, credited to whoever pressed: the proposer never
 * writes in the draft.
 */
import { findWords, putIn, WORDS_MAX } from '#lib/corrections/correction.ts';
import type { CorrectionFound } from '#lib/corrections/correction-commands.ts';
import { isDraftPlace, noteOfPlace, textOfPlace } from '#lib/corrections/correction-places.ts';
import { parseInput } from '#lib/input.ts';
import { COMMANDS } from '#lib/meeting/commands.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { isInAudience } from '#lib/restricted/audiences.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import type { Result } from '#lib/result.ts';
import { type CorrectionRow, insertCorrection, insertDecision, readCorrections } from '../persistence/corrections.ts';
import type { Tx } from '../persistence/database.ts';
import { documentOf } from '../persistence/final-records.ts';
import { readNotesById, readReaders } from '../persistence/restricted-notes.ts';
import { holdDocument, readTyped, storeTyped } from '../persistence/typed-text.ts';
import { closedPeople } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { type Beside, type CommandDone, type CommandRequest, type RunDependencies, runCommand } from './run-command.ts';
import { tell } from './tell.ts';

export type WriteCorrectionParts = {
	readonly run: RunDependencies;
	/** after COMMIT: this document has one more update */
	readonly stored: (documentId: string) => void;
};
type Noted = { documentId: string | null };
type CorrectionCommand = 'propose-correction' | 'withdraw-correction' | 'decide-correction';
/** Whether a command is about one proposal and comes through here. */
export const isCorrectionCommand = (command: string): command is CorrectionCommand =>
	command === 'propose-correction' || command === 'withdraw-correction' || command === 'decide-correction';

/** Whether somebody in the meeting may read what a place names: everything but restricted notes that are not for them. */
export async function mayReadPlace(tx: Tx, meetingId: string, personId: string, place: string): Promise<boolean> {
	const named = noteOfPlace(place);
	if (!named) return true;
	const [note] = isIdentifier(named.noteId) ? await readNotesById(tx, [named.noteId]) : [];
	const reader = (await readReaders(tx, [personId])).get(personId);
	return (
		note !== undefined &&
		reader !== undefined &&
		note.meetingId === meetingId &&
		isInAudience(note.audience, reader, note.madeBy)
	);
}

/** The document behind a place; null where it is no shared text. */
async function documentOfPlace(tx: Tx, meetingId: string, place: string): Promise<string | null> {
	const text = textOfPlace(place);
	if (!text) return null;
	return documentOf(tx, meetingId, text.document === 'note' ? restrictedDocument(text.noteId) : text.document);
}

const propose =
	(
		input: { readonly place: string; readonly says: string; readonly shouldSay: string; readonly why: string },
		commandId: string
	): Beside =>
	async (tx, at, meeting, { areaId, personId }) => {
		const { place } = input;
		const isPlace = noteOfPlace(place)
			? await mayReadPlace(tx, meeting.id, personId, place)
			: isDraftPlace(meeting, place);
		return {
			context: { correction: { isPlace, proposal: null } },
			store: async (open, events) => {
				const proposed = events.find(({ event }) => event.type === 'correction-proposed')?.event;
				if (proposed?.type !== 'correction-proposed') return;
				await insertCorrection(open, {
					...{ areaId, meetingId: meeting.id, number: proposed.number, kind: 'WRONG', afterLock: false, ...input },
					...{ lateWordsId: null, proposedBy: personId, proposedAt: new Date(at), commandId }
				});
			}
		};
	};

/** Looks up the words in the text as it stands, with the document held so that it stays so until the commit. */
async function findIn(tx: Tx, meeting: Meeting, row: CorrectionRow, hold: boolean) {
	const text = textOfPlace(row.place);
	const documentId = await documentOfPlace(tx, meeting.id, row.place);
	if (!text || documentId === null) return { words: 'no-text' as const, documentId: null, field: '', whole: '' };
	if (hold) await holdDocument(tx, documentId);
	const { fields } = await readTyped(tx, { documentId, head: null, texts: {} });
	const now = fields[text.field] ?? '';
	const place = findWords(now, row.says);
	if (typeof place === 'string') return { words: place, documentId, field: text.field, whole: '' };
	const whole = putIn(now, place, row.says, row.shouldSay);
	const words = whole.length > WORDS_MAX ? ('too-long' as const) : ('ready' as const);
	return { words, documentId, field: text.field, whole };
}

/** Whether one press would find the words of a proposal, and put them in. */
export const canPutIn = async (tx: Tx, meeting: Meeting, row: CorrectionRow): Promise<boolean> =>
	(await findIn(tx, meeting, row, false)).words === 'ready';

type Decided = { readonly number: number; readonly reason?: string; readonly decision?: string };
const decide =
	(input: Decided, noted: Noted): Beside =>
	async (tx, at, meeting, { areaId, personId }) => {
		const [row] = await readCorrections(tx, meeting.id, input.number);
		if (!row || row.afterLock)
			return { context: { correction: { isPlace: false, proposal: null } }, store: async () => {} };
		const mayRead = await mayReadPlace(tx, meeting.id, personId, row.place);
		const isPress = input.decision === 'REPLACE' && mayRead;
		const found = isPress ? await findIn(tx, meeting, row, true) : null;
		const proposal: CorrectionFound['proposal'] = {
			...{ number: row.number, by: row.proposedBy, mayRead, isRestricted: noteOfPlace(row.place) !== null },
			words: found?.words ?? 'no-text'
		};
		return {
			context: { correction: { isPlace: true, proposal } },
			store: async (open, events) => {
				const event = events.find((one) => one.event.type === 'correction-decided')?.event;
				if (event?.type !== 'correction-decided') return;
				if (found?.documentId) {
					const { documentId, field, whole } = found;
					const typed = await readTyped(open, { documentId, head: null, texts: { [field]: whole } });
					if (typed.made) await storeTyped(open, { areaId, documentId, personId, at: new Date(at) }, typed.made);
					noted.documentId = documentId;
				}
				await insertDecision(open, {
					...{ areaId, meetingId: meeting.id, number: row.number, settledAs: event.outcome },
					...{ reason: input.reason ?? '', replaced: found !== null, decidedBy: personId, decidedAt: new Date(at) }
				});
				if (row.proposedBy === personId) return;
				if ((await closedPeople(open, meeting.convened.caseId, [row.proposedBy])).has(row.proposedBy)) return;
				const key = `correction-decided ${meeting.id} ${row.number}`;
				const path = `/meetings/${meeting.id}/corrections`;
				await tell(open, {
					...{ areaId, personId: row.proposedBy, kind: 'correction-decided', meetingId: meeting.id, path, key }
				});
			}
		};
	};

/** Proposes, takes back or decides on a correction. Refusals as of every command (run-command.ts). */
export function createWriteCorrection({ run, stored }: WriteCorrectionParts) {
	return async (request: CommandRequest & { readonly command: CorrectionCommand }): Promise<Result<CommandDone>> => {
		const noted: Noted = { documentId: null };
		const { command, commandId } = request;
		let beside: Beside;
		if (command === 'propose-correction') {
			const input = parseInput(COMMANDS[command].schema, request.input);
			if (!input.ok) return input;
			beside = propose(input.value, commandId);
		} else {
			const input = parseInput(COMMANDS[command].schema, request.input);
			if (!input.ok) return input;
			beside = decide(input.value, noted);
		}
		const ran = await runCommand(run, request, undefined, undefined, beside);
		if (ran.ok && noted.documentId !== null) stored(noted.documentId);
		return ran;
	};
}
