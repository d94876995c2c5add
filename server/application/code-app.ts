/**
 * Codes of an app (RFC 6238: SHA-1, six digits, 30 seconds, as every app knows them), and recovery codes for whoever lost the
 * app. Pure but for chance; what is accepted is decided where the step of a code is stored.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Run a MAPP meeting';
const PERIOD_S = 30;
/** Clocks of telephones: the code of the step before and after counts as well. */
const STEPS_ROUND = 1;
const [SECRET_BYTES, NONCE_BYTES, TAG_BYTES] = [20, 12, 16];

/** @returns base32 without padding */
export const newSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

const totp = (secret: string, label: string) =>
	new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S });

/** What the QR code holds. @param label the e-mail address, so that the app shows which account it is */
export const secretAddress = (secret: string, label: string): string => totp(secret, label).toString();

/** The step to which a code belongs, or null. Spaces and a dash in the middle are as people type them. */
export function stepOfCode(secret: string, typed: string, now: Date): number | null {
	const token = typed.replace(/[\s-]/g, '');
	if (!/^\d{6}$/.test(token)) return null;
	const timestamp = now.getTime();
	const delta = totp(secret, '').validate({ token, timestamp, window: STEPS_ROUND });
	return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta;
}

/** For typing it in by hand: groups of four. */
export const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** @param key of the purpose 'second-factor' @returns nonce, tag, ciphertext; bound to the account */
export function sealSecret(key: Buffer, accountId: string, secret: string): Buffer {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId));
	const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Null: sealed with another key or for another account, or changed. */
export function openSecret(key: Buffer, accountId: string, sealed: Uint8Array): string | null {
	try {
		const bytes = Buffer.from(sealed);
		const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
		const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
			.setAAD(Buffer.from(accountId))
			.setAuthTag(tag);
		return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
	} catch {
		return null;
	}
}

export const RECOVERY_CODES = 10;
/** From so few on, the person is told to make new ones. */
export const FEW_RECOVERY_CODES = 3;
/** Not taken for one another on paper. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const CODE_LETTERS = 12;

/** Ten codes of twelve letters, about 59 bits each, in groups of four. */
export const newRecoveryCodes = (): readonly string[] =>
	Array.from({ length: RECOVERY_CODES }, () => {
		const letters = Array.from({ length: CODE_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
		return letters.match(/.{4}/g)?.join('-') ?? letters;
	});

/** Null: this cannot be a recovery code. Whoever reads the table cannot try codes: the hash needs the service's key. */
export function recoveryHash(key: Buffer, accountId: string, typed: string): string | null {
	const plain = typed.toUpperCase().replace(/[\s-]/g, '');
	if (plain.length !== CODE_LETTERS || [...plain].some((letter) => !LETTERS.includes(letter))) return null;
	return createHmac('sha256', key).update(`recovery ${accountId} ${plain}`).digest('hex');
}
