/**
 * Whom the facts of a locked meeting propose as readers of its minutes: who was there, and who owns an action (domain.md 4.8).
 * The list proposes; each line is ticked by a person.
 */
import type { AttendanceStatus, PersonRef } from '../attendance/attendance.ts';
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import { isOpenAction } from '../rmp/rmp.ts';
import type { CopyProfile } from './minutes-copy.ts';

export type RecipientReason = 'ATTENDED' | 'OWNS_ACTION' | 'INVITED';
export type ProposedRecipient = {
	readonly person: PersonRef;
	readonly reasons: readonly RecipientReason[];
	/** ticked when the page opens */
	readonly proposed: boolean;
	readonly profile: CopyProfile;
};

const THERE: readonly AttendanceStatus[] = ['ATTENDED', 'ATTENDED_LATE', 'ATTENDED_PART', 'DEPUTY_ATTENDED'];
const ORDER: readonly RecipientReason[] = ['ATTENDED', 'OWNS_ACTION', 'INVITED'];

/**
 * In the order of the seats, then owners of actions who had no seat. Whoever reads the whole record anyway is left out, and
 * whoever was taken out of the meeting is proposed by an action alone.
 */
export function proposeRecipients(
	meeting: Meeting,
	readsTheWhole: (personId: string) => boolean
): readonly ProposedRecipient[] {
	const owners = new Map(
		meeting.rmp.actions.filter(isOpenAction).flatMap(({ owner }) => (owner ? [[owner.personId, owner] as const] : []))
	);
	const seats = Object.values(meeting.attendance.seats);
	const seated = new Map(seats.map((seat) => [seat.person.personId, seat]));
	const people = [
		...seats.map(({ person }) => person),
		...[...owners.values()].filter(({ personId }) => !seated.has(personId))
	];
	return people.flatMap((person): ProposedRecipient[] => {
		const { personId } = person;
		// Nothing of the meeting is a guest's once it is over (R4).
		if (isRecorder(meeting, personId) || readsTheWhole(personId) || person.guest) return [];
		const seat = seated.get(personId);
		const was = seat?.record && THERE.includes(seat.record.status) && !seat.removed && seat.substitute === null;
		const reasons = ORDER.filter(
			(one) =>
				(one === 'ATTENDED' && was) ||
				(one === 'OWNS_ACTION' && owners.has(personId)) ||
				(one === 'INVITED' && seat && !seat.removed && !was)
		);
		const proposed = reasons.includes('ATTENDED') || reasons.includes('OWNS_ACTION');
		return reasons.length === 0 ? [] : [{ person, reasons, proposed, profile: 'AGENCY' }];
	});
}
