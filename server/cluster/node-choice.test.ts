import { describe, expect, test } from 'vitest';
import { type KnownNode, nodeOfAddress, nodesToTry } from './node-choice.ts';

const nodes = (a: KnownNode['state'], b: KnownNode['state']): KnownNode[] => [
	{ name: 'a', state: a },
	{ name: 'b', state: b }
];
const names = (tried: readonly KnownNode[]) => tried.map(({ name }) => name);

describe('which node a request goes to', () => {
	test('CLUSTER-1 any node that is ready, one after the other', () => {
		expect(names(nodesToTry(nodes('ready', 'ready'), '/', 0))).toEqual(['a', 'b']);
		expect(names(nodesToTry(nodes('ready', 'ready'), '/yjs/m/plan?v=1', 1))).toEqual(['b', 'a']);
		expect(names(nodesToTry(nodes('gone', 'ready'), '/', 0))).toEqual(['b']);
	});

	test('CLUSTER-1 one that cannot reach its records only when no other is ready, one that is gone never', () => {
		expect(names(nodesToTry(nodes('answers', 'ready'), '/', 0))).toEqual(['b', 'a']);
		expect(names(nodesToTry(nodes('answers', 'gone'), '/', 1))).toEqual(['a']);
		expect(nodesToTry(nodes('gone', 'gone'), '/', 0)).toEqual([]);
	});

	test('CLUSTER-2 a long poll goes back to the node that it began with, and elsewhere only when that is gone', () => {
		const poll = '/socket.io/?EIO=4&transport=polling&sid=b.xY_-12';
		expect(nodeOfAddress(poll)).toBe('b');
		for (const turn of [0, 1]) expect(names(nodesToTry(nodes('ready', 'answers'), poll, turn))).toEqual(['b']);
		expect(names(nodesToTry(nodes('ready', 'gone'), poll, 1))).toEqual(['a']);
	});

	test('CLUSTER-2 an id without a node, or of nobody here, is like any other request', () => {
		for (const sid of ['xY_-12', '.x', 'waytoolongforaname.x', 'c.x', ''])
			expect(names(nodesToTry(nodes('ready', 'ready'), `/socket.io/?sid=${sid}`, 1))).toEqual(['b', 'a']);
	});
});
