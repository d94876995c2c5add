/**
 * What somebody sent after their session had ended, held in the page that answers them and nowhere else: sealed, so that
 * only the same human gets it back, in whichever of their seats. The key derives from the service's own, which every node has
 * and no browser ever sees, and from what ends with the account: its row, and its password where it has one. With the
 * account gone or disabled, or a new password, nothing held before can be opened.
 */
import { createCipheriv, createDecipheriv, hkdf, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { SESSION_KINDS } from '#lib/people/session-kinds.ts';
import { readAccount } from '../persistence/accounts.ts';
import type { Database } from '../persistence/database.ts';
import { humanOf } from '../persistence/sessions-of-account.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { isIdentifier } from './load-meeting.ts';

export type HeldForm = {
	/** path and query it was sent to */
	readonly path: string;
	/** without passwords and tokens */
	readonly fields: readonly (readonly [name: string, value: string])[];
};
type Sealed = HeldForm & { readonly until: number };
export type HeldFormParts = { readonly database: Pick<Database, 'withoutArea'>; readonly keys: ServiceKeys };
type Holder = {
	readonly key: Buffer;
	/** the account through which the human signs in: in another seat they are who they were */
	readonly human: string;
};

const [NONCE_BYTES, TAG_BYTES, KEY_BYTES] = [12, 16, 32];
const HELD_FOR_MS = SESSION_KINDS.STAFF.absoluteHours * 3_600_000;
const derive = promisify(hkdf);

async function holderOf({ database, keys }: HeldFormParts, accountId: string): Promise<Holder | null> {
	if (!isIdentifier(accountId)) return null;
	const account = await database.withoutArea(async (tx) => readAccount(tx, await humanOf(tx, accountId)));
	if (!account || account.disabledAt) return null;
	const { id, passwordHash } = account;
	const key = await derive('sha256', keys.keyFor('held-form'), passwordHash ?? '', `of account ${id}`, KEY_BYTES);
	return { key: Buffer.from(key), human: id };
}

/** Whether it is a guest's account: then nobody signs in to it by a password (R4). */
export async function isGuestsAccount({ database }: Pick<HeldFormParts, 'database'>, id: string): Promise<boolean> {
	if (!isIdentifier(id)) return false;
	return (await database.withoutArea((tx) => readAccount(tx, id)))?.kind === 'GUEST';
}

/** @returns base64url; null when there is no such account: then nothing can be held */
export async function sealForm(
	parts: HeldFormParts,
	accountId: string,
	form: HeldForm,
	now: Date
): Promise<string | null> {
	const holder = await holderOf(parts, accountId);
	if (!holder) return null;
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv('aes-256-gcm', holder.key, nonce).setAAD(Buffer.from(holder.human));
	const held: Sealed = { ...form, until: now.getTime() + HELD_FOR_MS };
	const body = Buffer.concat([cipher.update(JSON.stringify(held), 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Null when it is somebody else's, was changed, is too old, or is nothing of ours. */
export async function openForm(
	parts: HeldFormParts,
	accountId: string,
	sealed: string,
	now: Date
): Promise<HeldForm | null> {
	const holder = await holderOf(parts, accountId);
	const bytes = Buffer.from(sealed, 'base64url');
	if (!holder || bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
	try {
		const nonce = bytes.subarray(0, NONCE_BYTES);
		const decipher = createDecipheriv('aes-256-gcm', holder.key, nonce, { authTagLength: TAG_BYTES })
			.setAAD(Buffer.from(holder.human))
			.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
		const body = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
		const { path, fields, until } = JSON.parse(body.toString('utf8')) as Sealed;
		return until > now.getTime() ? { path, fields } : null;
	} catch {
		return null;
	}
}
