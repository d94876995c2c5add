/**
 * A page that comes back shows that earlier client ids are its own, and may send what it had not sent under them. Only one
 * connection writes under an id: the page's old one, half-open perhaps, ends here and now (Y2).
 */
import { type ByteReader, endReached, MalformedBytes, readVarString, readVarUint } from '#lib/live-text/byte-reader.ts';
import { CLOSE, LIMIT } from '#lib/wire.ts';
import { isProof } from './client-proof.ts';
import type { Connection } from './connection.ts';
import { closeOutlet } from './outlet.ts';
import type { Room } from './room-state.ts';

/** @returns false when one of the ids is not this page's @throws MalformedBytes */
export function takeUpEarlierIds(room: Room, from: Connection, reader: ByteReader): boolean {
	const count = readVarUint(reader);
	if (count > LIMIT.idsAtOnce) throw new MalformedBytes('too many ids');
	const said: (readonly [id: number, proof: string])[] = [];
	for (let n = 0; n < count; n++) said.push([readVarUint(reader), readVarString(reader)]);
	if (!endReached(reader)) throw new MalformedBytes('trailing bytes');
	const { personId } = from.member.person;
	for (const [id, proof] of said)
		if (room.owners.get(id) !== personId || !isProof(room.proofKey, id, proof)) return false;
	for (const [id] of said) {
		from.earlier.add(id);
		for (const other of room.connections)
			if (other !== from && (other.clientId === id || other.earlier.has(id)))
				closeOutlet(other.outlet, CLOSE.resync, 'this page has come back');
	}
	return true;
}
