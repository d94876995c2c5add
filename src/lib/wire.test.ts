import { describe, expect, test } from 'vitest';
import { documentNamed, isStanding } from './wire.ts';

const ID = '6f1f0e0e-0000-4000-8000-000000000001';

describe('the names of documents', () => {
	test('REST-1 a name says what kind of document it is and what it is of', () => {
		expect(documentNamed('plan')).toEqual({ name: 'plan', kind: 'plan', of: '' });
		expect(documentNamed(`return.${ID}`)).toEqual({ name: `return.${ID}`, kind: 'return', of: ID });
		expect(documentNamed(`restricted.${ID}`)).toEqual({ name: `restricted.${ID}`, kind: 'restricted', of: ID });
		expect([isStanding('minutes'), isStanding(`return.${ID}`)]).toEqual([true, false]);
	});

	test.each([
		...['', 'Plan', 'secrets', '__proto__', 'constructor', 'return', 'return.', 'restricted.1'],
		...[`plan.${ID}`, `secrets.${ID}`, `restricted.${ID.toUpperCase()}`, `restricted.${ID}.x`, ` restricted.${ID}`]
	])('REST-1 no document is called "%s"', (name) => {
		expect(documentNamed(name)).toBeNull();
	});
});
