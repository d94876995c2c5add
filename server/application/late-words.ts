/** Words that came too late: offered by somebody who was in the room, seen and dealt with by the two who keep the record. */
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { isRecorder, type Meeting } from '#lib/meeting/meeting.ts';
import { type LateWords, lateFields, offerLateWordsInput, settleLateWordsInput } from '#lib/minutes/late-words.ts';
import { isMinutesField } from '#lib/minutes/minutes-fields.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import {
	countLateWords,
	insertLateWords,
	type LateWordsRow,
	markLateWordsSettled,
	readLateWords
} from '../persistence/late-words.ts';
import { idFrom } from './id-from.ts';
import { isIdentifier } from './load-meeting.ts';
import type { ReadDependencies } from './read-room.ts';

/** More than one person could have typed in one meeting; beyond it is no honest page. */
const MOST_OFFERS = 200;

export type LateWordsRequest = { readonly actor: Actor; readonly meetingId: string; readonly input: unknown };

/** Keeps the words for the minute taker. The same words of the same person in the same text are kept once. */
export async function offerLateWords(
	{ database, admission }: ReadDependencies,
	{ actor, meetingId, input }: LateWordsRequest
): Promise<Result<{ id: string }>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	if (meeting.phase === 'CONVENED')
		return refuse('not-now', 'The meeting has not started. Nothing can have come too late');
	const parsed = parseInput(offerLateWordsInput, input);
	if (!parsed.ok) return parsed;
	const { field, text } = parsed.value;
	if (!lateFields(meeting).includes(field)) {
		const message = 'Choose where you typed them';
		return refuse('invalid', message, [{ field: 'field', message }]);
	}
	const { areaId, personId } = actor;
	const id = idFrom([meeting.id, personId, field, text]);
	return database.withArea(areaId, async (tx) => {
		if ((await countLateWords(tx, meeting.id, personId)) >= MOST_OFFERS)
			return refuse('not-now', 'You have sent very many words already. Ring the minute taker');
		const document = isMinutesField(field) ? 'minutes' : 'plan';
		const isNew = await insertLateWords(tx, { id, areaId, meetingId: meeting.id, personId, document, field, text });
		if (isNew) await writeAudit(tx, actor, 'offer-late-words', 'late-words', id, meeting.id);
		return done({ id });
	});
}

/** The minute taker or the chair has dealt with them. A second time changes nothing. */
export async function settleLateWords(
	{ database, admission }: ReadDependencies,
	{ actor, meetingId, input }: LateWordsRequest
): Promise<Result<null>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	if (!isRecorder(meeting, actor.personId))
		return refuse('forbidden', 'Only the chair or the minute taker can do this');
	const parsed = parseInput(settleLateWordsInput, input);
	if (!parsed.ok) return parsed;
	const { id } = parsed.value;
	return database.withArea(actor.areaId, async (tx) => {
		const changed = isIdentifier(id)
			? await markLateWordsSettled(tx, { id, meetingId: meeting.id, by: actor.personId })
			: null;
		if (changed === null) return refuse('missing', 'There are no such words in this meeting');
		if (changed) await writeAudit(tx, actor, 'settle-late-words', 'late-words', id, meeting.id);
		return done(null);
	});
}

export type LateWordsSeen = {
	/** everybody's for the two who keep the record, one's own for the others */
	readonly words: readonly LateWords[];
	readonly keepsRecord: boolean;
	/** texts in which words may have been typed; empty when nothing can be offered */
	readonly fields: readonly string[];
};

/** For somebody in the room, or who was when it was locked; nobody else sees any. */
export async function seeLateWords(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string
): Promise<LateWordsSeen> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok || admitted.value.phase === 'CONVENED') return { words: [], keepsRecord: false, fields: [] };
	const meeting = admitted.value;
	const keepsRecord = isRecorder(meeting, actor.personId);
	const rows = await database.withArea(actor.areaId, (tx) =>
		readLateWords(tx, meeting.id, keepsRecord ? null : actor.personId)
	);
	return { words: rows.map((row) => asSeen(meeting, row)), keepsRecord, fields: lateFields(meeting) };
}

const asSeen = (meeting: Meeting, { id, personId, field, text, at, settledAt }: LateWordsRow): LateWords => {
	const { name, agencyName } = meeting.attendance.seats[personId]?.person ?? { name: '', agencyName: '' };
	return {
		id,
		personId,
		name,
		agencyName,
		field,
		text,
		at: at.toISOString(),
		settledAt: settledAt?.toISOString() ?? null
	};
};
