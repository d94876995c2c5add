/**
 * The screen on the wall of a meeting's room: opened and ended by the chair or the minute taker, shown on the room's own computer
 * by a link with a secret and without a session. What that link is told is `wallView` and nothing else (decision 052).
 */
import type { Actor } from '#lib/identity.ts';
import { isRecorder, type Meeting, recordLanguageOf } from '#lib/meeting/meeting.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { wallView } from '#lib/wall-screen/wall-view.ts';
import type { Language } from '#lib/welsh/language.ts';
import type { WallView } from '#lib/wire.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import {
	readMeetingOfScreen,
	readWallScreen,
	removeWallScreen,
	replaceWallScreen
} from '../persistence/wall-screens.ts';
import type { Admission } from './admission.ts';
import { makeLinkSecret, readLinkSecret } from './link-secret.ts';
import { loadMeeting, NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

/** A link that nobody ended and whose meeting never began ends by itself. */
const LASTS_MS = 12 * 3_600_000;

export type WallScreenParts = {
	readonly database: Database;
	readonly admission: Admission;
	readonly now?: () => Date;
};
/** How it stands, for the two who may open it. */
export type WallScreenState = {
	/** it can be opened: the meeting is not over */
	readonly takesScreen: boolean;
	readonly open: { readonly openedAt: string; readonly openedByName: string } | null;
};

const takesScreen = ({ phase }: Meeting): boolean => phase === 'CONVENED' || phase === 'LIVE';
const since = (now: Date): Date => new Date(now.getTime() - LASTS_MS);

/** The meeting, for its chair and minute taker; to everybody else there is no such page (R9). */
async function ofRecorder({ admission }: WallScreenParts, actor: Actor, meetingId: string): Promise<Result<Meeting>> {
	const admitted = await admission.room(actor, meetingId);
	return admitted.ok && !isRecorder(admitted.value, actor.personId) ? NO_MEETING : admitted;
}

export async function readWallScreenState(
	parts: WallScreenParts,
	actor: Actor,
	meetingId: string
): Promise<Result<WallScreenState>> {
	const { database, now = () => new Date() } = parts;
	const meeting = await ofRecorder(parts, actor, meetingId);
	if (!meeting.ok) return meeting;
	const open = await database.withArea(actor.areaId, (tx) => readWallScreen(tx, meetingId, since(now())));
	return done({ takesScreen: takesScreen(meeting.value), open });
}

/** A new link, which stands in this answer alone. The one before shows nothing from its next question on. */
export async function openWallScreen(
	parts: WallScreenParts,
	actor: Actor,
	meetingId: string
): Promise<Result<{ readonly path: string }>> {
	const { database, now = () => new Date() } = parts;
	const meeting = await ofRecorder(parts, actor, meetingId);
	if (!meeting.ok) return meeting;
	const { secret, hash } = makeLinkSecret(actor.areaId);
	return database.withArea(actor.areaId, async (tx) => {
		// Held, so that a meeting does not end between this look and the new row.
		const head = await readHead(tx, meetingId, true);
		if (head?.phase !== 'CONVENED' && head?.phase !== 'LIVE') return refuse('not-now', 'The meeting is over.');
		const { areaId, personId: openedBy } = actor;
		await replaceWallScreen(tx, { areaId, meetingId, secretHash: hash, openedBy, openedAt: now() });
		await writeAudit(tx, actor, 'open-room-screen', 'room-screen', meetingId, meetingId);
		return done({ path: `/screen/${secret}` });
	});
}

/** The screen shows nothing from its next question on. Ending what has ended is no mistake. */
export async function closeWallScreen(parts: WallScreenParts, actor: Actor, meetingId: string): Promise<Result<null>> {
	const meeting = await ofRecorder(parts, actor, meetingId);
	if (!meeting.ok) return meeting;
	return parts.database.withArea(actor.areaId, async (tx) => {
		if (await removeWallScreen(tx, meetingId))
			await writeAudit(tx, actor, 'close-room-screen', 'room-screen', meetingId, meetingId);
		return done(null);
	});
}

/** Everything a link is told, and the language of the meeting's record, in which the page says it. Null: there is no such link, or it has ended; nobody is told which (R9). */
export async function lookAtWallScreen(
	{
		database,
		cache,
		now = () => new Date()
	}: Pick<WallScreenParts, 'database' | 'now'> & { readonly cache: MeetingCache },
	link: string
): Promise<{ readonly view: WallView; readonly language: Language } | null> {
	const { areaId, hash } = readLinkSecret(link);
	const at = now();
	return database.withArea(areaId, async (tx) => {
		const meetingId = await readMeetingOfScreen(tx, hash, since(at));
		const head = meetingId === null ? null : await readHead(tx, meetingId);
		if (!head) return null;
		const meeting = await loadMeeting(tx, cache, head);
		cache.keep(meeting);
		return { view: wallView(meeting, at.getTime()), language: recordLanguageOf(meeting) };
	});
}
