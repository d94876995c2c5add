import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentBench, openDocumentBench, until } from '../support/document-bench.ts';
import { sendPresence } from '../support/raw-writer.ts';

let bench: DocumentBench;
let time = 1_000_000;
beforeAll(async () => {
	bench = await openDocumentBench({ now: () => time });
});
afterAll(() => bench.close());

describe('the pulse of a room', () => {
	it('DOC-23 notices a silent peer within 15 seconds and keeps those who answer, with a beat now and then', async () => {
		const anna = await bench.join({ person: 0 });
		const gone = await bench.join({ person: 1 });
		sendPresence(gone, [[gone.clientId as number, 1, '{"field":"R1.risk"}']]);
		await until(() => expect(anna.presence.get(gone.clientId as number)).not.toBeUndefined());
		gone.ws.pause();
		time += 10_000;
		// The room looks once a second by the real clock; only the time it reads is ours.
		let pinged = false;
		anna.ws.on('ping', () => {
			pinged = true;
		});
		await until(() => expect(pinged).toBe(true));
		time += 5_000;
		await until(() => expect(anna.presence.get(gone.clientId as number)).toBeNull());
		await until(() => expect(anna.heard).toContain('beat'));
		expect([anna.closed, bench.rooms.metrics().sockets]).toEqual([null, 1]);
	});
});
