import { describe, expect, it } from 'vitest';
import { type CalendarMeeting, calendarFile, escapeText, foldLine } from './calendar-file.ts';

const MEETING: CalendarMeeting = {
	meetingId: '5f0c6f1e-1111-4222-8333-944455556666',
	scheduledStart: '2026-07-01T09:00:00.000Z',
	plannedMinutes: 90,
	revision: 3,
	change: 'publish'
};
const OPTIONS = {
	origin: 'https://mappa.example',
	organiser: 'unit@mappa.example',
	now: Date.parse('2026-06-01T08:00:00Z')
};
const file = (...meetings: readonly Partial<CalendarMeeting>[]) =>
	calendarFile(
		meetings.map((over) => ({ ...MEETING, ...over })),
		OPTIONS
	);
/** Lines put together again, as a calendar reads them. */
const unfolded = (text: string): readonly string[] => text.replace(/\r\n[ \t]/g, '').split('\r\n');

describe('a calendar file', () => {
	it('MAIL-2 holds the date, the length, the door and nothing else', () => {
		expect(unfolded(file({}))).toEqual([
			'BEGIN:VCALENDAR',
			'VERSION:2.0',
			'PRODID:-//Run a MAPP meeting//EN',
			'CALSCALE:GREGORIAN',
			'METHOD:PUBLISH',
			'BEGIN:VEVENT',
			'UID:5f0c6f1e-1111-4222-8333-944455556666@mappa.example',
			'SEQUENCE:3',
			'DTSTAMP:20260601T080000Z',
			'DTSTART:20260701T090000Z',
			'DTEND:20260701T103000Z',
			'SUMMARY:MAPP meeting',
			'LOCATION:https://mappa.example/join/5f0c6f1e-1111-4222-8333-944455556666',
			'URL:https://mappa.example/join/5f0c6f1e-1111-4222-8333-944455556666',
			'ORGANIZER;CN=MAPPA unit:mailto:unit@mappa.example',
			'STATUS:CONFIRMED',
			'CLASS:PRIVATE',
			'TRANSP:OPAQUE',
			'END:VEVENT',
			'END:VCALENDAR',
			''
		]);
	});

	it('MAIL-2 a cancelled meeting keeps its UID and says CANCEL; a list that holds one is still published', () => {
		const cancel = file({ change: 'cancel', revision: 4 });
		expect(cancel).toContain('METHOD:CANCEL\r\n');
		expect(cancel).toContain('STATUS:CANCELLED\r\n');
		expect(cancel).toContain(`UID:${MEETING.meetingId}@mappa.example\r\nSEQUENCE:4\r\n`);
		const list = file({}, { meetingId: 'b', change: 'cancel' });
		expect(list).toContain('METHOD:PUBLISH\r\n');
		expect(list.match(/BEGIN:VEVENT/g)).toHaveLength(2);
		expect(file()).toBe(
			'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Run a MAPP meeting//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n'
		);
	});

	it('MAIL-2 RFC 5545 3.3.11: a backslash, semicolon, comma or line end in a value is written so that it is none', () => {
		expect(escapeText('a\\b;c,d\ne\r\nf\rg')).toBe('a\\\\b\\;c\\,d\\ne\\nf\\ng');
	});

	it('MAIL-2 RFC 5545 3.1: no line is longer than 75 octets, folding splits no character, and unfolding gives it back', () => {
		for (const line of [
			'x'.repeat(75),
			'x'.repeat(76),
			'x'.repeat(400),
			`${'ŵ'.repeat(100)}`,
			'😀'.repeat(60),
			`a${'é€😀'.repeat(50)}`
		]) {
			const folded = foldLine(line);
			const parts = folded.split('\r\n');
			for (const part of parts) expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(75);
			expect(parts.slice(1).every((part) => part.startsWith(' '))).toBe(true);
			expect(folded.replace(/\r\n /g, '')).toBe(line);
			expect(folded).not.toContain('\uFFFD');
		}
		expect(foldLine('x'.repeat(75))).not.toContain('\r\n');
		expect(
			file({})
				.split('\r\n')
				.every((line) => new TextEncoder().encode(line).length <= 75)
		).toBe(true);
	});
});
