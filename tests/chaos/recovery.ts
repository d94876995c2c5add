/** Faults and recoveries that several scenarios share. */
import type { WebSocket } from 'ws';
import { readFrom, readVarUint } from '#lib/live-text/byte-reader.ts';
import { stateVectorBytes } from '#lib/live-text/yjs-update.ts';
import { MESSAGE } from '#lib/wire.ts';
import { syncFrame } from '../support/raw-writer.ts';
import type { ChaosWorld } from './chaos-world.ts';
import type { Round } from './scenario.ts';
import type { Writer } from './scripted-writer.ts';
import { until } from './until.ts';

/** Some of those who type are gone for good in the same moment: nobody else can bring their words again. */
export function vanishSome(world: ChaosWorld, { chance }: Round, howMany = 3): void {
	for (const writer of chance.shuffled(world.writers).slice(0, howMany)) writer.vanish();
}

export const stillHere = (world: ChaosWorld): Writer[] => world.writers.filter((writer) => !writer.vanished());

/** Everybody who is left sees "Saved" again: 95 % within the first time from now, all within the second. */
export async function comeBack(world: ChaosWorld, round: Round, mostMs: number, worstMs: number): Promise<void> {
	for (const writer of world.writers) writer.pause();
	const since = performance.now();
	const times: number[] = [];
	const waiting = new Set(stillHere(world));
	await until(
		'everybody is back and saved',
		() => {
			for (const writer of waiting)
				if (writer.saved()) {
					waiting.delete(writer);
					times.push(performance.now() - since);
				}
			return waiting.size === 0;
		},
		60_000
	);
	for (const ms of times) round.recovered(ms);
	times.sort((a, b) => a - b);
	const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? 0;
	round.within('95 % are back and saved', p95, mostMs);
	round.within('everybody is back and saved', times.at(-1) ?? 0, worstMs);
}

/** Asks on a connection that stands for the whole document; ms until it came, or null. */
export function readLoaded(socket: WebSocket | null, withinMs: number): Promise<number | null> {
	if (!socket || socket.readyState !== socket.OPEN) return Promise.resolve(null);
	const since = performance.now();
	return new Promise((resolve) => {
		const answered = (took: number | null) => {
			clearTimeout(timer);
			socket.off('message', hear);
			resolve(took);
		};
		const hear = (data: Buffer) => {
			const reader = readFrom(new Uint8Array(data));
			if (readVarUint(reader) === MESSAGE.sync && readVarUint(reader) === 1) answered(performance.now() - since);
		};
		const timer = setTimeout(() => answered(null), withinMs);
		socket.on('message', hear);
		socket.send(syncFrame(0, stateVectorBytes([])));
	});
}
