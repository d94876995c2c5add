/** Finds peers that are gone without saying so (promises W8), and keeps y-websocket's own watchdog quiet. */
import { HEARTBEAT } from '#lib/wire.ts';
import { beatMessage } from './message.ts';
import { closeIfStuck } from './outlet.ts';
import { tell } from './room-sending.ts';
import type { Room } from './room-state.ts';

/** Call this often, ms. */
export const PULSE_EVERY_MS = 1000;
/** y-websocket drops a connection on which no message came for 30 s; pings do not count there. */
const BEAT_EVERY_MS = 15_000;

/** Cuts off whoever did not answer the last ping in time or has been too slow for too long; pings and beats when due. */
export function pulse(room: Room, at: number): void {
	for (const connection of room.connections) {
		const { outlet } = connection;
		closeIfStuck(outlet, at);
		const silent = at - connection.pingedAt;
		if (!connection.answered && silent >= HEARTBEAT.timeoutMs - PULSE_EVERY_MS) {
			outlet.ws.terminate();
		} else if (outlet.open && silent >= HEARTBEAT.intervalMs - PULSE_EVERY_MS) {
			connection.answered = false;
			connection.pingedAt = at;
			outlet.ws.ping();
		}
		if (outlet.open && at - connection.beatAt >= BEAT_EVERY_MS) {
			connection.beatAt = at;
			tell(room, connection, beatMessage());
		}
	}
}
