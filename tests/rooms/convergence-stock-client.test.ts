/** y-websocket's own provider as published, unchanged but for what it does when the server says hello (wire.ts MESSAGE). */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { readFrom, readVarString, readVarUint } from '#lib/live-text/byte-reader.ts';
import { connectDocument } from '#lib/live-text/live-connection.ts';
import { CLOSE, type Hello, MESSAGE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { openWorld, startedMeeting, type Who, type World, wordsOf } from '../support/meeting-world.ts';
import { proofMessage } from '../support/raw-writer.ts';
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

const FIELD = 'R1.risk';
let world: World;
let served: ServedWorld;
let meetingId: string;
const unknown = vi.spyOn(console, 'error').mockImplementation(() => {}); // "Unable to compute message": ours from 101

beforeAll(async () => {
	world = await openWorld();
	served = await serveWorld(world);
	meetingId = await startedMeeting(world);
	await world.does('social', meetingId, 'add-risk');
});
afterAll(async () => {
	unknown.mockRestore();
	await served.close();
	await world.close();
});

/** A browser of somebody signed in. */
async function browserOf(who: Who): Promise<typeof WebSocket> {
	const headers = { cookie: await world.cookie(who), origin: served.origin };
	class Browser extends NodeWebSocket {
		constructor(url: string) {
			super(url, { headers });
		}
	}
	return Browser as unknown as typeof WebSocket;
}

/** @param asOne also gives the provider's presence the new id: only then is it seen, and may it be destroyed */
async function stock(who: Who, asOne: boolean) {
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(served.address('/yjs'), `${meetingId}/plan`, doc, {
		connect: false,
		params: { v: String(PROTOCOL_VERSION) },
		disableBc: true,
		WebSocketPolyfill: await browserOf(who)
	});
	const codes: number[] = [];
	provider.on('connection-close', (event) => codes.push(event?.code ?? 0));
	const proofs = new Map<number, string>();
	provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) => {
		const hello = readFrom(decoder.arr, decoder.pos);
		readVarUint(hello); // protocol version
		readVarUint(hello); // epoch
		doc.clientID = readVarUint(hello);
		if (proofs.size > 0) provider.ws?.send(proofMessage([...proofs]) as Uint8Array<ArrayBuffer>);
		proofs.set(doc.clientID, (JSON.parse(readVarString(hello)) as Hello).proof);
		if (!asOne) return;
		provider.awareness.clientID = doc.clientID;
		provider.awareness.setLocalState({ field: FIELD });
	};
	provider.awareness.setLocalStateField('user', { name: 'Made up', color: '#ff0000' });
	provider.connect();
	await until(() => expect(provider.synced).toBe(true));
	return { doc, provider, codes, text: doc.getText(FIELD) };
}

describe('the stock client of y-websocket', () => {
	it('FUZZ-7 types and receives beside our own, in its own rhythm, and is not sent away', async () => {
		const [one, two] = [await stock('social', false), await stock('manager', true)];
		const browser = await browserOf('chair');
		const ours = connectDocument({
			url: served.address('/yjs'),
			documentPath: `${meetingId}/plan`,
			WebSocket: () => browser
		});
		await until(() => expect(ours.phase()).toBe('ready'));
		const text = ours.doc.getText(FIELD);
		const all = [one.text, two.text, text];
		for (let n = 0; n < 20; n++) {
			one.text.insert(0, `a${n} `);
			two.text.insert(two.text.length, `b${n} `);
			text.insert(Math.floor(text.length / 2), `c${n} `);
			if (n % 4 === 3) two.text.delete(0, 3);
			// Its awareness is renewed, and repeats what it has heard of others.
			one.provider.awareness.setLocalStateField('cursor', { anchor: n, head: n });
			two.provider.awareness.setLocalState({ field: FIELD, anchor: n, head: n });
		}
		await until(async () => {
			expect(new Set(all.map(String)).size).toBe(1);
			expect(ours.allSaved()).toBe(true);
			expect((await wordsOf(world, meetingId, 'plan')).fields[FIELD]).toBe(text.toString());
		});
		for (const letter of 'abc') expect(text.toString()).toContain(`${letter}19`);
		// Presence is rebuilt by the server: what it says of its user is not passed on.
		await until(() => expect(ours.others()[0]).toMatchObject({ field: FIELD, user: { name: world.who.manager.name } }));
		expect(JSON.stringify(ours.others())).not.toContain('Made up');
		expect([one.codes, two.codes]).toEqual([[], []]);
		expect([one.doc, two.doc].every(({ store }) => store.pendingStructs === null)).toBe(true);

		const [before, earlier] = [text.toString(), one.doc.clientID];
		world.rooms.closePerson(world.who.social.personId, meetingId, CLOSE.goingAway);
		await until(() => expect(one.provider.wsconnected).toBe(false));
		one.text.insert(0, 'typed while away. ');
		one.text.delete(one.text.length - 2, 2);
		text.insert(text.length, ' and here');
		await until(async () => {
			expect([one.provider.synced, new Set(all.map(String)).size]).toEqual([true, 1]);
			expect((await wordsOf(world, meetingId, 'plan')).fields[FIELD]).toBe(text.toString());
		});
		expect(text.toString()).toBe(`typed while away. ${before.slice(0, -2)} and here`);
		expect([one.codes, one.doc.clientID === earlier]).toEqual([[CLOSE.goingAway], false]);
		one.text.insert(0, 'Again: ');
		await until(() => expect(text.toString()).toMatch(/^Again: typed/));
		await until(() => expect(ours.authors().get(FIELD)?.personId).toBe(world.who.social.personId));
		two.provider.destroy();
		one.provider.awareness.clientID = one.doc.clientID;
		one.provider.awareness.setLocalState({});
		one.provider.destroy();
		ours.close();
	});
});
