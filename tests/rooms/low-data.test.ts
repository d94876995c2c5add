import { afterAll, beforeAll, expect, it } from 'vitest';
import { joined, writer, writeVarUint } from '#lib/live-text/byte-writer.ts';
import { LOW_DATA, MESSAGE } from '#lib/wire.ts';
import { type DocumentBench, openDocumentBench, until } from '../support/document-bench.ts';
import { edit, type RawWriter, sendPresence, sendUpdate, textIn, write } from '../support/raw-writer.ts';

const FIELD = 'R1.contingency';
let bench: DocumentBench;
beforeAll(async () => {
	bench = await openDocumentBench();
});
afterAll(() => bench.close());

const pace = (page: RawWriter, low: 0 | 1): void =>
	page.ws.send(joined(writeVarUint(writeVarUint(writer(), MESSAGE.pace), low)));
/** Bytes and messages a browser is sent from now on. */
const countOf = (page: RawWriter) => {
	const seen = { bytes: 0, frames: 0 };
	page.ws.on('message', (data: Buffer) => {
		seen.bytes += data.length;
		seen.frames++;
	});
	return seen;
};

it('DATA-1 a browser that asked for little data gets others’ words in one piece every few seconds, without cursors, for a fraction of the bytes; its own are acknowledged at once', async () => {
	const [anna, usual, low] = [
		await bench.join({ person: 0 }),
		await bench.join({ person: 1 }),
		await bench.join({ person: 2 })
	];
	write(anna, 'R4.risk', 0, 'to be taken out');
	await until(() => expect(textIn(low, 'R4.risk')).toBe('to be taken out'));
	pace(low, 1);
	// Whatever was sent before is heard before the acknowledgement of this.
	write(low, 'R2.risk', 0, 'own');
	await until(() => expect(low.saved.at(-1)?.frames).toBe(1));
	const [all, little] = [countOf(usual), countOf(low)];
	const began = performance.now();
	for (let n = 0; n < 60; n++) {
		write(anna, FIELD, n, 'x');
		sendPresence(anna, [
			[anna.clientId as number, n + 2, JSON.stringify({ field: FIELD, anchor: n + 1, head: n + 1 })]
		]);
		await until(() => expect(textIn(usual, FIELD)).toHaveLength(n + 1));
	}
	sendUpdate(
		anna,
		edit(anna, 'R4.risk', (text) => text.delete(0, 6))
	);
	const owned = low.saved.length;
	write(low, 'R2.risk', 3, ' words');
	await until(() => expect(low.saved.length).toBeGreaterThan(owned));
	const ownAfter = performance.now() - began;
	if (ownAfter < LOW_DATA.everyMs) expect(textIn(low, FIELD)).toBe('');
	await until(() => expect(textIn(low, FIELD)).toBe('x'.repeat(60)));
	await until(() => expect(textIn(low, 'R4.risk')).toBe('taken out'));
	expect(low.presence.size).toBe(0);
	const perMinute = (bytes: number): number => Math.round((bytes * 60_000) / (performance.now() - began));
	console.log(`bytes a minute: ${perMinute(all.bytes)} as usual, ${perMinute(little.bytes)} with little data`);
	expect(little.bytes).toBeLessThan(all.bytes / 3);
	expect(little.frames).toBeLessThan(all.frames / 3);
	// At once again: what was held back comes first, then where everybody is.
	write(anna, FIELD, 60, 'y');
	await until(() => expect(textIn(usual, FIELD)).toContain('y'));
	pace(low, 0);
	await until(() => expect(textIn(low, FIELD)).toBe(`${'x'.repeat(60)}y`));
	await until(() => expect(low.presence.size).toBeGreaterThan(0));
	expect(textIn(low, 'R2.risk')).toBe('own words');
	for (const page of [anna, usual, low]) page.ws.close();
});

it('DATA-2 what is no pace ends the line', async () => {
	const odd = await bench.join({ person: 2 });
	odd.ws.send(joined(writeVarUint(writeVarUint(writer(), MESSAGE.pace), 7)));
	await until(() => expect(odd.closed?.code).toBe(4400));
});
