/**
 * A document's WebSocket whose refusals below the room have the service's codes too. ws would say 1009 to what is too
 * large, which a page takes for a bad network: it would come back and send the same again, for ever.
 */
import { WebSocket } from 'ws';
import { CLOSE } from '#lib/wire.ts';

/** RFC 6455 7.4.1: against the protocol, not UTF-8, too many pieces, too large. */
const OWN_CODE: Readonly<Record<number, number>> = {
	1002: CLOSE.malformed,
	1007: CLOSE.malformed,
	1008: CLOSE.tooLarge,
	1009: CLOSE.tooLarge
};

export class DocumentSocket extends WebSocket {
	override close(code?: number, reason?: string | Buffer): void {
		super.close(code === undefined ? code : (OWN_CODE[code] ?? code), reason);
	}
}
