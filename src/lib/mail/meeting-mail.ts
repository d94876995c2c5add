/** Who is told what when something about a meeting has happened: from its events and the meeting as it is after them. */
import type { Seat } from '../attendance/attendance.ts';
import { seatList } from '../attendance/seats.ts';
import { askedToCheck } from '../corrections/asked-to-check.ts';
import { isGuestIn } from '../guests/guest.ts';
import { isRecorder, type Meeting, type Stamped } from '../meeting/meeting.ts';
import type { MailKind } from './mail-kinds.ts';

export type MeetingMail = {
	readonly personId: string;
	readonly kind: MailKind;
	/** YYYY-MM-DD: by when something is owed */
	readonly by?: string;
};

/** What a guest is told instead: they cannot sign in. A new date comes with a new link. */
const GUEST_KIND: Partial<Record<MailKind, MailKind>> = { rescheduled: 'guest-link', cancelled: 'guest-not-needed' };

/** Whoever is expected at the meeting: neither removed nor represented by somebody else. */
const isExpected = ({ removed, substitute }: Seat): boolean => !removed && substitute === null;

/**
 * @param unit ids of the people who approve substitutes
 * @returns one entry for each person and thing; what the person did themselves is not told to them
 */
export const meetingMail = (
	before: Meeting | null,
	after: Meeting,
	events: readonly Stamped[],
	unit: readonly string[]
): readonly MeetingMail[] => {
	const expected = seatList(after.attendance).filter(isExpected);
	const everybody = (kind: MailKind): readonly MeetingMail[] =>
		expected.map(({ person }) => ({ personId: person.personId, kind: (person.guest && GUEST_KIND[kind]) || kind }));
	const beforeItBegan = after.phase === 'CONVENED';
	return events.flatMap(({ event, by }): readonly MeetingMail[] => {
		switch (event.type) {
			case 'person-invited':
				// A guest's own message, with the link, goes out with the approval.
				return event.person.guest ? [] : [{ personId: event.person.personId, kind: 'invited' }];
			case 'substitute-nominated':
				return unit.map((personId) => ({ personId, kind: 'substitute-to-approve' as const }));
			case 'substitute-refused':
				return [{ personId: event.personId, kind: 'substitute-refused' }];
			case 'substitute-named':
				return [
					{ personId: event.substitute.personId, kind: 'invited' },
					{ personId: event.personId, kind: 'represented' }
				];
			case 'meeting-rescheduled':
				return everybody('rescheduled');
			case 'meeting-cancelled':
				return everybody('cancelled');
			case 'attendee-removed':
				return beforeItBegan
					? [{ personId: event.personId, kind: isGuestIn(after, event.personId) ? 'guest-not-needed' : 'removed' }]
					: [];
			case 'attendee-confirmed': {
				// Confirmed again after being removed: they are invited anew.
				const isBack = before?.attendance.seats[event.personId]?.removed != null;
				return isBack && beforeItBegan ? [{ personId: event.personId, kind: 'invited' }] : [];
			}
			case 'accuracy-check-opened':
				return askedToCheck(after)
					.filter((personId) => personId !== by)
					.map((personId) => ({ personId, kind: 'draft-to-check' as const, by: event.until }));
			case 'minutes-locked':
				// The other of the two who kept the record may read it; everybody else is told with their copy.
				return seatList(after.attendance)
					.filter(({ person }) => person.personId !== by && isRecorder(after, person.personId))
					.map(({ person }) => ({ personId: person.personId, kind: 'minutes-ready' as const }));
			default:
				return [];
		}
	});
};
