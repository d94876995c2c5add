/**
 * What presence suggests for the register. A person confirms or changes it; presence alone is never attendance
 * (domain.md 6.1). Nothing is proposed for somebody who was not seen: why they did not come is not for a program to say.
 */
import { type AreaConfig, DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { londonTime } from '../time.ts';
import type { AttendanceRecord, AttendanceStatus, Mode, Seat } from './attendance.ts';
import { connectedStretches } from './connected.ts';

type Numbers = Pick<AreaConfig, 'lateAfterMinutes' | 'departureMinutes'>;
export type Proposal = {
	readonly record: AttendanceRecord;
	/** one sentence that says what the suggestion rests on */
	readonly because: string;
};
const MINUTE_MS = 60_000;

const record = (status: AttendanceStatus, mode: Mode, minutesLate: number | null): AttendanceRecord => ({
	status,
	mode,
	minutesLate,
	seniorityMet: null,
	canCommitResources: null,
	reportReceivedOn: null,
	reportAdequate: null,
	contribution: null,
	reason: null,
	note: ''
});

/** Where the seat was connected from counts as remote; somebody confirmed who never connected sat in the room. */
const modeOf = (seat: Seat): Mode => (seat.presence.length > 0 ? 'REMOTE_BROWSER' : 'IN_PERSON');

/**
 * The suggested record of one seat at `now` (ISO UTC), or null when there is nothing to go by. Late: more than ten minutes
 * after the scheduled start, or after the start where the meeting began later. Part: left for good more than five minutes
 * before the end. A substitute's own seat is a deputy's attendance.
 */
export const proposeAttendance = (
	seat: Seat,
	meeting: Pick<Meeting, 'startedAt' | 'endedAt' | 'convened'>,
	now: string,
	numbers: Numbers = DEFAULT_AREA_CONFIG
): Proposal | null => {
	if (meeting.startedAt === null || seat.substitute !== null) return null;
	const until = meeting.endedAt ?? now;
	const stretches = connectedStretches(seat.presence, { from: meeting.startedAt, until }, numbers.departureMinutes);
	const [first, last] = [stretches[0], stretches.at(-1)];
	const attended: AttendanceStatus = seat.substituteFor === null ? 'ATTENDED' : 'DEPUTY_ATTENDED';
	const mode = modeOf(seat);
	if (!first || !last) {
		if (seat.removed || !seat.confirmed || seat.presence.length > 0) return null;
		return {
			record: record(attended, 'IN_PERSON', null),
			because: 'Confirmed into the meeting, not connected by browser'
		};
	}
	// Nobody is late for a meeting that had not begun.
	const due = Math.max(Date.parse(meeting.convened.scheduledStart), Date.parse(meeting.startedAt));
	const clock = (moment: number): string => londonTime(new Date(moment).toISOString());
	const lateMinutes = Math.floor((first.from - due) / MINUTE_MS);
	const isLate = first.from - due > numbers.lateAfterMinutes * MINUTE_MS;
	const hasLeft = meeting.endedAt !== null && Date.parse(until) - last.to > numbers.departureMinutes * MINUTE_MS;
	const minutesLate = isLate ? lateMinutes : null;
	const span = stretches.map((stretch) => `${clock(stretch.from)} to ${clock(stretch.to)}`).join(', ');
	const because = `Connected ${span}`;
	// A deputy who came late or left early is a deputy first: the minutes late are kept beside it.
	if (seat.substituteFor !== null) return { record: record('DEPUTY_ATTENDED', mode, minutesLate), because };
	if (hasLeft) return { record: record('ATTENDED_PART', mode, minutesLate), because };
	return { record: record(isLate ? 'ATTENDED_LATE' : 'ATTENDED', mode, minutesLate), because };
};
