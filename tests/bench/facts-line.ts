/** The second line of a page: socket.io over a WebSocket, in the meeting's room and listening. */
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { openRawSocket, type RawSocket, sendText } from './raw-socket.ts';

export type FactsPlace = { readonly url: string; readonly headers: Record<string, string>; readonly meetingId: string };

/** engine.io: 0 open, 2 ping, 3 pong, 4 message; socket.io: 0 connect, 2 event, 3 answer. @returns when the meeting is entered */
export function openFactsLine({ url, headers, meetingId }: FactsPlace): Promise<RawSocket> {
	return new Promise((resolve, reject) => {
		const line = openRawSocket(url, headers, {
			opened: () => {},
			message: (bytes) => {
				const said = bytes.toString('latin1', 0, 400);
				if (said.startsWith('0')) sendText(line, '40');
				else if (said === '2') sendText(line, '3');
				else if (said.startsWith('40')) {
					const request = { protocol: PROTOCOL_VERSION, meetingId, since: 0 };
					sendText(line, `420${JSON.stringify(['meeting', request])}`);
				} else if (said.startsWith('430[{"ok":true')) resolve(line);
				else if (said.startsWith('43') || said.startsWith('44'))
					reject(new Error(`the facts' line was refused: ${said}`));
			},
			closed: (reason) => reject(new Error(reason))
		});
	});
}
