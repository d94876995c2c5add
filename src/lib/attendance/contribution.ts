/**
 * What is known of how much somebody contributed: words stored, facts recorded, the floor given, a return sent. The chair
 * decides; a program cannot know what was said at a table.
 */
import { isChair, isMinuteTaker, type Meeting } from '../meeting/meeting.ts';
import { lastSent } from '../returns/agency-return.ts';
import { type Contribution, didAttend, type Seat } from './attendance.ts';
import { heardPerson } from './heard.ts';

export type ContributionProposal = {
	readonly contribution: Contribution;
	/** what it rests on, as a sentence without its full stop */
	readonly because: string;
};

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** Null while nobody has recorded the attendance, and for whoever has left the figures. @param hasWritten words of theirs are stored */
export const proposeContribution = (meeting: Meeting, seat: Seat, hasWritten: boolean): ContributionProposal | null => {
	const { personId, agencyId } = seat.person;
	const { record } = seat;
	if (!record || record.status === 'NOT_REQUIRED' || record.status === 'EXCUSED_CONFLICT') return null;
	const { called, recorded } = heardPerson(meeting.heard, personId);
	const hasReturn = lastSent(meeting.returns, agencyId) !== null;
	const took = [
		isChair(meeting, personId) ? 'chaired the meeting' : isMinuteTaker(meeting, personId) ? 'took the minutes' : '',
		called > 0 ? `was given the floor ${times(called)}` : '',
		hasWritten ? 'wrote in the meeting' : '',
		recorded > 0 ? `recorded something ${times(recorded)}` : ''
	].filter(Boolean);
	const told = hasReturn ? ['the agency sent its return'] : [];
	const because = [...took, ...told].join(', ') || 'Nothing is known of it here';
	const contribution = took.length > 0 && didAttend(record.status) ? 'FULL' : hasReturn ? 'LIMITED' : 'NONE';
	return { contribution, because: because.charAt(0).toUpperCase() + because.slice(1) };
};
