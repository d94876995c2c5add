import { describe, expect, test } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold } from '../../../tests/support/scenario.ts';
import { type Gate, gates } from './gates.ts';

const VICTIMS = [
	{ code: 'V1', name: 'Marigold Penn', alsoKnownAs: [], version: 1 },
	{ code: 'V2', name: 'Zoë Mayberry', alsoKnownAs: [], version: 1 }
];
const texts = {
	plan: { ...TEXTS.plan, 'R1.risk': 'Approaches Marigold Penn' },
	minutes: { ...TEXTS.minutes, 'VICTIMS.notes': 'Zoë and Marigold are content' }
};
const named = (all: readonly Gate[]) => all.filter(({ rule }) => rule === 'V27');

describe('names of victims in the texts of a meeting', () => {
	test('REST-13 V27 whoever may know the names is told where one stands, and which code to write', () => {
		const found = named(gates(fold(COMPLETE), texts, VICTIMS));
		expect(found.map(({ id, item, href, message }) => [id, item, href, message])).toEqual([
			[
				'V27:VICTIMS.notes',
				'VICTIMS',
				'#VICTIMS.notes',
				expect.stringContaining('write V2 and V1 in place of the name')
			],
			['V27:R1.risk', 'RMP', '#R1.risk', expect.stringContaining('write V1 in place of the name')]
		]);
		expect(found.every(({ message }) => !/Marigold|Zoë/.test(message))).toBe(true);
	});

	test('REST-13 V27 without the names, as at the server, the same texts lack nothing', () => {
		expect(named(gates(fold(COMPLETE), texts))).toEqual([]);
		expect(named(gates(fold(COMPLETE), TEXTS, VICTIMS))).toEqual([]);
	});
});
