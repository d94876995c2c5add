/** The agencies a meeting asks in turn (agenda item 9), in the order they were invited. */
import type { PersonRef, Seat } from '../attendance/attendance.ts';
import { seatList } from '../attendance/seats.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { returnState } from '../returns/agency-return.ts';

export type InvitedAgency = Pick<PersonRef, 'agencyId' | 'agencyName' | 'agencyCode'> & {
	readonly seats: readonly Seat[];
};

const asksNothing = (meeting: Meeting, { person, capacity }: Seat): boolean =>
	capacity === 'OBSERVER' || person.agencyType === 'MAPPA_UNIT' || person.personId === meeting.minuteTaker.personId;

/** What an agency has sent is on the record by itself, also that it knows nothing and when it looked. */
export const hasSentReturn = ({ returns }: Pick<Meeting, 'returns'>, agencyId: string): boolean => {
	const stands = returnState(returns, agencyId);
	return stands === 'sent' || stands === 'nothing-known';
};

/** Every agency with somebody invited who is not only looking on or running the meeting. */
export const invitedAgencies = (meeting: Meeting): readonly InvitedAgency[] => {
	const agencies = new Map<string, InvitedAgency>();
	for (const seat of seatList(meeting.attendance)) {
		if (seat.removed || asksNothing(meeting, seat)) continue;
		const { agencyId, agencyName, agencyCode } = seat.person;
		const seats = [...(agencies.get(agencyId)?.seats ?? []), seat];
		agencies.set(agencyId, { agencyId, agencyName, agencyCode, seats });
	}
	return [...agencies.values()];
};
