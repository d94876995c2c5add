/** What a return still lacks before it can be sent, each at its field; and what cannot stand in it at all. */
import type { Problem } from '../result.ts';
import { isDate } from '../time.ts';
import { PROPOSALS, proposalPart, type ReturnTexts } from './return-fields.ts';
import { answerIn, attendingIn, dueName, ownerName, type ReturnValues } from './return-values.ts';

/** Form field of a choice and of a text. */
export const valueField = (name: string): string => `values.${name}`;
export const textField = (part: string): string => `text.${part}`;

/** @param today YYYY-MM-DD, the day it is sent */
export const sendProblems = (values: ReturnValues, texts: ReturnTexts, today: string): readonly Problem[] => {
	const problems: Problem[] = [];
	const add = (field: string, message: string): void => void problems.push({ field, message });
	const answer = answerIn(values);
	if (answer === null) add(valueField('answer'), 'Choose whether your agency knows something');
	if (answer === 'NOTHING_KNOWN') {
		if (!values.checkedOn) add(valueField('checkedOn'), 'Enter the day your records were checked');
		if (texts.known || texts.relevance)
			add(textField('known'), 'Take out what is written here, or choose that your agency has information');
	}
	if (answer === 'INFORMATION' && !texts.known)
		add(textField('known'), 'Write what your agency knows, or choose that nothing is known');
	if (values.checkedOn && isDate(values.checkedOn) && values.checkedOn > today)
		add(valueField('checkedOn'), 'Enter a day that has come');
	if (attendingIn(values) === null)
		add(valueField('attending'), 'Choose whether somebody of your agency comes, or this is your report');
	for (const proposal of PROPOSALS)
		if (!texts[proposalPart(proposal)] && (values[ownerName(proposal)] || values[dueName(proposal)]))
			add(textField(proposalPart(proposal)), 'Write the action, or take out its owner and date');
	return problems;
};
