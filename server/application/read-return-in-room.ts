/** Agencies' returns as the room shows them: to whoever may read them as the meeting stands, and nobody else gets a word. */
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import { returnOf } from '#lib/returns/agency-return.ts';
import { readsReturn } from '#lib/returns/return-access.ts';
import { returnDocument } from '#lib/returns/return-fields.ts';
import type { ReturnInRoom } from '#lib/returns/return-in-room.ts';
import { NO_VALUES } from '#lib/returns/return-values.ts';
import { readLatestReturn } from '../persistence/agency-returns.ts';
import { readStatementVersion } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Tx } from '../persistence/database.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentOf } from '../persistence/final-records.ts';
import { isIdentifier } from './load-meeting.ts';
import type { ReadDependencies } from './read-room.ts';
import { readReturnsFor } from './return-audience.ts';

async function readOne(tx: Tx, meeting: Meeting, agencyId: string): Promise<ReturnInRoom | null> {
	const documentId = await documentOf(tx, meeting.id, returnDocument(agencyId));
	if (documentId === null) return null;
	const saved = await readLatestReturn(tx, meeting.id, agencyId);
	return {
		edition: saved?.number ?? 0,
		values: saved?.values ?? NO_VALUES,
		fields: (await readDocument(tx, documentId)).fields
	};
}

/** Every return this person may read now, by agency; with the room's first paint. */
export async function readReturnsInRoom(
	tx: Tx,
	actor: Actor,
	meeting: Meeting
): Promise<Readonly<Record<string, ReturnInRoom>>> {
	const [statement, isForThem] = await Promise.all([readStatementVersion(tx), readReturnsFor(tx, meeting, actor)]);
	const seats = Object.values(meeting.attendance.seats);
	const agencies = new Set([...seats.map(({ person }) => person.agencyId), ...Object.keys(meeting.returns)]);
	const theirs = [...agencies].filter(
		(agencyId) => readsReturn(meeting, actor, agencyId, statement) && isForThem(agencyId)
	);
	const found = await Promise.all(
		theirs.map(async (agencyId) => [agencyId, await readOne(tx, meeting, agencyId)] as const)
	);
	return Object.fromEntries(found.flatMap(([agencyId, one]) => (one ? [[agencyId, one]] : [])));
}

/** One return, asked for when it has changed while the room is open; null for somebody in the room whom it is not for. */
export async function readReturnInRoom(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	agencyId: string
): Promise<Result<ReturnInRoom | null>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	if (!isIdentifier(agencyId) || !returnOf(meeting.returns, agencyId)) return done(null);
	return database.withArea(actor.areaId, async (tx) => {
		const statement = await readStatementVersion(tx);
		const isForThem = await readReturnsFor(tx, meeting, actor);
		if (!readsReturn(meeting, actor, agencyId, statement) || !isForThem(agencyId)) return done(null);
		const one = await readOne(tx, meeting, agencyId);
		if (one) await writeAudit(tx, actor, 'view-return', 'meeting', meetingId, meetingId);
		return done(one);
	});
}
