import { describe, expect, it } from 'vitest';
import { audienceIn, isForAll, isReturnFor } from './return-audience.ts';
import { sendProblems } from './return-checks.ts';
import { mergeValues, NO_VALUES, sameValues } from './return-values.ts';

const base = { ...NO_VALUES, answer: 'INFORMATION', owner1: 'police' };
const police = { personId: 'p', agencyType: 'POLICE', grants: [] } as const;
const housing = { personId: 'h', agencyType: 'HOUSING_AUTHORITY', grants: [] } as const;

describe('the choices of a return', () => {
	it('RETURN-20 what two people choose is brought together, and only what both changed is asked about', () => {
		const mine = { ...base, due1: '2027-04-01' };
		const theirs = { ...base, answer: 'NOTHING_KNOWN' };
		expect(mergeValues(base, mine, theirs)).toEqual({ values: { ...theirs, due1: '2027-04-01' }, conflicts: [] });
		expect(mergeValues(base, { ...base, owner1: '' }, { ...base, owner1: 'housing' }).conflicts).toEqual(['owner1']);
		expect(mergeValues(base, { ...base, owner1: 'housing' }, { ...base, owner1: 'housing' }).conflicts).toEqual([]);
		expect(sameValues(base, { ...base })).toBe(true);
		expect(sameValues(base, mine)).toBe(false);
	});

	it('RETURN-18 a return for fewer people is for those of its audience and the people it names', () => {
		const narrow = (audience: string, named = '') => ({ ...base, audience, named });
		expect(isForAll(audienceIn(base))).toBe(true);
		expect(isForAll(audienceIn(narrow('NOT_FOR_SUBJECT')))).toBe(true);
		expect([
			isReturnFor(narrow('POLICE_INTELLIGENCE'), police),
			isReturnFor(narrow('POLICE_INTELLIGENCE'), housing)
		]).toEqual([true, false]);
		expect([isReturnFor(narrow('NAMED_ONLY', 'h'), police), isReturnFor(narrow('NAMED_ONLY', 'h'), housing)]).toEqual([
			false,
			true
		]);
	});

	it('RETURN-8 each thing that is missing or does not fit is said at its own field', () => {
		const fields = (values: object, texts = {}) =>
			sendProblems({ ...NO_VALUES, ...values }, texts, '2026-12-10').map(({ field }) => field);
		expect(fields({})).toEqual(['values.answer', 'values.attending']);
		expect(fields({ answer: 'NOTHING_KNOWN', attending: 'REPORT' })).toEqual(['values.checkedOn']);
		expect(fields({ answer: 'NOTHING_KNOWN', attending: 'REPORT', checkedOn: '2026-12-11' })).toEqual([
			'values.checkedOn'
		]);
		expect(
			fields({ answer: 'NOTHING_KNOWN', attending: 'REPORT', checkedOn: '2026-12-10' }, { known: 'Something' })
		).toEqual(['text.known']);
		expect(fields({ answer: 'INFORMATION', attending: 'ATTENDS', due2: '2027-01-01' }, { known: 'Something' })).toEqual(
			['text.proposal2']
		);
		expect(fields({ answer: 'INFORMATION', attending: 'ATTENDS' }, { known: 'Something' })).toEqual([]);
	});
});
