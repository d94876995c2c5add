/** Everything one browser was ever sent over its line of facts and its documents, to be searched for a word. */
import type { Socket } from 'socket.io-client';
import type { TextSaid } from '#lib/wire.ts';
import { TEXT } from '#lib/wire.ts';
import type { RawWriter } from './raw-writer.ts';

export type AllHeard = {
	/** also listens to a document on a WebSocket of its own */
	readonly document: (page: RawWriter) => void;
	/** whether a word was in any of it, as text or in the bytes of a document; whatever the spelling of its letters */
	readonly has: (word: string) => boolean;
	/** all of it as text, for comparing before and after */
	readonly said: () => readonly string[];
};

/** Begins to listen; what the line carries of documents (long polling) is read as the bytes it stands for. */
export function allHeard(socket: Socket): AllHeard {
	const said: string[] = [];
	const hear = (name: string, ...messages: unknown[]): void => {
		said.push(`${name} ${JSON.stringify(messages)}`);
		if (name !== TEXT.said) return;
		for (const one of (messages[0] ?? []) as readonly TextSaid[])
			if ('frames' in one) said.push(Buffer.from(one.frames, 'base64').toString('utf8'));
	};
	socket.onAny(hear);
	const { engine } = socket.io;
	// Answers to questions never reach onAny.
	engine.on('data', (data: unknown) => said.push(String(data)));
	return {
		document: (page) => page.ws.on('message', (data) => said.push(Buffer.from(data as Buffer).toString('utf8'))),
		has: (word) => said.some((one) => one.toLowerCase().includes(word.toLowerCase())),
		said: () => [...said]
	};
}
