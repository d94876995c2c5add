/** Where somebody is signed in, and ending that elsewhere: what is connected there is cut within a second (R12). */
import { done, type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database } from '../persistence/database.ts';
import type { SignedIn } from '../persistence/sessions.ts';
import { endSessionsOf, readSessionsOf } from '../persistence/sessions-of-account.ts';

type Parts = { readonly database: Database };

export type Device = {
	/** names it on its page; opens nothing */
	readonly handle: string;
	readonly words: string;
	readonly since: Date;
	readonly lastSeen: Date;
	readonly isThis: boolean;
};
const handleOf = (sessionId: string): string => sessionId.slice(0, 16);

export const readDevices = ({ database }: Parts, { session }: SignedIn): Promise<readonly Device[]> =>
	database.withoutArea(async (tx) =>
		(await readSessionsOf(tx, session.accountId)).map((one) => ({
			handle: handleOf(one.id),
			words: one.device || 'A browser',
			since: one.createdAt,
			lastSeen: one.lastSeenAt,
			isThis: one.id === session.id
		}))
	);

/** @returns ids of what ended, for this node's own connections */
export const endDevice = (
	{ database }: Parts,
	{ actor, session }: SignedIn,
	handle: string
): Promise<Result<readonly string[]>> =>
	database.withArea(actor.areaId, async (tx): Promise<Result<readonly string[]>> => {
		const found = (await readSessionsOf(tx, session.accountId)).find((one) => handleOf(one.id) === handle);
		if (!found) return refuse('missing', 'That device is signed out already.');
		if (found.id === session.id) return refuse('not-now', 'This is the device you are using. Sign out instead.');
		const ended = await endSessionsOf(tx, session.accountId, 'ENDED_ELSEWHERE', { only: found.id });
		await writeAudit(tx, actor, 'end-session', 'account', session.accountId);
		return done(ended);
	});

export const endOtherDevices = ({ database }: Parts, { actor, session }: SignedIn): Promise<readonly string[]> =>
	database.withArea(actor.areaId, async (tx) => {
		const ended = await endSessionsOf(tx, session.accountId, 'ENDED_ELSEWHERE', { except: session.id });
		await writeAudit(tx, actor, 'end-other-sessions', 'account', session.accountId);
		return ended;
	});
