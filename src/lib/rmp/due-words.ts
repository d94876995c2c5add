/** A deadline as people count it: "2 working days after the meeting". */
import { holidayWarning, shortDate, workingDaysBetween } from '../time.ts';

/** Both dates YYYY-MM-DD. The date itself comes with it, because a date field of a browser does not say the weekday. */
export const inWorkingDays = (meetingOn: string, due: string): string => {
	const warning = holidayWarning(due);
	const words = countedWords(meetingOn, due);
	return warning ? `${words}. ${warning}` : words;
};

const countedWords = (meetingOn: string, due: string): string => {
	const days = workingDaysBetween(meetingOn, due);
	if (days < 0) return `${shortDate(due)}, before this meeting`;
	if (days === 0) return `${shortDate(due)}, ${due === meetingOn ? 'today' : 'before the next working day'}`;
	return `${shortDate(due)}, ${days} working day${days === 1 ? '' : 's'}`;
};
