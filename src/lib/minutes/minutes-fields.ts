/** The texts behind the minutes: one notes field per agenda item in the `minutes` document, and the plan's own fields. */
import { type ItemCode, isItemCode } from '../agenda/agenda.ts';

/** Every shared text of a meeting, by document and field name. */
export type Texts = {
	readonly plan: Readonly<Record<string, string>>;
	readonly minutes: Readonly<Record<string, string>>;
};

export const minutesField = (code: ItemCode): string => `${code}.notes`;
/** Whether a name is one the minutes document may hold: DISCLOSURE.notes. */
export const isMinutesField = (name: string): boolean =>
	name.endsWith('.notes') && isItemCode(name.slice(0, -'.notes'.length));
