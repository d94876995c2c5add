/** How far away a deadline is, in working days: "in 3 working days", "2 working days late". Dates are YYYY-MM-DD. */
import { workingDaysBetween } from '../time.ts';

export type DueState = 'late' | 'soon' | 'later';
export type Due = { readonly state: DueState; readonly words: string };

/** Working days within which a deadline is soon. */
const SOON = 3;

const days = (count: number): string => `${count} working day${count === 1 ? '' : 's'}`;

export const dueDate = (due: string, today: string): Due => {
	if (due === today) return { state: 'soon', words: 'Due today' };
	const away = workingDaysBetween(today, due);
	// A deadline on a weekend that has just passed is late by no working day yet, but it is late.
	if (due < today) return { state: 'late', words: away === 0 ? 'Late' : `${days(-away)} late` };
	if (away === 0) return { state: 'soon', words: 'Due before the next working day' };
	return { state: away <= SOON ? 'soon' : 'later', words: `Due in ${days(away)}` };
};
