/**
 * The key with which a browser keeps words that are not stored yet. It derives from a secret of the session's row, so it
 * is gone with the session, and only somebody who may write in the meeting or for it is given it: nothing kept can be opened later.
 */
import { hkdf } from 'node:crypto';
import { promisify } from 'node:util';
import type { Actor } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import type { UnsentKey } from '#lib/wire.ts';
import type { Sessions } from '../persistence/sessions.ts';
import { type Admission, NO_MEETING } from './admission.ts';

export type UnsentKeyParts = {
	readonly admission: Pick<Admission, 'invited'>;
	readonly sessions: Pick<Sessions, 'keepingSecret'>;
};

const KEY_BYTES = 32;
const MARK_BYTES = 16;
const derive = promisify(hkdf);

/** For somebody invited who has accepted the statement, also of a meeting that is locked; for everybody else there is no such meeting. */
export async function unsentKey(
	{ admission, sessions }: UnsentKeyParts,
	actor: Actor,
	sessionId: string,
	meetingId: string
): Promise<Result<UnsentKey>> {
	const room = await admission.invited(actor, meetingId);
	if (!room.ok) return room;
	const secret = await sessions.keepingSecret(sessionId);
	if (!secret) return NO_MEETING;
	const part = async (info: string, bytes: number): Promise<string> =>
		Buffer.from(await derive('sha256', secret, '', info, bytes)).toString('base64');
	return done({
		personId: actor.personId,
		key: await part(`words of ${room.value.id}`, KEY_BYTES),
		session: await part('session', MARK_BYTES)
	});
}
