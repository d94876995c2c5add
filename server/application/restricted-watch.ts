/**
 * Keeps everybody's knowledge of what is restricted as it is now, at this node: whoever may read a note no longer loses its
 * document at once (R12), and whoever sees something else than they were told is told it. To nobody else anything is sent, not
 * even that something changed.
 */
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { isInAudience } from '#lib/restricted/audiences.ts';
import type { RestrictedView } from '#lib/restricted/restricted-note.ts';
import { done, type Result } from '#lib/result.ts';
import { CLOSE, documentNamed } from '#lib/wire.ts';
import { readAsksVersion } from '../persistence/asks.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { namesOfDocuments } from '../persistence/final-records.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { readNotesById, readReaders } from '../persistence/restricted-notes.ts';
import type { LiveSockets } from '../socket.ts';
import type { Admission } from './admission.ts';
import { readAccessVersion } from './case-access.ts';
import type { TextRooms } from './consequences.ts';
import { isInside } from './document-rule.ts';
import { loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readRestrictedFacts, restrictedView } from './restricted-view.ts';
import type { WatchedMeetings, WatchedPlace } from './watched-meetings.ts';

export type RestrictedWatch = {
	/** What this person may know now, for somebody whose browser listens to the meeting: told anew whenever it changes. */
	readonly view: (actor: Actor, meetingId: string) => Promise<Result<RestrictedView>>;
	/** Who may know of what has changed somewhere in the area. @throws what the database throws; then call it again */
	readonly look: (areaId: string) => Promise<void>;
	/** A question about a text of this one meeting is new or another. @throws what the database throws; then call it again */
	readonly lookAtAsks: (areaId: string, meetingId: string) => Promise<void>;
};

export type RestrictedWatchParts = {
	readonly database: Pick<Database, 'withArea'>;
	/** as `database`, and not delayed by a storm of joins */
	readonly lookout: Pick<Database, 'withArea'>;
	readonly admission: Pick<Admission, 'room'>;
	readonly cache: MeetingCache;
	readonly watched: Pick<WatchedMeetings, 'areas' | 'places'>;
	readonly rooms: Pick<TextRooms, 'closePerson'>;
	/** null while nothing listens */
	readonly sockets: () => Pick<LiveSockets, 'restrictedChanged'> | null;
	/** newest state of access of an area that this process knows */
	readonly newestAccess: (areaId: string) => number;
	/** newest version of a meeting's questions that this process knows */
	readonly newestAsks: (meetingId: string) => number;
};

/** What somebody was told last, and at which state of access and of the meeting's questions. */
type Told = { readonly access: number; readonly asks: number; readonly said: string };
/** People remembered; beyond it those who listen no more are forgotten. */
const REMEMBER = 2000;

export function watchRestricted(parts: RestrictedWatchParts): RestrictedWatch {
	const { database, lookout, admission, cache, watched, rooms, sockets, newestAccess, newestAsks } = parts;
	/** by meeting, then person */
	const told = new Map<string, Map<string, Told>>();

	const remember = (meetingId: string, personId: string, what: Told): void => {
		const people = told.get(meetingId) ?? new Map<string, Told>();
		told.set(meetingId, people.set(personId, what));
		if (told.size > REMEMBER) for (const one of told.keys()) if (watched.places(one).length === 0) told.delete(one);
	};

	const view: RestrictedWatch['view'] = async (actor, meetingId) => {
		const { areaId, personId } = actor;
		// Whatever changes from here on is told, also before this answer.
		if (!told.get(meetingId)?.has(personId)) remember(meetingId, personId, { access: 0, asks: 0, said: '' });
		for (;;) {
			const admitted = await admission.room(actor, meetingId);
			if (!admitted.ok) return admitted;
			const { access, asks, seen } = await database.withArea(areaId, async (tx) => {
				const access = await readAccessVersion(tx);
				const asks = await readAsksVersion(tx, meetingId);
				const seen = restrictedView(admitted.value, await readRestrictedFacts(tx, admitted.value), personId);
				if (seen.victims && seen.victims.length > 0)
					await writeAudit(tx, actor, 'view-victim-names', 'case', admitted.value.convened.caseId, meetingId);
				return { access, asks, seen };
			});
			if (access < newestAccess(areaId) || asks < newestAsks(meetingId)) continue;
			remember(meetingId, personId, { access, asks, said: JSON.stringify(seen) });
			return done(seen);
		}
	};

	/** Documents of notes that are open to somebody they are not for. */
	async function closeDocuments(tx: Tx, places: readonly WatchedPlace[]): Promise<void> {
		const names = await namesOfDocuments(tx, [...new Set(places.flatMap(({ documentId }) => documentId ?? []))]);
		const open = places.flatMap((place) => {
			const named = documentNamed(names.get(place.documentId ?? '') ?? '');
			return named?.kind === 'restricted' ? [{ ...place, noteId: named.of }] : [];
		});
		if (open.length === 0) return;
		const notes = new Map(
			(await readNotesById(tx, [...new Set(open.map(({ noteId }) => noteId))])).map((one) => [one.id, one])
		);
		const readers = await readReaders(tx, [...new Set(open.map(({ actor }) => actor.personId))]);
		for (const { noteId, meetingId, documentId, actor } of open) {
			const [note, reader] = [notes.get(noteId), readers.get(actor.personId)];
			if (note && reader && isInAudience(note.audience, reader, note.madeBy)) continue;
			rooms.closePerson(actor.personId, meetingId, CLOSE.forbidden, documentId);
		}
	}

	async function tellChanges(tx: Tx, meetingId: string, access: number): Promise<void> {
		const people = told.get(meetingId);
		const head = people && (await readHead(tx, meetingId));
		if (!people || !head) return;
		const meeting: Meeting = await loadMeeting(tx, cache, head);
		const asks = await readAsksVersion(tx, meetingId);
		const facts = await readRestrictedFacts(tx, meeting);
		for (const [personId, before] of people) {
			if (before.access > access || before.asks > asks || !isInside(meeting, personId, 0)) continue;
			const seen = restrictedView(meeting, facts, personId);
			const said = JSON.stringify(seen);
			people.set(personId, { access, asks, said });
			if (said !== before.said) sockets()?.restrictedChanged(meetingId, personId, seen);
		}
	}

	const look: RestrictedWatch['look'] = async (areaId) => {
		const meetings = watched.areas().find((one) => one.areaId === areaId)?.meetings ?? [];
		const places = meetings.flatMap((meetingId) => watched.places(meetingId));
		if (places.length === 0) return;
		await lookout.withArea(areaId, async (tx) => {
			await closeDocuments(tx, places);
			const access = await readAccessVersion(tx);
			for (const meetingId of meetings) await tellChanges(tx, meetingId, access);
		});
	};

	const lookAtAsks: RestrictedWatch['lookAtAsks'] = async (areaId, meetingId) => {
		if (!told.has(meetingId)) return;
		await lookout.withArea(areaId, async (tx) => tellChanges(tx, meetingId, await readAccessVersion(tx)));
	};

	return { view, look, lookAtAsks };
}
