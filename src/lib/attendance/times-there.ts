/** When somebody was in the meeting, as it is typed and read: "14:00 to 14:35, 14:50 to 15:12". */
import type { Meeting } from '../meeting/meeting.ts';
import { done, type Result, refuse } from '../result.ts';
import { fromLondon, londonDate, londonTime } from '../time.ts';
import type { There } from './attendance.ts';

const MINUTE_MS = 60_000;
const SPAN = /^(\d{1,2})[:.](\d{2})\s*(?:to|until|[-\u2013])\s*(\d{1,2})[:.](\d{2})$/i;
const wrong = (message: string) => refuse('invalid', message, [{ field: 'times', message }]);

export const timesText = (there: readonly There[]): string =>
	there.map(({ from, to }) => `${londonTime(from)} to ${londonTime(to)}`).join(', ');

const clock = (hours = '', minutes = ''): string => `${hours.padStart(2, '0')}:${minutes}`;

/**
 * Stretches in order, within the time the meeting ran (to the minute) and not over each other. Empty text = none.
 * @param now ISO UTC, the end of a meeting that still runs
 */
export const readTimes = (
	text: string,
	{ startedAt, endedAt }: Pick<Meeting, 'startedAt' | 'endedAt'>,
	now: string
): Result<readonly There[]> => {
	const parts = text
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (parts.length === 0) return done([]);
	if (startedAt === null) return wrong('Leave the times empty until the meeting has started');
	const [begin, end] = [Date.parse(startedAt), Date.parse(endedAt ?? now)];
	const on = londonDate(startedAt);
	const limits = `${londonTime(startedAt)} and ${londonTime(new Date(end).toISOString())}`;
	const there: { from: number; to: number }[] = [];
	for (const part of parts) {
		const [, fromHours, fromMinutes, toHours, toMinutes] = SPAN.exec(part) ?? [];
		const [from, to] = [fromLondon(on, clock(fromHours, fromMinutes)), fromLondon(on, clock(toHours, toMinutes))];
		if (from === null || to === null) return wrong('Enter times like 14:00 to 14:35, with a comma between two of them');
		there.push({ from: Date.parse(from), to: Date.parse(to) });
	}
	there.sort((a, b) => a.from - b.from);
	if (there.some(({ from, to }) => to < from)) return wrong('Enter the earlier time first');
	if (there.some(({ from }, index) => index > 0 && from < there[index - 1]!.to))
		return wrong('Enter times that do not overlap');
	// Typed to the minute, while a meeting begins and ends in the middle of one.
	const isOutside = ({ from, to }: { from: number; to: number }): boolean =>
		from <= begin - MINUTE_MS || to >= end + MINUTE_MS;
	if (there.some(isOutside)) return wrong(`Enter times between ${limits}, while the meeting ran`);
	const moment = (ms: number): string => new Date(Math.min(end, Math.max(begin, ms))).toISOString();
	return done(there.map(({ from, to }) => ({ from: moment(from), to: moment(to) })));
};
