/** Drawing an agency out (domain.md 4.5): the chair asks it to speak on the current item. */
import { z } from 'zod';
import { agencyId } from '../input.ts';
import { command } from '../meeting/command.ts';
import { isPaused } from '../meeting/meeting.ts';
import { done, refuse } from '../result.ts';
import { isInTheRoom } from './attendance.ts';
import { floorOf } from './floor.ts';
import { agencySeats } from './seats.ts';

export const callAgency = command({
	name: 'call-agency',
	schema: z.strictObject({ agencyId: agencyId() }),
	decide: (meeting, { agencyId }, { statementVersion }) => {
		const item = meeting.agenda.current;
		if (isPaused(meeting)) return refuse('not-now', 'The meeting is paused. Resume it first');
		if (item === null) return refuse('not-now', 'No item is open. Open one from the agenda first');
		const here = agencySeats(meeting.attendance, agencyId).filter((seat) => isInTheRoom(seat, statementVersion));
		if (here.length === 0) return refuse('not-now', 'Nobody of that agency is in the room');
		if (floorOf(meeting.floor, item).called.includes(agencyId)) return done([]);
		return done([{ type: 'agency-called', agencyId, item, personIds: here.map(({ person }) => person.personId) }]);
	}
});
