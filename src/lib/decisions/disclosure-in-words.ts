/** One disclosure decision in words, field by field: to stand beside what somebody else is typing. */
import { yesNoWord } from '../attendance/attendance-words.ts';
import { longDate } from '../time.ts';
import type { DisclosureDecision, DisclosureFields } from './decisions.ts';
import { disclosureFieldWord, disclosureOutcomeWord, legalBasisWord, subjectToldWord } from './decisions-words.ts';

const inWords = (decision: DisclosureDecision, field: keyof DisclosureFields): string => {
	if (field === 'outcome') return disclosureOutcomeWord[decision.outcome];
	if (field === 'legalBasis') return decision.legalBasis.map((one) => legalBasisWord[one]).join('; ');
	if (field === 'subjectTold') return decision.subjectTold === '' ? '' : subjectToldWord[decision.subjectTold];
	const value = decision[field];
	if (typeof value === 'boolean') return yesNoWord(value);
	return (field === 'deadline' || field === 'reviewAt') && value !== '' ? longDate(value) : value;
};

export const disclosureInWords = (decision: DisclosureDecision): Readonly<Record<string, string>> =>
	Object.fromEntries(
		(Object.keys(disclosureFieldWord) as (keyof DisclosureFields)[])
			.filter((field) => field !== 'discloserId')
			.map((field) => [field, inWords(decision, field)])
	);
