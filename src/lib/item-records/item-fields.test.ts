import { describe, expect, it } from 'vitest';
import { ITEM_PARTS, isItemText, RECORDED_ITEMS } from './item-fields.ts';
import { choiceWord, itemFieldWord } from './item-record-words.ts';

describe('the fields of the agenda items', () => {
	it('ITEM-1 every group, field and choice has its words, and no name stands twice in one item', () => {
		for (const item of RECORDED_ITEMS) {
			const names = ITEM_PARTS[item].flatMap((part) => {
				if (part.part === 'text') return [part.name];
				for (const { name, options } of part.facts)
					for (const code of options) expect(choiceWord(item, name, code), `${item}.${name}`).not.toBe(code);
				const texts = part.part === 'rows' ? part.texts : [];
				return [...part.facts, ...texts].map(({ name }) => name);
			});
			for (const name of [...names, ...ITEM_PARTS[item].map((part) => part.name)])
				expect(itemFieldWord(item, name), `${item}.${name}`).toMatch(/^[A-Z].{2,}/);
			expect(new Set(names).size, item).toBe(names.length);
		}
	});

	it('ITEM-2 a text belongs to an item only under a name of the list', () => {
		for (const name of ['RISK.who', 'VICTIMS.V1.views', 'VICTIMS.V12.safety', 'VICTIMS.nonScheme', 'MEDIA.strategy'])
			expect(isItemText(name), name).toBe(true);
		for (const name of [
			...['RISK', 'RISK.', 'RISK.nope', 'RISK.imminence', 'RISK.who.x', 'STATUS.who', 'risk.who', '.who'],
			...[
				'VICTIMS.views',
				'VICTIMS.V0.views',
				'VICTIMS.V1',
				'VICTIMS.V1.contact',
				'VICTIMS.V1.views.x',
				'VICTIMS.X1.views'
			],
			...['constructor.who', 'RISK.constructor', 'VICTIMS.__proto__.views', 'AGENCY_INFO.V1.views', 'RISK.T1.views']
		])
			expect(isItemText(name), name).toBe(false);
	});
});
