/**
 * A secret that a browser or a link holds, and what the database keeps of it: whoever reads the database gets in by none of
 * them. The secret has 256 random bits, so its plain SHA-256 cannot be turned back.
 */
import { createHash, randomBytes } from 'node:crypto';

/** A new secret: 43 letters of base64url. */
export const drawToken = (): string => randomBytes(32).toString('base64url');

/** What is stored instead of it, in hexadecimal. */
export const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('hex');
