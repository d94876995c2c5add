/**
 * The numbers agencies know a person by (domain.md 1.3, 3.2). Cleaned and looked at gently: a number that looks unusual is
 * kept when the person typing says that it is right, and none at all when they say that none is known.
 */
import { type Problem, type Refusal, refuse } from '../result.ts';

export const IDENTIFIERS = ['crn', 'prisonNumber', 'pncId', 'visorOrMappsRef', 'nhsNumber'] as const;
export type Identifier = (typeof IDENTIFIERS)[number];
export type Identifiers = { readonly [Name in Identifier]?: string };
export const identifierWord: Record<Identifier, string> = {
	crn: 'CRN',
	prisonNumber: 'Prison number',
	pncId: 'PNC ID',
	visorOrMappsRef: 'ViSOR or MAPPS reference',
	nhsNumber: 'NHS number'
};
export const SAID_OF_IDENTIFIERS = ['UNUSUAL', 'NONE_KNOWN'] as const;
export type SaidOfIdentifiers = (typeof SAID_OF_IDENTIFIERS)[number];

/** As it is kept: without spaces, in capitals; a ViSOR or MAPPS reference as typed. */
export const cleanIdentifier = (name: Identifier, typed: string): string =>
	name === 'visorOrMappsRef' ? typed : typed.replace(/[\s\u2010-\u2015]/g, '').toUpperCase();

/** The last digit is a check of the nine before it. */
const isNhsNumber = (digits: string): boolean => {
	if (!/^\d{10}$/.test(digits)) return false;
	const sum = [...digits.slice(0, 9)].reduce((all, digit, index) => all + Number(digit) * (10 - index), 0);
	return (11 - (sum % 11)) % 11 === Number(digits[9]);
};
const USUAL: Partial<Record<Identifier, { readonly is: (value: string) => boolean; readonly like: string }>> = {
	crn: { is: (value) => /^[A-Z]\d{6}$/.test(value), like: 'a letter and six digits, like X900014' },
	prisonNumber: { is: (value) => /^[A-Z]\d{4}[A-Z]{2}$/.test(value), like: 'like A1234BC' },
	pncId: {
		is: (value) => /^(\d{4}|\d{2})\/\d{1,7}[A-Z]$/.test(value),
		like: 'a year, a number and a letter, like 2021/0900014Z'
	},
	nhsNumber: { is: isNhsNumber, like: 'ten digits, the last of which checks the others' }
};

/** What is asked about the numbers, or null when they are as usual or the person said that they are right. */
export function checkIdentifiers(identifiers: Identifiers, said: readonly SaidOfIdentifiers[]): Refusal | null {
	const given = IDENTIFIERS.filter((name) => identifiers[name]);
	const problems: Problem[] = [];
	if (given.length === 0 && !said.includes('NONE_KNOWN'))
		problems.push({
			field: 'subject.identifiers.crn',
			message: 'Enter at least one agency’s number for the person, or say below that none is known yet'
		});
	if (!said.includes('UNUSUAL'))
		for (const name of given) {
			const usual = USUAL[name];
			if (usual && !usual.is(identifiers[name] ?? ''))
				problems.push({
					field: `subject.identifiers.${name}`,
					message: `Check the ${identifierWord[name]}: it is usually ${usual.like}. If it is right, say so below`
				});
		}
	return problems.length > 0 ? refuse('invalid', problems[0]!.message, problems) : null;
}
