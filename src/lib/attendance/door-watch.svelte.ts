/** Stands at the door of one meeting and says when it opens or closes. Knows nothing else of the meeting (R2). */
import type { SocketAnswer } from '../wire.ts';

/**
 * Watches one door until the answer is called. Opens a connection; after a loss it asks again how the door stands.
 * @param changed called with the state of the door whenever it is told one
 */
export const watchDoor = (meetingId: string, changed: (state: string) => void): (() => void) => {
	let wanted = true;
	let close = (): void => {};
	import('../live-text/facts-line.ts').then(({ openFactsLine }) => {
		if (!wanted) return;
		const socket = openFactsLine();
		socket.on('connect', () => {
			socket.emit('door-watch', { meetingId }, (answer: SocketAnswer<{ state: string }>) => {
				if (answer.ok) changed(answer.state);
			});
		});
		socket.on('door', (door: { meetingId: string; state: string }) => {
			if (door.meetingId === meetingId) changed(door.state);
		});
		close = () => void socket.disconnect();
	});
	return () => {
		wanted = false;
		close();
	};
};
