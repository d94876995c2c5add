/**
 * Words that came too late for the record: typed before the writing ended and stored by nobody. Their writer may offer
 * them to the minute taker, who deals with them; they are never part of the minutes.
 */
import { z } from 'zod';
import { ITEM_CODES } from '../agenda/agenda.ts';
import { longText, rowId } from '../input.ts';
import { everyItemText } from '../item-records/item-missing.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { ACTION_FIELDS, actionField, isPlanField, RISK_FIELDS, riskField } from '../rmp/rmp.ts';
import { isMinutesField, minutesField } from './minutes-fields.ts';

export type LateWords = {
	readonly id: string;
	readonly personId: string;
	readonly name: string;
	readonly agencyName: string;
	/** the shared text they were typed in: R1.contingency, RMP.notes */
	readonly field: string;
	readonly text: string;
	/** ISO UTC */
	readonly at: string;
	/** ISO UTC; null while nobody has dealt with them */
	readonly settledAt: string | null;
};

const isField = (name: string): boolean => isPlanField(name) || isMinutesField(name);

export const offerLateWordsInput = z.strictObject({
	field: z.string({ error: 'Choose where you typed them' }).refine(isField, { error: 'Choose where you typed them' }),
	text: longText('your words')
});
export const settleLateWordsInput = z.strictObject({ id: rowId('words') });

/** Every text of a meeting in which somebody may have been typing, plan rows first; removed rows too. */
export const lateFields = (meeting: Meeting): readonly string[] => {
	const { rmp, agenda } = meeting;
	const items = new Set(agenda.items.map(({ code }) => code));
	return [
		...rmp.risks.flatMap(({ key }) => RISK_FIELDS.map((field) => riskField(key, field))),
		...rmp.actions.flatMap(({ number }) => ACTION_FIELDS.map((field) => actionField(number, field))),
		...ITEM_CODES.filter((code) => items.has(code)).map(minutesField),
		...everyItemText(meeting)
	];
};
