/** Whether an absent agency has left undone what stands under a high risk: one of the reasons to go further (domain.md 6.3, step 3). */
import { isHighRisk } from '../actions/high-risk.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { isOpenAction } from '../rmp/rmp.ts';

/** Of the actions that earlier meetings gave it: past its day, or found not completed. */
export const hasOverdueHighRisk = (meeting: Meeting, agencyId: string): boolean =>
	meeting.rmp.actions.some((one) => {
		const { removed, owner, due, status, sinceMeeting } = one;
		if (removed || owner?.agencyId !== agencyId || sinceMeeting >= meeting.convened.seq) return false;
		const isLeft = status === 'NOT_COMPLETED' || (due !== null && due < meetingOn(meeting) && isOpenAction(one));
		return isLeft && isHighRisk(meeting, one);
	});
