import { describe, expect, test } from 'vitest';
import { findVictimNames, withCodes } from './victim-names.ts';

const VICTIMS = [
	{ code: 'V1', name: 'Marigold Ashgrove-Penn', alsoKnownAs: ['Goldie'], version: 1 },
	{ code: 'V2', name: 'Zoë Mayberry', alsoKnownAs: [], version: 3 },
	{ code: 'V3', name: 'May Li', alsoKnownAs: [], version: 1 },
	{ code: 'V4', name: '', alsoKnownAs: ['Nobody'], version: 2 }
];
const said = (text: string) => findVictimNames(text, VICTIMS).map(({ from, to, code }) => [text.slice(from, to), code]);

describe('names of victims in what is typed', () => {
	test.each([
		['Marigold Ashgrove-Penn was seen', [['Marigold Ashgrove-Penn', 'V1']]],
		['MARIGOLD   ashgrove penn', [['MARIGOLD   ashgrove penn', 'V1']]],
		['We spoke to Marigold.', [['Marigold', 'V1']]],
		[
			'Penn and Goldie came',
			[
				['Penn', 'V1'],
				['Goldie', 'V1']
			]
		],
		['Marigold’s mother', [['Marigold', 'V1']]],
		[
			'Zoe Mayberry, Zoë, ZOE\u0308',
			[
				['Zoe Mayberry', 'V2'],
				['Zoë', 'V2'],
				['ZOE\u0308', 'V2']
			]
		],
		['😀 Zoë 😀', [['Zoë', 'V2']]],
		[
			'May Li and may li',
			[
				['May Li', 'V3'],
				['may li', 'V3']
			]
		]
	])('REST-2 V27 in "%s" the names are found, however they are written', (text, found) => {
		expect(said(text)).toEqual(found);
	});

	test.each([
		...['', 'He may come in marigold season', 'V1 and V2', 'Ashgrovesque', 'Li', 'a li in China', 'Nobody came'],
		'Goldielocks'
	])('REST-2 V27 "%s" is nobody', (text) => {
		expect(said(text)).toEqual([]);
	});

	test('REST-2 V27 one press puts the codes in place of the names and leaves the rest', () => {
		expect(withCodes('Zoë (Goldie’s friend) met Marigold Ashgrove-Penn.', VICTIMS)).toBe('V2 (V1’s friend) met V1.');
		expect(withCodes('Nothing here', VICTIMS)).toBe('Nothing here');
		expect(withCodes('Zoë', [])).toBe('Zoë');
	});
});
