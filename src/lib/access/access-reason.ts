/**
 * Why somebody sees what they see, in one calm line (domain.md 7: the reason for access is shown). Each reason is made from the
 * very facts that opened the door: the seat, the role, the copy, the licence.
 */
import type { Seat } from '../attendance/attendance.ts';
import { type Actor, hasRole, isMappaUnit } from '../identity.ts';
import { isChair, type Meeting } from '../meeting/meeting.ts';
import { londonDate, longDate } from '../time.ts';

export type AccessReason =
	| { readonly kind: 'unit'; readonly isCoordinator: boolean }
	| { readonly kind: 'manager' }
	/** `until` ISO 8601 UTC */
	| { readonly kind: 'emergency'; readonly until: string }
	| {
			readonly kind: 'seat';
			readonly part: 'chair' | 'minute-taker' | 'invited' | 'guest';
			readonly agencyName: string;
			/** ISO 8601 UTC; null = not accepted yet */
			readonly statementAt: string | null;
			readonly isConfirmed: boolean;
	  }
	/** `until` YYYY-MM-DD; null = it has no last day yet */
	| { readonly kind: 'copy'; readonly number: number; readonly until: string | null }
	| { readonly kind: 'action'; readonly part: 'owner' | 'agency' | 'chair' | 'manager' };

/** Of the unit's people without a seat, the role; otherwise the seat. Null: nothing opened the door, or not this. */
export const seatReason = (
	actor: Pick<Actor, 'roles'>,
	seat: Seat | null | undefined,
	part: 'chair' | 'minute-taker' | null = null
): AccessReason | null => {
	if (!seat || seat.removed) return isMappaUnit(actor) ? unitReason(actor) : null;
	return {
		kind: 'seat',
		part: part ?? (seat.person.guest ? 'guest' : 'invited'),
		agencyName: seat.person.agencyName,
		statementAt: seat.statement?.at ?? null,
		isConfirmed: seat.confirmed !== null
	};
};
export const unitReason = (actor: Pick<Actor, 'roles'>): AccessReason => ({
	kind: 'unit',
	isCoordinator: hasRole(actor, 'MAPPA_COORDINATOR')
});
/** Why somebody is at this meeting. */
export const meetingReason = (meeting: Meeting, actor: Pick<Actor, 'personId' | 'roles'>): AccessReason | null =>
	seatReason(
		actor,
		meeting.attendance.seats[actor.personId],
		isChair(meeting, actor.personId) ? 'chair' : meeting.minuteTaker.personId === actor.personId ? 'minute-taker' : null
	);

const day = (at: string): string => longDate(londonDate(at));
const PART = {
	chair: 'you chair this meeting',
	'minute-taker': 'you take the minutes of this meeting',
	invited: 'you are invited to this meeting',
	guest: 'you are a guest at this meeting'
} as const;
const ACTION = {
	owner: 'you own this action',
	agency: 'your agency owns this action, and you were at a meeting about it',
	chair: 'you chair a meeting about this action',
	manager: 'you manage the case'
} as const;

/** The parts of the reason, the first the shortest that says it. */
const partsOf = (reason: AccessReason): readonly string[] => {
	switch (reason.kind) {
		case 'unit':
			return [
				`you are the area’s MAPPA ${reason.isCoordinator ? 'co-ordinator' : 'administrator'}`,
				'the case is not closed to you'
			];
		case 'manager':
			return ['you are the case manager', 'the case is not closed to you'];
		case 'emergency':
			// The banner below it says until when, and that every page is recorded.
			return ['you were given emergency access'];
		case 'seat':
			return [
				`${PART[reason.part]} for ${reason.agencyName}`,
				reason.statementAt === null ? 'statement not accepted yet' : `statement accepted ${day(reason.statementAt)}`,
				...(reason.isConfirmed ? ['let in by the chair or the minute taker'] : []),
				reason.part === 'guest'
					? 'access ends with the meeting'
					: 'access to the room ends when the minutes have gone out'
			];
		case 'copy':
			return [
				`copy ${reason.number} of the minutes was made for you`,
				...(reason.until === null ? [] : [`access ends ${longDate(reason.until)}`])
			];
		case 'action':
			return [
				ACTION[reason.part],
				...(reason.part === 'owner' || reason.part === 'agency' ? ['access ends when the action does'] : [])
			];
	}
};
export const accessWords = (reason: AccessReason): string => `You see this because: ${partsOf(reason).join('; ')}.`;
/** For the head of the room, where there is little space. */
export const accessInShort = (reason: AccessReason): string => `You see this because: ${partsOf(reason)[0]}`;
