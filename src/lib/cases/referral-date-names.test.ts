import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { questionsOf, type Section } from '../referrals/referral-field.ts';
import { sectionNamed } from '../referrals/referral-sections.ts';
import { dateName } from './orders.ts';
import { dateNameIn, REFERRAL_DATE_NAMES } from './referral-date-names.ts';

it('WELSH-22 every date that a referral asks for is named in both languages, as the referral itself names it', () => {
	const asked = questionsOf(sectionNamed('dates') as Section).filter(({ kind }) => kind === 'date');
	const wordsOf = (area: string) =>
		JSON.parse(readFileSync(`src/lib/welsh/${area}.json`, 'utf8')) as Record<string, string>;
	const said = { ...wordsOf('common'), ...wordsOf('referrals') };
	expect(REFERRAL_DATE_NAMES).toEqual(
		Object.fromEntries(asked.map(({ name, label }) => [name, { en: label, cy: said[label] }]))
	);
});

it('WELSH-22 a date that came from a referral is named in the language of whoever reads it, a typed name stays', () => {
	const [english, welsh] = ['Licence expiry date (LED)', 'Dyddiad diwedd y drwydded (LED)'];
	for (const label of [english, welsh]) {
		expect(dateNameIn('cy', label)).toBe(welsh);
		expect(dateName({ kind: null, label })).toBe(english);
		expect(dateName({ kind: 'OTHER', label })).toBe(english);
	}
	expect(dateNameIn('cy', 'Licence review with the hostel')).toBe('Licence review with the hostel');
});
