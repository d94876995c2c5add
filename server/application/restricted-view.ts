/** What one person in the room may know of what is restricted in it: asked of the database each time, told to them alone. */
import type { Meeting } from '#lib/meeting/meeting.ts';
import { type Audience, isInAudience, isToldOf, type Reader, VICTIM_AUDIENCE } from '#lib/restricted/audiences.ts';
import {
	NOTHING_RESTRICTED,
	type NotePerson,
	type RestrictedNote,
	type RestrictedView,
	type ToldOf
} from '#lib/restricted/restricted-note.ts';
import { readAsks } from '../persistence/asks.ts';
import type { Tx } from '../persistence/database.ts';
import { type NoteRow, readNotes, readReaders, readVictimNames } from '../persistence/restricted-notes.ts';
import { type AskFacts, asksFor } from './asks-for.ts';

/** Everything of one meeting that is restricted, read once for whoever asks. */
export type RestrictedFacts = {
	readonly notes: readonly NoteRow[];
	readonly victims: NonNullable<RestrictedView['victims']>;
	/** everybody with a seat */
	readonly readers: ReadonlyMap<string, Reader>;
	readonly asks: AskFacts['asks'];
};

export async function readRestrictedFacts(tx: Tx, meeting: Meeting): Promise<RestrictedFacts> {
	const victims = await readVictimNames(tx, meeting.convened.caseId);
	return {
		notes: await readNotes(tx, [meeting.id]),
		victims: victims.map(({ commandId: _, ...victim }) => victim),
		readers: await readReaders(tx, Object.keys(meeting.attendance.seats)),
		asks: await readAsks(tx, meeting.id)
	};
}

/** People with a seat who are in an audience, in the order invited. */
export const readersOf = (
	meeting: Meeting,
	readers: RestrictedFacts['readers'],
	audience: Pick<Audience, 'kind' | 'named' | 'leftOut'>,
	madeBy: string | null
): readonly NotePerson[] =>
	Object.values(meeting.attendance.seats).flatMap(({ person, removed }) => {
		const reader = readers.get(person.personId);
		return reader && !removed && isInAudience(audience, reader, madeBy) ? [asPerson(person)] : [];
	});

const asPerson = ({ personId, name, agencyName }: NotePerson): NotePerson => ({ personId, name, agencyName });

/** @param personId of somebody who is in the room */
export function restrictedView(meeting: Meeting, facts: RestrictedFacts, personId: string): RestrictedView {
	const reader = facts.readers.get(personId);
	if (!reader) return NOTHING_RESTRICTED;
	const notes: RestrictedNote[] = [];
	const told = new Map<string, ToldOf>();
	for (const { id, item, madeBy, madeAt, version, audience } of facts.notes) {
		if (isInAudience(audience, reader, madeBy)) {
			const maker = meeting.attendance.seats[madeBy]?.person;
			notes.push({
				...{ id, item, version, ...audience, madeAt: madeAt.toISOString() },
				madeBy: maker ? asPerson(maker) : { personId: madeBy, name: '', agencyName: '' },
				readers: readersOf(meeting, facts.readers, audience, madeBy)
			});
		} else if (isToldOf(audience)) told.set(`${item} ${audience.kind}`, { item, kind: audience.kind });
	}
	const asks = asksFor(meeting, facts, personId);
	const mayKnowVictims = isInAudience(VICTIM_AUDIENCE, reader, null);
	return { notes, told: [...told.values()], victims: mayKnowVictims ? facts.victims : null, asks };
}
