/** By when a request has to be answered: by law for some kinds, as agreed for the others. Pure. */
import { addDays, addMonths, addWorkingDays, isWorkingDay } from '../time.ts';
import type { RequestKind } from './information-request.ts';

export type RequestTimes = { readonly subjectAccessMonths: number; readonly freedomOfInformationWorkingDays: number };

/**
 * The last day set by law; null where the law sets none. A month ends on the corresponding day of the next one, or on the next
 * working day; working days are counted from the day after it was received.
 */
export function statutoryDue(kind: RequestKind, receivedOn: string, times: RequestTimes): string | null {
	if (kind === 'FREEDOM_OF_INFORMATION') return addWorkingDays(receivedOn, times.freedomOfInformationWorkingDays);
	if (kind !== 'SUBJECT_ACCESS') return null;
	let due = addMonths(receivedOn, times.subjectAccessMonths);
	while (!isWorkingDay(due)) due = addDays(due, 1);
	return due;
}
