/** What is said of words that came too late. */
import { isItemCode } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { isRecordedItem } from '../item-records/item-fields.ts';
import { itemTextWord } from '../item-records/item-record-words.ts';
import { ACTION_FIELDS, RISK_FIELDS } from '../rmp/rmp.ts';
import { actionFieldWord, riskFieldWord } from '../rmp/rmp-words.ts';

/** A shared text by its plain name: "R1: Contingency", "A2: Action", "Notes: Risk Management Plan". */
export const fieldName = (field: string): string => {
	const [row = '', part = ''] = field.split('.');
	if (isRecordedItem(row) && part !== 'notes') return `${itemTitle[row]}: ${itemTextWord(field)}`;
	if (isItemCode(row)) return `Notes: ${itemTitle[row]}`;
	if (row === 'note') return 'Restricted note';
	const risk = RISK_FIELDS.find((one) => one === part);
	const action = ACTION_FIELDS.find((one) => one === part);
	if (risk) return `${row}: ${riskFieldWord[risk]}`;
	return action ? `${row}: ${actionFieldWord[action]}` : row;
};

export const lateWordsWords = {
	title: 'Words that came too late',
	neverInRecord: 'They are not part of the minutes and never will be.',
	deal: 'Mark as dealt with',
	offer: 'Send to the minute taker',
	sent: 'Sent to the minute taker'
} as const;
