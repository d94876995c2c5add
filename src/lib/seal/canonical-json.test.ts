import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

/** A number from its IEEE 754 bits, as RFC 8785 appendix B lists them. */
const fromBits = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE(0);

describe('canonical JSON', () => {
	test('EXPORT-1 spells the example of RFC 8785 3.2.2 byte for byte', () => {
		const value = JSON.parse(
			String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
			"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`
		);
		expect(Buffer.from(canonicalJson(value), 'utf8').toString('hex')).toBe(
			'7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e33333333' +
				'3333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e412742' +
				'5c225c5c5c5c5c222f227d'
		);
	});

	test('EXPORT-1 sorts names by UTF-16 code units, as RFC 8785 3.2.3 shows', () => {
		const value = {
			'\u20ac': 'Euro Sign',
			'\r': 'Carriage Return',
			'\ufb33': 'Hebrew Letter Dalet With Dagesh',
			'1': 'One',
			'\ud83d\ude00': 'Emoji: Grinning Face',
			'\u0080': 'Control',
			'\u00f6': 'Latin Small Letter O With Diaeresis'
		};
		expect(canonicalJson(value)).toBe(
			'{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
				'"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'
		);
	});

	test.each([
		['0000000000000000', '0'],
		['8000000000000000', '0'],
		['0000000000000001', '5e-324'],
		['8000000000000001', '-5e-324'],
		['7fefffffffffffff', '1.7976931348623157e+308'],
		['ffefffffffffffff', '-1.7976931348623157e+308'],
		['4340000000000000', '9007199254740992'],
		['c340000000000000', '-9007199254740992'],
		['4430000000000000', '295147905179352830000'],
		['44b52d02c7e14af5', '9.999999999999997e+22'],
		['44b52d02c7e14af6', '1e+23'],
		['44b52d02c7e14af7', '1.0000000000000001e+23'],
		['444b1ae4d6e2ef4e', '999999999999999700000'],
		['444b1ae4d6e2ef4f', '999999999999999900000'],
		['444b1ae4d6e2ef50', '1e+21'],
		['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
		['3eb0c6f7a0b5ed8d', '0.000001'],
		['41b3de4355555553', '333333333.3333332'],
		['41b3de4355555554', '333333333.33333325'],
		['41b3de4355555555', '333333333.3333333'],
		['41b3de4355555556', '333333333.3333334'],
		['41b3de4355555557', '333333333.33333343'],
		['becbf647612f3696', '-0.0000033333333333333333'],
		['43143ff3c1cb0959', '1424953923781206.2']
	])('EXPORT-1 spells the number with the bits %s as %s (RFC 8785 appendix B)', (bits, spelled) => {
		expect(canonicalJson(fromBits(bits))).toBe(spelled);
	});

	test('EXPORT-1 does not depend on the order in which names were added', () => {
		expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: '' })).toBe(canonicalJson({ a: '', b: [{ c: 2, d: 1 }] }));
	});

	test.each([
		['undefined', undefined],
		['undefined inside', { a: undefined }],
		['a function', { toJSON: () => 'x' }],
		['a symbol', [Symbol('x')]],
		['a symbol as a name', { [Symbol('x')]: 1 }],
		['a bigint', 1n],
		['not a number', fromBits('7fffffffffffffff')],
		['infinity', fromBits('7ff0000000000000')],
		['minus infinity', fromBits('fff0000000000000')],
		['a lone surrogate', '\ud800'],
		['a lone surrogate as a name', { '\udc00': 1 }],
		['a date', new Date(0)],
		['a map', new Map()],
		['a boxed string', Object('x')],
		['an object of a class', Object.create({ inherited: 1 })],
		['an array with a hole', Array(1)],
		['an array with a name', Object.assign([1], { name: 1 })]
	])('EXPORT-2 refuses %s', (_, value) => {
		expect(() => canonicalJson(value)).toThrow(TypeError);
	});

	test('EXPORT-2 takes an object without a prototype and an own name __proto__ as they are', () => {
		const bare = Object.assign(Object.create(null), { b: 1, a: 2 });
		expect(canonicalJson(bare)).toBe('{"a":2,"b":1}');
		expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
	});
});
