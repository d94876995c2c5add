import { describe, expect, it } from 'vitest';
import { formToInput } from './form-input.ts';

const form = (...fields: readonly (readonly [string, string])[]): FormData => {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return data;
};

describe('a form as an input', () => {
	it('INPUT-12 the fields of a form nest by dots and brackets, repeat as lists, and keep their order', () => {
		const data = form(
			['to.due', '2026-12-18'],
			['riskKeys', 'R1'],
			['riskKeys', 'R2'],
			['invitees[1].personId', 'b'],
			['invitees[0].personId', 'a'],
			['commandId', 'x'],
			['tags[]', 'one']
		);
		expect(formToInput(data, ['commandId'])).toEqual({
			ok: true,
			value: {
				to: { due: '2026-12-18' },
				riskKeys: ['R1', 'R2'],
				invitees: [{ personId: 'a' }, { personId: 'b' }],
				tags: 'one'
			}
		});
	});

	it.each(['__proto__.x', 'a.__proto__', 'constructor', 'a[prototype]', 'a.b.c.d.e.f.g', '.', ''])(
		'INPUT-13 a form field with a dangerous or broken name is refused (%s)',
		(name) => {
			expect(formToInput(form([name, '1']))).toMatchObject({ ok: false, kind: 'invalid' });
		}
	);

	it('INPUT-13 a form with a file, too many fields, or one name used twice over is refused', () => {
		const withFile = new FormData();
		withFile.append('name', new Blob(['x']), 'x.txt');
		const many = form(...Array.from({ length: 1_001 }, (_, index) => [`a${index}`, '1'] as const));
		for (const data of [withFile, many, form(['a', '1'], ['a.b', '2']), form(['a.b', '2'], ['a', '1'])])
			expect(formToInput(data)).toMatchObject({ ok: false, kind: 'invalid' });
	});
});
