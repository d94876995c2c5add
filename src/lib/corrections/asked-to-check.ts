/** Who is asked whether a draft is right: everybody who was let in, but guests and the two who write it. */
import { isInTheRoom } from '../attendance/attendance.ts';
import { seatList } from '../attendance/seats.ts';
import { isRecorder, type Meeting } from '../meeting/meeting.ts';

/** Person ids, in the order invited. */
export const askedToCheck = (meeting: Meeting): readonly string[] =>
	seatList(meeting.attendance)
		.filter((seat) => isInTheRoom(seat, 0) && !seat.person.guest && !isRecorder(meeting, seat.person.personId))
		.map(({ person }) => person.personId);
