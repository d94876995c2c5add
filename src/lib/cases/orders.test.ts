import { describe, expect, it } from 'vitest';
import { checkDateOrder, checkOrders, comingUp } from './orders.ts';

const order = (over: object = {}) => ({ type: 'SHPO', made: '2024-05-31', expires: '2034-05-30', terms: '', ...over });

describe('dates of a sentence and of an order', () => {
	it('CASE-23 a date before one that it must follow is refused at its row', () => {
		const dates = [
			{ kind: 'SED', label: 'Sentence expiry', on: '2026-01-01' },
			{ kind: 'CRD', label: 'Conditional release', on: '2026-11-30' },
			{ kind: 'SENTENCED', label: 'Sentenced', on: '2024-05-31' }
		] as const;
		expect(checkDateOrder(dates)).toEqual([
			{ field: '0.on', message: 'Sentence expiry cannot be before conditional release' }
		]);
		expect(checkDateOrder(dates.slice(1))).toEqual([]);
	});

	it('CASE-23 dates without a kind are left as they are', () => {
		const dates = [
			{ label: 'Sentence expiry', on: '2020-01-01' },
			{ kind: 'SENTENCED', label: 'Sentenced', on: '2024-05-31' }
		] as const;
		expect(checkDateOrder(dates)).toEqual([]);
	});

	it.each([
		[{}, []],
		[{ expires: '' }, ['Enter when the order ends, or say that it has no end']],
		[{ expires: '', indefinite: true }, []],
		[{ indefinite: true }, ['Leave the end empty, or take off that the order has none']],
		[{ expires: '2024-05-30' }, ['The order cannot end before it was made']]
	])('CASE-23 an order with %j', (over, messages) => {
		expect(checkOrders([order(over)]).map(({ message }) => message)).toEqual(messages);
	});

	it('CASE-14 what ends or happens within the weeks that the area has set is said, the nearest first; what ended stays until it is taken off', () => {
		const coming = comingUp(
			{
				orders: [order({ expires: '2027-03-01' }), order({ expires: '2027-06-01' }), order({ expires: '2026-12-01' })],
				dates: [
					{ kind: 'CRD', label: 'Conditional release', on: '2026-12-18' },
					{ kind: 'PED', label: 'Parole eligibility', on: '2026-12-01' },
					{ kind: 'SENTENCED', label: 'Sentenced', on: '2026-12-20' }
				]
			},
			'2026-12-17',
			13
		);
		expect(coming.map(({ what, days }) => [what, days])).toEqual([
			['SHPO ended', -16],
			['Conditional release', 1],
			['SHPO ends', 74]
		]);
	});
});
