/**
 * What shows that a client id is a page's own, at any node and after any restart (Y2): it is told once, with the id, to the
 * one connection the id is issued to. A code of the id under the document's key, so nothing has to be kept for each.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** @param key of the document; no browser gets it */
export const proofOf = (key: string, clientId: number): string =>
	createHmac('sha256', key).update(`client ${clientId}`).digest('base64url');

export function isProof(key: string, clientId: number, proof: string): boolean {
	const [right, said] = [Buffer.from(proofOf(key, clientId)), Buffer.from(proof)];
	return right.length === said.length && timingSafeEqual(right, said);
}
