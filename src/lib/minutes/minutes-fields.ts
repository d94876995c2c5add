/** The texts behind the minutes: the notes and the own texts of each agenda item in the `minutes` document, and the plan's. */
import { type ItemCode, isItemCode } from '../agenda/agenda.ts';
import { isItemText } from '../item-records/item-fields.ts';

/** Every shared text of a meeting, by document and field name. */
export type Texts = {
	readonly plan: Readonly<Record<string, string>>;
	readonly minutes: Readonly<Record<string, string>>;
};

export const minutesField = (code: ItemCode): string => `${code}.notes`;
/** Whether a name is one the minutes document may hold: DISCLOSURE.notes, RISK.who, VICTIMS.V1.views. */
export const isMinutesField = (name: string): boolean =>
	(name.endsWith('.notes') && isItemCode(name.slice(0, -'.notes'.length))) || isItemText(name);
