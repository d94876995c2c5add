/** Listens whether a copy of the minutes may still be read, as long as its page is open. Browser only. */
import type { SocketAnswer } from '../wire.ts';

export type OpenedCopyName = { readonly meetingId: string; readonly number: number };

/**
 * @param over called once: it may not be read any more, or whoever reads it has been signed out
 * @returns call it when the page is left
 */
export const watchCopy = (copy: OpenedCopyName, over: () => void): (() => void) => {
	let wanted = true;
	let close = (): void => {};
	import('../live-text/facts-line.ts').then(({ openFactsLine }) => {
		if (!wanted) return;
		const socket = openFactsLine();
		const end = (): void => {
			socket.disconnect();
			if (wanted) over();
			wanted = false;
		};
		socket.on('connect', () => {
			socket.emit('copy-watch', copy, (answer: SocketAnswer<object>) => {
				// Where the service cannot answer just now, the next connection asks again.
				if (!answer.ok && answer.kind !== 'unavailable' && answer.kind !== 'too-many') end();
			});
		});
		socket.on('copy-ended', (ended: OpenedCopyName) => {
			if (ended.meetingId === copy.meetingId && ended.number === copy.number) end();
		});
		socket.on('disconnect', (why) => {
			if (why === 'io server disconnect') end();
		});
		close = () => void socket.disconnect();
	});
	return () => {
		wanted = false;
		close();
	};
};
