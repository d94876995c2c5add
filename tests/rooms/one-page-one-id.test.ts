/** A client id is one page's own: what another page of the same person, changed to write under it, can do (Y2, Y-17). */
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import * as Y from 'yjs';
import { connectDocument, type LiveConnection } from '#lib/live-text/live-connection.ts';
import { CLOSE, LIMIT, PROTOCOL_VERSION } from '#lib/wire.ts';
import { attackedDocument, closedWith, FIELD, SECRET } from '../support/attacked-document.ts';
import { atRoot, craftedUpdate } from '../support/hostile-bytes.ts';
import { wordsOf } from '../support/meeting-world.ts';
import { edit, proofMessage, type RawWriter, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { until } from '../support/served-world.ts';
import { knockOver } from '../support/tunnel-page.ts';
import { openTwoNodes, type TwoNodes } from '../support/two-nodes.ts';

const target = attackedDocument();
const proofOf = (page: RawWriter): string => page.hello?.proof as string;
const idOf = (page: RawWriter): number => page.clientId as number;
const stored = async () => (await wordsOf(target.world, target.meetingId, 'plan')).fields[FIELD] ?? '';

/** The product's own page of the person whose other page attacks. */
async function honestPage(): Promise<LiveConnection & { readonly endings: number[] }> {
	const headers = { cookie: await target.world.cookie('social'), origin: target.served.origin };
	const endings: number[] = [];
	class Browser extends NodeWebSocket {
		constructor(url: string) {
			super(url, { headers });
			this.on('close', (code) => endings.push(code));
		}
	}
	const page = connectDocument({
		url: target.served.address('/yjs'),
		documentPath: `${target.meetingId}/plan`,
		WebSocket: () => Browser as unknown as typeof WebSocket,
		random: () => 0
	});
	await until(() => expect(page.writable()).toBe(true));
	return { ...page, endings };
}

/** What comes next under an id, as the page would write it that owns the id. */
function nextWords(page: { readonly doc: Y.Doc }, id: number, words: string): Uint8Array {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(page.doc));
	copy.clientID = id;
	const before = Y.encodeStateVector(copy);
	copy.getText(FIELD).insert(0, words);
	return Y.encodeStateAsUpdate(copy, before);
}

describe('another page of the same person', { timeout: 60_000 }, () => {
	test('GUARD-16 writes nothing under the id of a page that is open, which loses no word (Y2)', async () => {
		const page = await honestPage();
		const text = page.doc.getText(FIELD);
		text.insert(0, 'mine ');
		await until(() => expect(page.allSaved()).toBe(true));
		const id = page.doc.clientID;
		const took = nextWords(page, id, SECRET);
		const other = await target.attacker();
		const claim = (proof: string) => (from: RawWriter) => {
			from.ws.send(proofMessage([[id, proof]]));
			sendUpdate(from, took);
		};
		await target.tryEach([
			['its next words', CLOSE.forbidden, (from) => sendUpdate(from, took)],
			['its next words as step 2', CLOSE.forbidden, (from) => sendUpdate(from, took, 1)],
			['no proof', CLOSE.forbidden, claim('')],
			['a made-up proof', CLOSE.forbidden, claim('A'.repeat(43))],
			['the proof of its own id', CLOSE.forbidden, (from) => claim(proofOf(from))(from)],
			['the proof of a third page', CLOSE.forbidden, claim(proofOf(other))],
			[
				'its own proof and none',
				CLOSE.forbidden,
				(from) => {
					const own = [idOf(from), proofOf(from)] as const;
					from.ws.send(proofMessage([own, [id, '']]));
				}
			],
			[
				'too many',
				CLOSE.malformed,
				(from) =>
					from.ws.send(proofMessage(Array.from({ length: LIMIT.idsAtOnce + 1 }, () => [idOf(from), proofOf(from)])))
			],
			['half a message', CLOSE.malformed, (from) => from.ws.send(proofMessage([[id, 'half']]).slice(0, -1))],
			['more than the message', CLOSE.malformed, (from) => from.ws.send(Uint8Array.of(...proofMessage([]), 1))]
		]);
		text.insert(0, 'still ');
		await until(() => expect([page.allSaved(), page.endings]).toEqual([true, []]));
		expect([page.doc.clientID, await stored()]).toEqual([id, text.toString()]);
		page.close();
	});

	test('GUARD-16 not over long polling either, nor with the true proof of somebody else’s id', async () => {
		const page = await honestPage();
		page.doc.getText(FIELD).insert(0, 'mine ');
		await until(() => expect(page.allSaved()).toBe(true));
		const id = page.doc.clientID;
		const feed = await target.served.feed('social', { transports: ['polling'] });
		const path = `/yjs/${target.meetingId}/plan?v=${PROTOCOL_VERSION}`;
		for (const before of [[], [[id, 'made up']], [[idOf(target.chair), proofOf(target.chair)]]] as const) {
			const from = knockOver(feed.socket, path);
			await until(() => expect(from.clientId ?? 0).not.toBe(0));
			if (before.length > 0) from.ws.send(proofMessage(before));
			sendUpdate(from, nextWords(page, id, SECRET));
			await closedWith(from, CLOSE.forbidden);
		}
		await target.honestGoOn();
		page.doc.getText(FIELD).insert(0, 'still ');
		await until(() => expect([page.allSaved(), page.endings]).toEqual([true, []]));
		expect(await stored()).not.toContain(SECRET);
		page.close();
	});

	test('GUARD-17 the page that comes back takes its id up again, and its old line ends', async () => {
		const before = await target.attacker();
		write(before, FIELD, 0, 'first ');
		await until(() => expect(before.saved.at(-1)?.frames).toBe(1));
		// Written, but never sent: the line was dead and neither side knew.
		const unsent = edit(before, FIELD, (text) => text.insert(6, 'second '));
		const again = await target.attacker();
		again.ws.send(proofMessage([[idOf(before), proofOf(before)]]));
		sendUpdate(again, unsent);
		await closedWith(before, CLOSE.resync);
		await until(() => expect(again.saved.at(-1)?.frames).toBe(1));
		expect([again.closed, await stored()]).toEqual([null, expect.stringContaining('first second ')]);
		// Other words at a place where the page has written since: nobody is told that they are saved.
		const lost = craftedUpdate([{ client: idOf(before), clock: 6, structs: [atRoot(FIELD, SECRET)] }]);
		sendUpdate(again, lost);
		await closedWith(again, CLOSE.resync);
		expect(again.saved.at(-1)?.frames).toBe(1);
		// A third connection of the page ends the second, which had taken up the id of the first.
		const [second, third] = [await target.attacker(), await target.attacker()];
		for (const page of [second, third]) page.ws.send(proofMessage([[idOf(before), proofOf(before)]]));
		await closedWith(second, CLOSE.resync);
		sendUpdate(third, nextWords(third, idOf(before), 'third '));
		await until(() => expect(third.saved.at(-1)?.frames).toBe(1));
		await until(() => expect(textIn(target.chair, FIELD)).toContain('third '));
		await target.honestGoOn();
	});
});

describe('at two nodes', () => {
	let both: TwoNodes;
	afterEach(() => both.close());

	test('GUARD-16 an id issued at one is nobody else’s at the other, whatever the other has heard of it', async () => {
		both = await openTwoNodes();
		const page = await both.a.join();
		write(page, 'R1.risk', 0, 'mine ');
		await until(() => expect(page.saved.at(-1)?.frames).toBe(1));
		for (const proof of [null, 'made up']) {
			const other = await both.b.join();
			await until(() => expect(textIn(other, 'R1.risk')).toBe('mine '));
			if (proof !== null) other.ws.send(proofMessage([[idOf(page), proof]]));
			const copy = edit(other, 'R1.risk', (text) => {
				other.doc.clientID = idOf(page);
				text.insert(0, SECRET);
			});
			sendUpdate(other, copy);
			await closedWith(other, CLOSE.forbidden);
		}
		write(page, 'R1.risk', 0, 'still ');
		await until(() => expect(page.saved.at(-1)?.frames).toBe(2));
		expect([page.closed, await both.stored()]).toEqual([null, { 'R1.risk': 'still mine ' }]);
	});

	test('GUARD-17 a page whose node is silent goes on at the other, and what the old line still brings is not doubled', async () => {
		both = await openTwoNodes();
		const before = await both.a.join();
		write(before, 'R1.risk', 0, 'first ');
		await until(() => expect(before.saved.at(-1)?.frames).toBe(1));
		const unsent = edit(before, 'R1.risk', (text) => text.insert(6, 'second '));
		const again = await both.b.join();
		again.ws.send(proofMessage([[idOf(before), proofOf(before)]]));
		sendUpdate(again, unsent);
		await until(() => expect(again.saved.at(-1)?.frames).toBe(1));
		// The first node has not heard of it yet, or has: in either case they are the same words.
		sendUpdate(before, unsent);
		const reader = await both.a.join({ person: 1 });
		await until(() => expect(textIn(reader, 'R1.risk')).toBe('first second '));
		write(again, 'R1.risk', 0, 'third ');
		await until(async () => expect(await both.stored()).toEqual({ 'R1.risk': 'third first second ' }));
		await until(() => expect([again.closed, textIn(reader, 'R1.risk')]).toEqual([null, 'third first second ']));
	});
});
