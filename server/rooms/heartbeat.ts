/** Finds peers that are gone without saying so, and lets the browser find out the same of us (promises W8). */
import { HEARTBEAT } from '#lib/wire.ts';
import { beatMessage } from './message.ts';
import { closeIfStuck } from './outlet.ts';
import { tell } from './room-sending.ts';
import type { Room } from './room-state.ts';

/** Call this often, ms. */
export const PULSE_EVERY_MS = 1000;

/** Cuts off whoever did not answer the last ping in time or has been too slow for too long; pings, and beats where nothing else was said. */
export function pulse(room: Room, at: number): void {
	for (const connection of room.connections) {
		const { outlet } = connection;
		closeIfStuck(outlet, at);
		const silent = at - connection.pingedAt;
		if (!connection.answered && silent >= HEARTBEAT.timeoutMs - PULSE_EVERY_MS) {
			outlet.line.terminate();
		} else if (outlet.open && silent >= HEARTBEAT.intervalMs - PULSE_EVERY_MS) {
			connection.answered = false;
			connection.pingedAt = at;
			outlet.line.ping();
		}
		if (outlet.open && at - outlet.wroteAt > HEARTBEAT.beatMs - PULSE_EVERY_MS) tell(room, connection, beatMessage());
	}
}
