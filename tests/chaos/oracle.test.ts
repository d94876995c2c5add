import { describe, expect, test } from 'vitest';
import { type Op, tokenOf } from './journal.ts';
import { type Evidence, judge } from './oracle.ts';

const PERSON = ['anna', 'ben'];
const [A1, A2, A3, B1] = [tokenOf(0, 1), tokenOf(0, 2), tokenOf(0, 3), tokenOf(1, 1)] as [
	string,
	string,
	string,
	string
];
const op = (token: string, state: Op['state'] = 'ok', kind: Op['kind'] = 'write'): Op => ({
	...{ kind, token, state },
	field: 'R1.contingency'
});
const row = (seq: number, personId: string | undefined, ...inserted: string[]) => ({
	...{ seq, inserted },
	personId: personId ?? null
});
const texts = (words: string) => ({ 'R1.contingency': words });

/** Anna wrote two words, Ben one; everything is as it should be. */
const right = (over: Partial<Evidence> = {}): Evidence => {
	const stored = over.stored ?? texts(`${A1} ${B1} ${A2} `);
	return {
		clients: [
			{ client: 0, personId: 'anna', ops: [op(A1), op(A2)] },
			{ client: 1, personId: 'ben', ops: [op(B1)] }
		],
		log: [row(1, PERSON[0], `${A1} `), row(2, PERSON[1], `${B1} `), row(3, PERSON[0], `${A2} `)],
		head: 3,
		stored,
		before: {},
		copies: [{ name: 'a page', fields: stored, pending: false }],
		shownAuthors: [{ shown: 'anna', real: 'anna' }],
		brokenChains: 0,
		...over
	};
};
const anna = (...ops: Op[]): Evidence['clients'] => [
	{ client: 0, personId: 'anna', ops },
	{ client: 1, personId: 'ben', ops: [op(B1)] }
];

describe('the oracle of the chaos suite', () => {
	test('CHAOS-1 finds nothing where nothing is wrong, and counts what was acknowledged', () => {
		expect(judge(right())).toEqual({
			...{ acknowledged: 3, unknown: 0, refused: 0, lost: 0, doubled: 0, cameBack: 0 },
			...{ inversions: 0, wrongAuthors: 0, differences: 0, gaps: 0, brokenChains: 0 }
		});
	});

	test.each([
		['an acknowledged word that is not there', { stored: texts(`${A1} ${B1} `) }, { lost: 1 }],
		['a word twice', { stored: texts(`${A1} ${B1} ${A2} ${A2} `) }, { doubled: 1 }],
		['a word nobody wrote', { stored: texts(`${A1} ${B1} ${A2} ${A3} `) }, { doubled: 1 }],
		[
			'an unknown word twice',
			{ clients: anna(op(A1), op(A2, 'open')), stored: texts(`${A1} ${B1} ${A2} ${A2} `) },
			{ doubled: 1 }
		],
		[
			'a word whose deletion was acknowledged',
			{ clients: anna(op(A1), op(A2), op(A2, 'ok', 'delete')) },
			{ cameBack: 1 }
		],
		['a word that was refused', { clients: anna(op(A1), op(A2, 'refused')) }, { cameBack: 1 }],
		['words in another order', { stored: texts(`${A2} ${B1} ${A1} `) }, { inversions: 1 }],
		[
			'a word the log gives to somebody else',
			{ log: [row(1, 'ben', `${A1} ${A2} `), row(2, 'ben', B1), row(3, 'anna')] },
			{ wrongAuthors: 2 }
		],
		['a field shown as somebody else’s', { shownAuthors: [{ shown: 'ben', real: 'anna' }] }, { wrongAuthors: 1 }],
		[
			'a copy that lacks a word',
			{ copies: [{ name: 'a', fields: texts(`${A1} ${B1} `), pending: false }] },
			{ differences: 1 }
		],
		[
			'a copy that waits for something',
			{ copies: [{ name: 'a', fields: texts(`${A1} ${B1} ${A2} `), pending: true }] },
			{ differences: 1 }
		],
		[
			'a page that does not show a text',
			{ copies: [{ name: 'a', fields: { 0: A1 }, pending: false, partial: true }] },
			{ differences: 1 }
		],
		['half a word', { stored: texts(`${A1} ${B1} ${A2} u0-0000`) }, { differences: 1 }],
		[
			'a number that is missing',
			{ log: [row(1, 'anna', A1), row(3, 'ben', B1), row(4, 'anna', A2)], head: 4 },
			{ gaps: 1 }
		],
		[
			'a number given twice',
			{ log: [row(1, 'anna', A1), row(1, 'ben', B1), row(2, 'anna', A2)], head: 2 },
			{ gaps: 1 }
		],
		['an update above the head', { head: 2 }, { gaps: 1 }],
		['an audit that is not as it was written', { brokenChains: 1 }, { brokenChains: 1 }]
	] satisfies [string, Partial<Evidence>, object][])('CHAOS-2 finds %s', (_, over, expected) => {
		const evidence = right(over);
		const found = judge('copies' in over ? evidence : { ...evidence, copies: [] });
		expect(found).toMatchObject(expected);
	});

	test('CHAOS-3 a word without an answer may be there once or not at all, and so may one whose deletion has none', () => {
		const unknown = anna(op(A1), op(A2, 'open'));
		expect(judge(right({ clients: unknown }))).toMatchObject({ lost: 0, doubled: 0, unknown: 1 });
		expect(judge(right({ clients: unknown, stored: texts(`${A1} ${B1} `) }))).toMatchObject({ lost: 0, doubled: 0 });
		const deleting = anna(op(A1), op(A2), op(A2, 'open', 'delete'));
		expect(judge(right({ clients: deleting }))).toMatchObject({ lost: 0, cameBack: 0 });
		expect(judge(right({ clients: deleting, stored: texts(`${A1} ${B1} `) }))).toMatchObject({ lost: 0 });
	});

	test('CHAOS-3 what stood in a field before is no fault of anybody', () => {
		const stored = texts(`Call the school. ${A1} ${B1} ${A2} `);
		expect(judge(right({ stored, before: texts('Call the school. ') }))).toMatchObject({ differences: 0, doubled: 0 });
		expect(judge(right({ stored }))).toMatchObject({ differences: 1 });
	});
});
