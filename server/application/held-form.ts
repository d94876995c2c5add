/**
 * What somebody sent after their session had ended, held in the page that answers them and nowhere else: sealed, so that
 * only who signs in to the same account gets it back. The key derives from the account's stored password hash, which every
 * node has and no browser ever sees; with a new password nothing held before can be opened.
 */
import { createCipheriv, createDecipheriv, hkdf, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { SESSION_KINDS } from '#lib/people/session-kinds.ts';
import { readAccount } from '../persistence/accounts.ts';
import type { Database } from '../persistence/database.ts';
import { humanOf } from '../persistence/sessions-of-account.ts';
import { isIdentifier } from './load-meeting.ts';

export type HeldForm = {
	/** path and query it was sent to */
	readonly path: string;
	/** without passwords and tokens */
	readonly fields: readonly (readonly [name: string, value: string])[];
};
type Sealed = HeldForm & { readonly until: number };
type Accounts = Pick<Database, 'withoutArea'>;

const [NONCE_BYTES, TAG_BYTES, KEY_BYTES] = [12, 16, 32];
const HELD_FOR_MS = SESSION_KINDS.STAFF.absoluteHours * 3_600_000;
const derive = promisify(hkdf);

async function keyOf(database: Accounts, accountId: string): Promise<Buffer | null> {
	if (!isIdentifier(accountId)) return null;
	// Of a further seat, the sign-in of its human.
	const account = await database.withoutArea(async (tx) => readAccount(tx, await humanOf(tx, accountId)));
	if (!account?.passwordHash || account.disabledAt) return null;
	return Buffer.from(await derive('sha256', account.passwordHash, '', 'a form sent after the session', KEY_BYTES));
}

/** @returns base64url; null when there is no such account: then nothing can be held */
export async function sealForm(
	database: Accounts,
	accountId: string,
	form: HeldForm,
	now: Date
): Promise<string | null> {
	const key = await keyOf(database, accountId);
	if (!key) return null;
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId));
	const held: Sealed = { ...form, until: now.getTime() + HELD_FOR_MS };
	const body = Buffer.concat([cipher.update(JSON.stringify(held), 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Null when it is somebody else's, was changed, is too old, or is nothing of ours. */
export async function openForm(
	database: Accounts,
	accountId: string,
	sealed: string,
	now: Date
): Promise<HeldForm | null> {
	const key = await keyOf(database, accountId);
	const bytes = Buffer.from(sealed, 'base64url');
	if (!key || bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
	try {
		const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
			.setAAD(Buffer.from(accountId))
			.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
		const body = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
		const { path, fields, until } = JSON.parse(body.toString('utf8')) as Sealed;
		return until > now.getTime() ? { path, fields } : null;
	} catch {
		return null;
	}
}
