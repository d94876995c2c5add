import { describe, expect, it } from 'vitest';
import { checkIdentifiers, cleanIdentifier } from './identifiers.ts';

const fields = (identifiers: object, said: readonly ('UNUSUAL' | 'NONE_KNOWN')[] = []) =>
	(checkIdentifiers(identifiers, said)?.problems ?? []).map(({ field }) => field.split('.').at(-1));

describe('numbers agencies know a person by', () => {
	it('CASE-22 one at least is asked for, or that none is known', () => {
		expect(fields({})).toEqual(['crn']);
		expect(fields({}, ['NONE_KNOWN'])).toEqual([]);
		expect(fields({ visorOrMappsRef: 'anything' })).toEqual([]);
	});

	it.each([
		[{ crn: 'X900014' }, []],
		[{ crn: '900014' }, ['crn']],
		[{ prisonNumber: 'A1234BC', pncId: '2021/0900014Z' }, []],
		[{ prisonNumber: '1234', pncId: '2021-0900014' }, ['prisonNumber', 'pncId']],
		[{ nhsNumber: '9434765919' }, []],
		[{ nhsNumber: '9434765918' }, ['nhsNumber']]
	])('CASE-22 %j is as usual, or asked about once and kept when it is said to be right', (identifiers, asked) => {
		expect(fields(identifiers)).toEqual(asked);
		expect(fields(identifiers, ['UNUSUAL'])).toEqual([]);
	});

	it('CASE-22 spaces, dashes and small letters are put right', () => {
		expect(cleanIdentifier('crn', 'x 900014')).toBe('X900014');
		expect(cleanIdentifier('nhsNumber', '943 476 5919')).toBe('9434765919');
		expect(cleanIdentifier('visorOrMappsRef', 'demo 0014')).toBe('demo 0014');
	});
});
