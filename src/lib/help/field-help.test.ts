import { describe, expect, it } from 'vitest';
import { disclosureFieldWord, levelFieldWord } from '../decisions/decisions-words.ts';
import { ITEM_PARTS, itemHelpKey, RECORDED_ITEMS } from '../item-records/item-fields.ts';
import { RETURN_PARTS, returnHelpKey } from '../returns/return-fields.ts';
import { ACTION_FIELDS, actionField, planHelpKey, RISK_FIELDS, riskField } from '../rmp/rmp.ts';
import { vagueWords } from '../rmp/smart.ts';
import { fieldHelp, HELP_GROUPS } from './field-help.ts';
import { ruleSourceWord } from './field-help-row.ts';

/** Answered by choosing among words that stand there. */
const CHOSEN = [
	'outcome',
	'criteria',
	'legalBasis',
	's327aApplies',
	'presumptionApplies',
	'discloserId',
	'subjectTold'
];
const typedOf = (words: Readonly<Record<string, string>>): readonly string[] =>
	Object.keys(words).filter((field) => !CHOSEN.includes(field));

/** Everything somebody writes in a meeting. */
const WRITABLE: readonly string[] = [
	...RISK_FIELDS.map((field) => planHelpKey(riskField('R1', field))),
	...ACTION_FIELDS.map((field) => planHelpKey(actionField('A12', field))),
	...['action.owner', 'action.due', 'notes', 'dissent', 'close.reason'],
	...RECORDED_ITEMS.flatMap((item) =>
		ITEM_PARTS[item].flatMap((part) => [
			itemHelpKey(`${item}.${part.name}`),
			...(part.part === 'rows' ? part.texts.map(({ name }) => itemHelpKey(`${item}.V1.${name}`)) : [])
		])
	),
	...RETURN_PARTS.map(returnHelpKey),
	...typedOf(levelFieldWord).map((field) => `level.${field}`),
	...typedOf(disclosureFieldWord).map((field) => `disclosure.${field}`),
	...['absence.finding', 'absence.note', 'absence.comment', 'absence.participation']
];
const every = HELP_GROUPS.flatMap(({ keys }) => keys);
const OWNED = { owner: {} as never, due: '2026-12-18', standing: null };

describe('help beside a field', () => {
	it('HELP-1 every field that somebody writes has its help, and no help is of a field that nobody has', () => {
		expect(WRITABLE.filter((key) => fieldHelp(key) === null)).toEqual([]);
		expect(every.filter((key) => !WRITABLE.includes(key))).toEqual([]);
	});

	it('HELP-2 no good example is vague by our own check of actions', () => {
		const vague = every.filter((key) => vagueWords(fieldHelp(key)?.good ?? '', OWNED).length > 0);
		expect(vague).toEqual([]);
	});

	it('HELP-2 the bad example of an action is one that the check finds', () => {
		expect(vagueWords(fieldHelp('action.text')?.bad ?? '', OWNED).map(({ id }) => id)).toEqual(['monitor']);
	});

	it('HELP-3 each says what belongs here, what is not enough and why, and where the rule comes from, in whole sentences', () => {
		for (const key of every) {
			const help = fieldHelp(key);
			expect(help?.ask, key).toMatch(/^[A-Z].{12,}[.?]$/);
			expect(help?.why, key).toMatch(/^[A-Z].{8,}\.$/);
			expect(help?.good.length, key).toBeGreaterThan(help?.bad.length === 0 ? 0 : 8);
			expect(help && ruleSourceWord[help.from], key).toMatch(/\.$/);
		}
		expect(fieldHelp('constructor')).toBeNull();
	});
});
