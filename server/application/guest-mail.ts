/** The message that brings a guest their link: the link is made as it is sent, so that no table and no list ever holds it. */
import type { Tx } from '../persistence/database.ts';
import { readGuestToWrite, replaceLink } from '../persistence/guests.ts';
import { makeLinkSecret } from './link-secret.ts';

/** The path with the link, and the address it goes to; null when the guest has ended. The link before works no more. */
export async function makeGuestMail(
	tx: Tx,
	areaId: string,
	personId: string,
	now: Date
): Promise<{ readonly path: string; readonly address: string } | null> {
	const guest = await readGuestToWrite(tx, personId);
	if (!guest) return null;
	const { secret, hash } = makeLinkSecret(areaId);
	return (await replaceLink(tx, guest.id, hash, now)) ? { path: `/guest/${secret}`, address: guest.email } : null;
}
