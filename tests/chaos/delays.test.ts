import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { measureDelays } from './delays.ts';
import { tokenOf } from './journal.ts';
import type { Writer } from './scripted-writer.ts';

const FIELDS = ['R1.contingency', 'R9.contingency'] as const;

/** Two pages that show each other's changes at once. */
function twoPages(): readonly [Writer, Writer] {
	const [one, two] = [new Y.Doc(), new Y.Doc()];
	const page = (doc: Y.Doc) => ({ fields: FIELDS, connection: { doc } }) as unknown as Writer;
	const pages = [page(one), page(two)] as const;
	for (const [from, to] of [
		[one, two],
		[two, one]
	] as const)
		from.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'the other page') Y.applyUpdate(to, update, 'the other page');
		});
	return pages;
}

function write({ connection: { doc } }: Writer, field: string, words: string): void {
	const text = doc.getText(field);
	text.insert(text.length, words);
}

test('CHAOS-4 every word is measured, also one that is typed right behind the writer’s own last one', () => {
	const [one, two] = twoPages();
	const delays = measureDelays([one, two]);
	for (let n = 1; n <= 5; n++) write(one, FIELDS[0], `${tokenOf(0, n)} `);
	write(two, FIELDS[0], `${tokenOf(1, 1)} `);
	expect(delays.of(({ from }) => from === one)).toHaveLength(5);
	expect(delays.of(({ from, to }) => from === two && to === one)).toHaveLength(1);
});

test('CHAOS-4 a long text around a word is not one, and a word counts for each page once', () => {
	const [one, two] = twoPages();
	const delays = measureDelays([one, two]);
	write(one, FIELDS[1], tokenOf(0, 1).padEnd(2000, ' x'));
	write(one, FIELDS[1], `${tokenOf(0, 2)} `);
	one.connection.doc.getText(FIELDS[1]).delete(0, 4);
	expect(delays.of()).toHaveLength(1);
});
