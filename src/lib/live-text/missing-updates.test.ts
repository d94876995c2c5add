import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMIT } from '#lib/wire.ts';
import { missingUpdates } from './missing-updates.ts';
import { joinUpdates, readStateVector, readYjsUpdate, stateVectorBytes } from './yjs-update.ts';

const fields = ['R1.risk', 'R2.risk', 'A1.text', 'A2.text'];
const textsOf = (doc: Y.Doc) => fields.map((field) => doc.getText(field).toString());

describe('what the server lacks', () => {
	it('DOC-27 goes in frames of the allowed size, each after what it refers to', () => {
		const page = new Y.Doc();
		for (const [n, field] of fields.entries()) {
			// Two ids of the same page, as after a reconnection, each continuing what the other wrote.
			page.clientID = 1 + (n % 2);
			page.getText(field).insert(0, '李'.repeat(9000));
			page.clientID = 2 - (n % 2);
			page.getText(field).insert(4000, '语'.repeat(9000));
			page.getText(field).delete(100, 3);
		}
		const server = new Y.Doc();
		const updates = missingUpdates(Y.encodeStateAsUpdate(page), []);
		expect(updates.length).toBeGreaterThan(3);
		for (const update of updates) {
			expect(update.length).toBeLessThan(LIMIT.frameBytes - 100);
			Y.applyUpdate(server, update);
			expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null]);
		}
		expect(textsOf(server)).toEqual(textsOf(page));
	});

	it('DOC-27 leaves out deletions the server knows', () => {
		const page = new Y.Doc();
		page.clientID = 5;
		page.getText('A1.text').insert(0, 'one two three');
		page.getText('A1.text').delete(0, 4);
		const server = new Y.Doc();
		Y.applyUpdate(server, Y.encodeStateAsUpdate(page));
		const known = readYjsUpdate(Y.encodeStateAsUpdate(server)).deletes;
		const beyond = () => Y.encodeStateAsUpdate(page, Y.encodeStateVector(server));
		expect(missingUpdates(beyond(), known)).toEqual([]);
		page.getText('A1.text').delete(4, 2);
		const [only, more] = missingUpdates(beyond(), known).map((update) => readYjsUpdate(update));
		expect(only?.deletes).toEqual([{ client: 5, clock: 8, length: 2 }]);
		expect(more).toBeUndefined();
	});

	it('DOC-12 joins updates for any reader so that they end with the same text', () => {
		const doc = new Y.Doc();
		const log: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => log.push(update));
		let seed = 11;
		const chance = (below: number) => {
			seed = (seed * 48_271) % 2_147_483_647;
			return seed % below;
		};
		const readers: Y.Doc[] = [];
		for (let n = 0; n < 300; n++) {
			doc.clientID = 1 + chance(3);
			const text = doc.getText(fields[chance(4)]);
			if (text.length > 3 && chance(4) === 0) text.delete(chance(text.length - 2), 2);
			else text.insert(chance(text.length + 1), 'word');
			if (n % 50 === 0) {
				const reader = new Y.Doc();
				Y.applyUpdate(reader, Y.encodeStateAsUpdate(doc));
				readers.push(reader);
			}
		}
		const parts = [readYjsUpdate(Y.encodeStateAsUpdate(doc))];
		for (const all of [parts, log.map((bytes) => readYjsUpdate(bytes))])
			for (const reader of [new Y.Doc(), ...readers]) {
				const copy = new Y.Doc();
				Y.applyUpdate(copy, Y.encodeStateAsUpdate(reader));
				const vector = readStateVector(Y.encodeStateVector(copy));
				expect(readStateVector(stateVectorBytes(vector))).toEqual(vector);
				Y.applyUpdate(copy, joinUpdates(all, vector));
				expect(copy.store.pendingStructs).toBeNull();
				expect(textsOf(copy)).toEqual(textsOf(doc));
			}
	});
});
