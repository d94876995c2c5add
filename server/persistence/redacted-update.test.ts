import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { formerWords, redactedUpdate, textOfUpdates } from './assembled-document.js';

/** What people type one after the other, as the updates the server stores. */
const typedBy = (
	...steps: (readonly [client: number, field: string, change: (text: Y.Text) => void])[]
): Uint8Array[] => {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	for (const [client, field, change] of steps) {
		doc.clientID = client;
		doc.transact(() => change(doc.getText(field)));
	}
	return updates;
};
const LOG = typedBy(
	[1, 'RISK.notes', (text) => text.insert(0, 'She lives at now.')],
	[2, 'RISK.notes', (text) => text.insert(13, '4 Elm Row ')],
	[1, 'RISK.notes', (text) => text.insert(19, 'der R')],
	[3, 'RISK.notes', (text) => text.delete(19, 5)],
	[3, 'AOB.notes', (text) => text.insert(0, 'Nothing')]
);
const owners = [
	[1, 11],
	[2, 12],
	[3, 13]
] as const;
const idsIn = (update: Uint8Array): number[] =>
	[...Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update)).keys()].sort();

describe('a document begun anew', () => {
	test('REDACT-11 Y13 it says what stands but for what is cut, each word under a new id of whoever wrote it, and holds nothing of before', () => {
		const cuts = { 'RISK.notes': [{ from: 13, to: 22, instead: '[Redacted]' }] };
		const { update, used } = redactedUpdate(LOG, cuts, owners, 99);
		expect(textOfUpdates([update])).toEqual({ 'AOB.notes': 'Nothing', 'RISK.notes': 'She lives at [Redacted] now.' });
		expect(idsIn(update)).toEqual([11, 12, 13, 99]);
		expect([...used].sort()).toEqual([11, 12, 13, 99]);
		for (const gone of ['Elm', 'der R', 'Row']) expect(Buffer.from(update).includes(gone), gone).toBe(false);
	});

	test('REDACT-11 cuts over several authors, at both ends and of everything leave the rest as it stood', () => {
		const text = textOfUpdates(LOG)['RISK.notes'] ?? '';
		for (const [from, to] of [
			[0, 3],
			[10, text.length],
			[0, text.length],
			[12, 14],
			[5, 5]
		] as const) {
			const { update } = redactedUpdate(LOG, { 'RISK.notes': [{ from, to, instead: '#' }] }, owners, 99);
			expect(textOfUpdates([update])['RISK.notes']).toBe(`${text.slice(0, from)}#${text.slice(to)}`);
		}
		const several = [
			{ from: 13, to: 14, instead: '<' },
			{ from: 0, to: 3, instead: '>' }
		];
		const { update } = redactedUpdate(LOG, { 'RISK.notes': several }, owners, 99);
		expect(textOfUpdates([update])['RISK.notes']).toBe(`>${text.slice(3, 13)}<${text.slice(14)}`);
	});

	test('REDACT-11 words of an id that nobody was given are no document of ours', () => {
		expect(() => redactedUpdate(LOG, {}, [[1, 11]], 99)).toThrow('words of nobody');
	});

	test('REDACT-11 words typed a letter at a time, or removed with words between them, are found among what stands no more', () => {
		const letters = [...'4 Elm Row'].map(
			(letter, n) => [1, 'AOB.notes', (text: Y.Text) => text.insert(n, letter)] as const
		);
		const log = typedBy(
			...letters,
			[2, 'AOB.notes', (text) => text.insert(5, ' tree')],
			[2, 'AOB.notes', (text) => text.delete(0, 14)]
		);
		expect(formerWords(log, '4 Elm')).toEqual(['AOB.notes']);
		expect(formerWords(log, 'Oak')).toEqual([]);
		expect(formerWords(LOG, '4 Elm Row')).toEqual([]);
		expect(formerWords(LOG, 'Elmder')).toEqual([]);
		expect(formerWords(LOG, 'der R')).toEqual(['RISK.notes']);
	});
});
