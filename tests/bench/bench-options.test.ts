import { describe, expect, test } from 'vitest';
import { readOptions } from './bench-options.ts';

const KNOWN = ['latency', 'join'];

describe('what is asked of the bench', () => {
	test('BENCH-9 scenarios, servers, a file and a quick run can be asked for', () => {
		expect(readOptions(['--quick', '--only', 'join,latency', '--json', 'out.json'], KNOWN)).toEqual({
			...{ quick: true, only: ['join', 'latency'], targets: null, json: 'out.json', flags: [] }
		});
		expect(readOptions([], KNOWN)).toMatchObject({ quick: false, only: null, json: null });
	});

	test('BENCH-9 what it does not know is refused with a line', () => {
		expect(() => readOptions(['--only', 'jion'], KNOWN)).toThrow('there is no scenario jion');
		expect(() => readOptions(['--fast'], KNOWN)).toThrow('--fast is not an option');
		expect(() => readOptions(['--json'], KNOWN)).toThrow('--json needs a value');
	});
});
