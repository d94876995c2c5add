/** The messages in whole WebSocket frames as a room builds them once for everybody (RFC 6455 5.2: final, binary, not masked). */

const FINAL_BINARY = 0x82;

/** @throws RangeError when the bytes are not a row of whole such frames */
export function messagesIn(frames: Uint8Array): Uint8Array[] {
	const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
	const messages: Uint8Array[] = [];
	for (let at = 0; at < frames.length; ) {
		if (view.getUint8(at) !== FINAL_BINARY) throw new RangeError('not a whole binary frame');
		const short = view.getUint8(at + 1);
		const [header, length] =
			short < 126 ? [2, short] : short === 126 ? [4, view.getUint16(at + 2)] : [10, Number(view.getBigUint64(at + 2))];
		const end = at + header + length;
		if (end > frames.length) throw new RangeError('cut short');
		messages.push(frames.slice(at + header, end));
		at = end;
	}
	return messages;
}
