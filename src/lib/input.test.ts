import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	cleanLine,
	cleanText,
	dateOrBlank,
	email,
	instant,
	isoDate,
	line,
	lines,
	listOf,
	longText,
	maybeDate,
	maybeOneOf,
	maybeWholeNumber,
	maybeYesNo,
	newPassword,
	oneOf,
	optionalText,
	parseInput,
	personId,
	wholeNumber,
	yesNo
} from './input.ts';

const problemsOf = (schema: z.ZodType, input: unknown) => {
	const result = parseInput(schema, input);
	return result.ok ? [] : (result.problems ?? []);
};

describe('text', () => {
	it('INPUT-1 control characters, NUL and lone surrogates are taken out, line ends made one kind', () => {
		expect(cleanText('  a\u0000b\u0007\uD800c\r\nd\re\t ')).toBe('abc\nd\ne');
		expect(cleanText('😀')).toBe('😀');
		expect(cleanLine('one\r\ntwo\tthree')).toBe('one two three');
	});

	it.each(['', '   ', '\n\t', '\u200B\u200B', '\uFEFF', '\u2060 \u00A0', '\u3164'])(
		'INPUT-2 text that shows nothing is empty (%j)',
		(typed) => {
			expect(cleanText(typed)).toBe('');
			expect(problemsOf(z.strictObject({ a: line('a reason') }), { a: typed })).toEqual([
				{ field: 'a', message: 'Enter a reason' }
			]);
		}
	);

	it('INPUT-3 a text has a longest length, said in the sentence, and is kept as typed below it', () => {
		const schema = z.strictObject({ a: longText('a reason', 2_000) });
		expect(problemsOf(schema, { a: 'x'.repeat(2_001) })).toEqual([
			{ field: 'a', message: 'A reason must be 2,000 characters or fewer' }
		]);
		// biome-ignore lint/suspicious/noTemplateCurlyInString: a text that somebody might try, not a template
		const typed = "<img onerror=x> {{7*7}} ' ; ${x}";
		expect(parseInput(schema, { a: typed })).toEqual({ ok: true, value: { a: typed } });
	});
});

describe('values', () => {
	it('INPUT-4 a blank field is nothing where nothing is allowed', () => {
		const schema = z.strictObject({
			date: maybeDate(),
			number: maybeWholeNumber('a number', 1, 9),
			choice: maybeOneOf(['A', 'B'], 'a letter'),
			answer: maybeYesNo('an answer'),
			text: optionalText('a text'),
			on: dateOrBlank()
		});
		const nothing = { date: null, number: null, choice: null, answer: null, text: '', on: '' };
		const blank = { date: '', number: '', choice: '', answer: '', text: '', on: '' };
		expect(parseInput(schema, blank)).toEqual({ ok: true, value: nothing });
		expect(parseInput(schema, {})).toEqual({ ok: true, value: nothing });
	});

	it('INPUT-5 what a form can send is read as the value it means', () => {
		const schema = z.strictObject({
			number: wholeNumber('a number', 1, 100),
			ticked: yesNo('it'),
			unticked: yesNo('it'),
			one: listOf(oneOf(['A', 'B'], 'a letter'), 'letters'),
			none: listOf(oneOf(['A', 'B'], 'a letter'), 'letters'),
			names: lines('a name')
		});
		const value = { number: 42, ticked: true, unticked: false, one: ['A'], none: [], names: ['Toby Wren', 'T'] };
		expect(parseInput(schema, { number: '42', ticked: 'on', one: 'A', names: 'Toby Wren\r\n\r\n T ' })).toEqual({
			ok: true,
			value
		});
		expect(parseInput(schema, value)).toEqual({ ok: true, value });
	});

	it.each([
		[isoDate('the deadline'), '2026-02-30', 'Enter the deadline as a real date, like 2026-12-18'],
		[wholeNumber('a number', 1, 9), '1.5', 'Enter a number as a whole number from 1 to 9'],
		[wholeNumber('a number', 1, 9), '10', 'Enter a number as a whole number from 1 to 9'],
		[oneOf(['A', 'B'], 'a letter'), 'constructor', 'Choose a letter'],
		[personId('the chair'), '../1', 'Choose the chair'],
		[yesNo('yes or no'), 'perhaps', 'Choose yes or no'],
		[newPassword(), 'short', 'Enter a password of 12 characters or more'],
		[instant('the start'), '2026-02-30T10:00', 'Enter the start as a real date and time, like 2026-12-18T10:00'],
		[instant('the start'), '2026-02-30T10:00Z', 'Enter the start as a real date and time, like 2026-12-18T10:00']
	] as const)('INPUT-6 a wrong value gets one sentence that says what to do (%#)', (schema, value, message) => {
		expect(problemsOf(z.strictObject({ a: schema as z.ZodType }), { a: value })).toEqual([{ field: 'a', message }]);
	});

	it.each(['a b@c.de', 'a@b', 'a@@b.de', '<script>@b.de', 'a@b.de\nBcc: x@y.de', `${'a'.repeat(300)}@b.de`, ''])(
		'INPUT-7 an address that is none is refused (%#)',
		(address) => {
			expect(problemsOf(z.strictObject({ a: email() }), { a: address })).toHaveLength(1);
		}
	);

	it('INPUT-7 an address is kept in lower case', () => {
		expect(parseInput(email(), ' Fern.Inkwell@Unit.Example ')).toEqual({
			ok: true,
			value: 'fern.inkwell@unit.example'
		});
	});

	it('INPUT-8 a moment without a zone is read as London time', () => {
		expect(parseInput(instant(), '2026-07-01T10:00')).toEqual({ ok: true, value: '2026-07-01T09:00:00.000Z' });
		expect(parseInput(instant(), '2026-07-01T10:00:00Z')).toEqual({ ok: true, value: '2026-07-01T10:00:00.000Z' });
	});
});

describe('the door', () => {
	const schema = z.strictObject({ name: line('a name') });

	it('INPUT-9 unknown fields are refused, and the answer repeats none of it', () => {
		const [problem, ...more] = problemsOf(schema, { name: 'Fern', area_id: 'B', role: 'admin' });
		expect(more).toEqual([]);
		expect(problem?.message).not.toMatch(/area_id|role|admin/);
	});

	it.each(['{"name":"a","__proto__":{"x":1}}', '{"name":"a","constructor":1}', '{"name":{"prototype":1}}'])(
		'INPUT-10 names that reach a prototype are refused (%s)',
		(json) => {
			expect(parseInput(schema, JSON.parse(json))).toMatchObject({ ok: false, kind: 'invalid' });
		}
	);

	it('INPUT-11 too deep, too many and too long are refused without falling over', () => {
		const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
		const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]));
		for (const input of [deep, wide, { name: 'x'.repeat(1_000_000) }, null, [], 7, 'text', undefined])
			expect(parseInput(schema, input)).toMatchObject({ ok: false, kind: 'invalid' });
	});
});
