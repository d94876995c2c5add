/**
 * Meetings as a calendar file (RFC 5545) that a person's own calendar can read. It carries a date, a length and the address
 * of the door, and nothing else: no name, reference, category or place (R2). Times are UTC, so it needs no time zone of its own.
 */
import type { CalendarChange } from './mail-kinds.ts';

export type CalendarMeeting = {
	readonly meetingId: string;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly plannedMinutes: number;
	/** rises whenever the entry changes: a calendar keeps the highest it has seen */
	readonly revision: number;
	readonly change: CalendarChange;
};

/** \ ; , and line ends have a meaning in a value (RFC 5545 3.3.11). */
export const escapeText = (text: string): string =>
	text
		.replace(/\\/g, '\\\\')
		.replace(/[;,]/g, (found) => `\\${found}`)
		.replace(/\r\n?|\n/g, '\\n');

const encoder = new TextEncoder();

/** A content line is at most 75 octets; what is longer goes on after a line end and a space (3.1), never inside a character. */
export const foldLine = (line: string): string => {
	const parts: string[] = [];
	let part = '';
	let octets = 0;
	for (const character of line) {
		const more = encoder.encode(character).length;
		if (octets + more > 75) {
			parts.push(part);
			part = ' ';
			octets = 1;
		}
		part += character;
		octets += more;
	}
	return [...parts, part].join('\r\n');
};

/** 20261217T100000Z */
const utc = (moment: number): string => new Date(moment).toISOString().replace(/[-:]|\.\d{3}/g, '');

const hostOf = (origin: string): string => new URL(origin).hostname;

const entry = (meeting: CalendarMeeting, origin: string, organiser: string, stamp: number): readonly string[] => {
	const starts = Date.parse(meeting.scheduledStart);
	const door = `${origin}/join/${meeting.meetingId}`;
	return [
		'BEGIN:VEVENT',
		`UID:${meeting.meetingId}@${hostOf(origin)}`,
		`SEQUENCE:${meeting.revision}`,
		`DTSTAMP:${utc(stamp)}`,
		`DTSTART:${utc(starts)}`,
		`DTEND:${utc(starts + meeting.plannedMinutes * 60_000)}`,
		'SUMMARY:MAPP meeting',
		`LOCATION:${escapeText(door)}`,
		`URL:${door}`,
		`ORGANIZER;CN=MAPPA unit:mailto:${organiser}`,
		`STATUS:${meeting.change === 'cancel' ? 'CANCELLED' : 'CONFIRMED'}`,
		'CLASS:PRIVATE',
		'TRANSP:OPAQUE',
		'END:VEVENT'
	];
};

export type CalendarOptions = {
	/** scheme, host and port under which people reach the service */
	readonly origin: string;
	/** the service's own mail address */
	readonly organiser: string;
	/** when the file is made, ms */
	readonly now: number;
};

/**
 * One file. METHOD is CANCEL only when everything in it is cancelled: a list of meetings is published, and each of its
 * entries says its own status.
 */
export const calendarFile = (
	meetings: readonly CalendarMeeting[],
	{ origin, organiser, now }: CalendarOptions
): string => {
	const isCancel = meetings.length > 0 && meetings.every(({ change }) => change === 'cancel');
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Run a MAPP meeting//EN',
		'CALSCALE:GREGORIAN',
		`METHOD:${isCancel ? 'CANCEL' : 'PUBLISH'}`,
		...meetings.flatMap((meeting) => entry(meeting, origin, organiser, now)),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${foldLine(line)}\r\n`).join('');
};
