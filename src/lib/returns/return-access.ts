/** Who writes and who reads an agency's return as a meeting stands (domain.md 8.4, R5). Whom it is for besides is return-audience.ts. */
import { isInTheRoom } from '../attendance/attendance.ts';
import { seatOf } from '../attendance/seats.ts';
import { type Actor, isMappaUnit } from '../identity.ts';
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import { isWrittenFor, lastSent, returnsAreOpen, takesReturns } from './agency-return.ts';

type Person = Pick<Actor, 'personId' | 'agencyId'>;
/** Nothing can be added to a locked meeting: there the statement holds that was accepted in its time. */
const asked = ({ phase }: Meeting, statement: number): number => (phase === 'LOCKED' ? 0 : statement);

/** Of that agency, invited, not removed, the current statement accepted: they need not be in the room to write (domain.md 4.1). */
export const isOfReturn = (meeting: Meeting, person: Person, agencyId: string, statement = 0): boolean => {
	const seat = seatOf(meeting.attendance, person.personId);
	if (!seat || seat.removed || seat.person.agencyId !== agencyId || person.agencyId !== agencyId) return false;
	// A guest who only looks on does not speak for the agency that sponsors them.
	if (seat.person.guest && seat.capacity === 'OBSERVER') return false;
	return !!seat.statement && seat.statement.version >= asked(meeting, statement);
};

export const mayWriteReturn = (meeting: Meeting, person: Person, agencyId: string, statement = 0): boolean =>
	takesReturns(meeting) && isOfReturn(meeting, person, agencyId, statement);

/**
 * Somebody of the MAPPA unit who takes part in the meeting and has accepted its statement: they write down what an agency told
 * them another way, as long as nobody of the agency has begun (domain.md 7, "on behalf, attributed").
 */
export const mayWriteReturnFor = (
	meeting: Meeting,
	person: Person & Pick<Actor, 'roles'>,
	agencyId: string,
	statement = 0
): boolean => {
	const seat = seatOf(meeting.attendance, person.personId);
	const hasSigned = !!seat?.statement && !seat.removed && seat.statement.version >= asked(meeting, statement);
	const isOwn = person.agencyId === agencyId;
	return isMappaUnit(person) && !isOwn && hasSigned && takesReturns(meeting) && isWrittenFor(meeting.returns, agencyId);
};

const isOver = ({ phase }: Meeting): boolean => phase === 'DRAFT' || phase === 'WITH_CHAIR' || phase === 'LOCKED';
const isInside = (meeting: Meeting, { personId }: Person, statement: number): boolean =>
	meeting.phase !== 'CANCELLED' &&
	isInTheRoom(seatOf(meeting.attendance, personId) ?? undefined, asked(meeting, statement));

/** The two who keep the record, before the lock: they say what they would change, and the agency changes it or not. */
export const maySuggest = (meeting: Meeting, person: Person, agencyId: string, statement = 0): boolean =>
	takesReturns(meeting) &&
	isRecorder(meeting, person.personId) &&
	isInside(meeting, person, statement) &&
	!isOfReturn(meeting, person, agencyId, statement) &&
	readsReturn(meeting, person, agencyId, statement);

/**
 * The agency itself always; what was sent the two who keep the record, and after the meeting everybody who was in it;
 * everybody in the room once its item has been opened.
 */
export const readsReturn = (meeting: Meeting, person: Person, agencyId: string, statement = 0): boolean => {
	if (isOfReturn(meeting, person, agencyId, statement)) return true;
	if (!isInside(meeting, person, statement)) return false;
	if (returnsAreOpen(meeting)) return true;
	const mayReadSent = isRecorder(meeting, person.personId) || isOver(meeting);
	return mayReadSent && lastSent(meeting.returns, agencyId) !== null;
};
