/** The client ids under which people write: issued by the server, stored before anybody hears of them (Y1, Y2). */
import { randomInt } from 'node:crypto';
import type { Database } from './database.ts';
import { type DocumentHead, headFrom, type Standing } from './document-tail.ts';

/** A client id was issued: how the document stood in that moment, and every id this person ever had for it. */
export type Issued = DocumentHead & { readonly clients: readonly number[] };

/** A client id for Yjs: 32 bits, never 0, which means "none" on the wire. */
export const randomClientId = (): number => randomInt(1, 2 ** 32);

/** Issues this id to this person. @returns null when the id is taken @throws when the area has no such document */
export async function issueClient(
	database: Pick<Database, 'call'>,
	ids: { readonly areaId: string; readonly documentId: string; readonly clientId: number; readonly personId: string }
): Promise<Issued | null> {
	const { areaId, documentId, clientId, personId } = ids;
	const [row] = await database.call<Standing & { issued: boolean; clients: number[] }>('issue_client', [
		areaId,
		documentId,
		clientId,
		personId
	]);
	if (row === undefined) throw new Error('no such document');
	return row.issued ? { ...headFrom(row), clients: [...row.clients, clientId] } : null;
}
