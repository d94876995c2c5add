/**
 * What was refused to somebody signed in, one audit row each: a frame that ended or silenced a connection, a document
 * they may not open. At most one a second for each person, so that a flood fills no table (R19).
 */
import { sql } from 'drizzle-orm';
import type { Actor } from '#lib/identity.ts';
import { CLOSE, type CloseCode } from '#lib/wire.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database } from '../persistence/database.ts';
import type { Member } from '../rooms/connection.ts';
import { isIdentifier } from './load-meeting.ts';

export type RefusalAudit = {
	/** What somebody sent into a document was refused with this code. */
	readonly frame: (member: Pick<Member, 'areaId' | 'documentId' | 'person'>, code: CloseCode) => void;
	/** Somebody was not let into a document. @param meetingId as they named it */
	readonly door: (actor: Actor, meetingId: string) => void;
	/** Somebody sent more than the line of facts takes. */
	readonly flood: (actor: Actor) => void;
	/** Somebody asks again and again for what is not there for them. */
	readonly search: (actor: Actor) => void;
};

const EVERY_MS = 1000;
/** People remembered; when there are more, those of more than a second ago are forgotten. */
const REMEMBER = 1000;
/** No refusal of something they did: the server goes, their network is slow, their page is old. */
const NOT_THEIRS: readonly CloseCode[] = [CLOSE.goingAway, CLOSE.tooSlow, CLOSE.tooOld, CLOSE.signedOut];

export function createRefusalAudit(
	database: Pick<Database, 'withArea'>,
	log: (line: string) => void,
	now: () => number = () => performance.now()
): RefusalAudit {
	const last = new Map<string, number>();
	const isDue = (personId: string): boolean => {
		const at = now();
		if (at - (last.get(personId) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return false;
		last.delete(personId);
		last.set(personId, at);
		if (last.size > REMEMBER) for (const [one, when] of last) if (at - when >= EVERY_MS) last.delete(one);
		return true;
	};
	const failed = (problem: unknown) =>
		log(`a refusal was not audited: ${problem instanceof Error ? problem.name : 'unknown'}`);

	return {
		frame: ({ areaId, documentId, person: { personId } }, code) => {
			if (NOT_THEIRS.includes(code) || !isDue(personId)) return;
			database
				.withArea(areaId, (tx) =>
					tx.execute(sql`
						insert into audit_event (area_id, actor_id, agency_id, act, object, object_id, meeting_id)
						select p.area_id, p.id, p.agency_id, 'deny-frame', 'document', d.id::text, d.meeting_id
						from person p, document d where p.id = ${personId} and d.id = ${documentId}`)
				)
				.catch(failed);
		},
		door: (actor, meetingId) => {
			if (!isDue(actor.personId)) return;
			// What they named may be anything; only an id is written down.
			const objectId = isIdentifier(meetingId) ? meetingId : 'none';
			database
				.withArea(actor.areaId, (tx) => writeAudit(tx, actor, 'deny-document', 'meeting', objectId))
				.catch(failed);
		},
		flood: (actor) => {
			if (!isDue(actor.personId)) return;
			database
				.withArea(actor.areaId, (tx) => writeAudit(tx, actor, 'deny-flood', 'person', actor.personId))
				.catch(failed);
		},
		search: (actor) => {
			database
				.withArea(actor.areaId, (tx) => writeAudit(tx, actor, 'deny-search', 'person', actor.personId))
				.catch(failed);
		}
	};
}
