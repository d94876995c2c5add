/**
 * What presence suggests for the register. A person confirms or changes it; presence alone is never attendance
 * (domain.md 6.1). Nothing is proposed for somebody who was not seen: why they did not come is not for a program to say.
 */
import { type AreaConfig, DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { ReturnSent } from '../returns/agency-return.ts';
import { londonDate } from '../time.ts';
import type { AttendanceRecord, Connected, Seat } from './attendance.ts';
import { reasonWord } from './attendance-words.ts';
import { connectedStretches } from './connected.ts';
import { timesText } from './times-there.ts';

type Numbers = Pick<AreaConfig, 'lateAfterMinutes' | 'departureMinutes'>;
export type Proposal = {
	readonly record: AttendanceRecord;
	/** one sentence that says what the suggestion rests on */
	readonly because: string;
};
const MINUTE_MS = 60_000;

const NOT_NOTED = {
	minutesLate: null,
	seniorityMet: null,
	canCommitResources: null,
	reportReceivedOn: null,
	reportAdequate: null,
	reason: null,
	note: ''
} as const satisfies Partial<AttendanceRecord>;

/** What else is known of somebody, besides their seat. */
export type Seen = {
	/** as the nodes noted it, see presence-notes.ts */
	readonly presence: readonly Connected[];
	/** by the grade on record; null = not known, or none is asked for */
	readonly isSenior: boolean | null;
	/** the last return of their agency, sent before or in the meeting */
	readonly returned: Pick<ReturnSent, 'at'> | null;
};
export const NOTHING_SEEN: Seen = { presence: [], isSenior: null, returned: null };

type Ran = Pick<Meeting, 'startedAt' | 'endedAt' | 'convened' | 'agenda'>;

/** Late: more than the area's minutes after it was due to begin, or after the statement was read (domain.md 6.1). */
const lateness = (meeting: Ran, startedAt: string, cameAt: number, lateAfterMinutes: number): number | null => {
	const scheduled = Date.parse(meeting.convened.scheduledStart);
	const started = Date.parse(startedAt);
	const limit = lateAfterMinutes * MINUTE_MS;
	// Nobody is late for a meeting that had not begun.
	const due = Math.max(scheduled, started);
	const read = meeting.agenda.items.find(({ code }) => code === 'CONFIDENTIALITY')?.spans[0]?.to ?? null;
	if (cameAt - due <= limit && (read === null || cameAt <= Date.parse(read))) return null;
	// Counted from the time on the invitation, unless the meeting itself began late.
	const from = started - scheduled > limit ? started : scheduled;
	return Math.max(1, Math.floor((cameAt - from) / MINUTE_MS));
};

/** Somebody who said that they cannot come, and was not seen: their own words, and whether their agency sent its report. */
const apologies = ({ declined }: Seat, { returned }: Seen): Proposal => {
	const reason = declined?.reason ?? 'UNKNOWN';
	return {
		record: {
			...NOT_NOTED,
			status: returned ? 'APOLOGIES_REPORT_RECEIVED' : 'APOLOGIES_NO_REPORT',
			mode: null,
			reason,
			reportReceivedOn: returned && londonDate(returned.at)
		},
		because: `Said that they cannot come: ${reasonWord[reason].toLowerCase()}${returned ? '; their agency sent its return' : ''}`
	};
};

/**
 * The suggested record of one seat at `now` (ISO UTC), or null when there is nothing to go by. Part: left for good more than
 * the area's minutes before the end. A substitute's own seat is a deputy's attendance.
 */
export const proposeAttendance = (
	seat: Seat,
	meeting: Ran,
	now: string,
	numbers: Numbers = DEFAULT_AREA_CONFIG,
	seen: Seen = NOTHING_SEEN
): Proposal | null => {
	if (meeting.startedAt === null || seat.substitute !== null) return null;
	const until = meeting.endedAt ?? now;
	const presence = [...seat.presence, ...seen.presence];
	const stretches = connectedStretches(presence, { from: meeting.startedAt, until }, numbers.departureMinutes);
	const [first, last] = [stretches[0], stretches.at(-1)];
	const known = {
		...NOT_NOTED,
		seniorityMet: seen.isSenior,
		canCommitResources: seat.introduction?.canCommitResources ?? null,
		reportReceivedOn: seen.returned && londonDate(seen.returned.at)
	};
	const attended = seat.substituteFor === null ? 'ATTENDED' : 'DEPUTY_ATTENDED';
	if (!first || !last) {
		if (seat.removed || presence.length > 0) return null;
		if (!seat.confirmed) return seat.response === 'DECLINED' ? apologies(seat, seen) : null;
		return {
			record: { ...known, status: attended, mode: 'IN_PERSON' },
			because: 'Confirmed into the meeting, not connected by browser'
		};
	}
	const minutesLate = lateness(meeting, meeting.startedAt, first.from, numbers.lateAfterMinutes);
	const hasLeft = meeting.endedAt !== null && Date.parse(until) - last.to > numbers.departureMinutes * MINUTE_MS;
	const present = stretches.map(({ from, to }) => ({ from: moment(from), to: moment(to) }));
	// A deputy who came late or left early is a deputy first: the minutes late are kept beside it.
	const how = hasLeft ? 'ATTENDED_PART' : minutesLate === null ? 'ATTENDED' : 'ATTENDED_LATE';
	return {
		record: {
			...known,
			status: seat.substituteFor === null ? how : attended,
			mode: 'REMOTE_BROWSER',
			minutesLate,
			// Until the end nobody knows how long they stayed.
			...(meeting.endedAt === null ? {} : { present })
		},
		because: `Connected ${timesText(present)}`
	};
};
const moment = (ms: number): string => new Date(ms).toISOString();
