/**
 * The end of a meeting as steps, from the last item to the minutes with the chair (domain.md 4.5, screen 11). What is done is
 * read from the facts; nothing has to be done in this order, and every step can be gone back to.
 */
import { staysInMeetings } from '#lib/decisions/level-rules.ts';
import type { Gate } from '#lib/minutes/gates.ts';
import { openErrors } from '#lib/minutes/open-gates.ts';
import { isAccepted } from '#lib/rmp/acceptance.ts';
import { type Action, isOpenAction } from '#lib/rmp/rmp.ts';
import type { Meeting } from '../meeting.ts';
import { placeOf } from '../room-places.ts';

export const CLOSE_STEPS = ['SETTLE', 'READ_BACK', 'LEVEL', 'NEXT_DATE', 'OUTCOME', 'SMB', 'END', 'HAND_OVER'] as const;
export type CloseStepName = (typeof CLOSE_STEPS)[number];
export const closeStepWord: Record<CloseStepName, string> = {
	SETTLE: 'Settle what is left',
	READ_BACK: 'Read back the actions',
	LEVEL: 'Decide the level',
	NEXT_DATE: 'Set the next date',
	OUTCOME: 'Say what comes of it',
	SMB: 'Feedback to the SMB',
	END: 'End the meeting',
	HAND_OVER: 'Minutes to the chair'
};

export type CloseStep = {
	readonly name: CloseStepName;
	readonly done: boolean;
	/** how many things of this step are left; 0 where they are not counted */
	readonly left: number;
	/** the place in the room; null = on the page of what is missing */
	readonly to: string | null;
};

/** New actions of this meeting, which are read back. */
export const actionsToReadBack = (meeting: Meeting): readonly Action[] =>
	meeting.rmp.actions.filter((row) => row.sinceMeeting === meeting.convened.seq && isOpenAction(row));

/** @param meeting as worded now (`asWorded`), so that a yes to other words is not counted @param gates everything still to settle */
export const closeSteps = (meeting: Meeting, gates: readonly Gate[]): readonly CloseStep[] => {
	const { decisions, agenda, smb, phase } = meeting;
	const isOn = (code: string): boolean => agenda.items.some((item) => item.code === code);
	// What has a step of its own is not counted twice.
	const own: readonly string[] = ['LEVEL', 'OUTCOME', 'SMB_FEEDBACK'];
	const toSettle = openErrors(gates).filter(({ item }) => !own.includes(item));
	const notAccepted = actionsToReadBack(meeting).filter((row) => !isAccepted(row));
	const needsDate = !decisions.level || staysInMeetings(decisions.level.outcome);
	const step = (name: CloseStepName, done: boolean, to: string | null, left = 0): CloseStep => ({
		name,
		done,
		left,
		to
	});
	const settleAt = toSettle[0]?.href.startsWith('#') ? toSettle[0].href : null;
	return [
		step('SETTLE', toSettle.length === 0, settleAt, toSettle.length),
		...(isOn('ACTIONS') ? [step('READ_BACK', notAccepted.length === 0, '#item-ACTIONS', notAccepted.length)] : []),
		...(isOn('LEVEL')
			? [
					step('LEVEL', decisions.level !== null, '#LEVEL.decision'),
					step('NEXT_DATE', decisions.level !== null && (!needsDate || !!decisions.level.nextMeetingOn), '#LEVEL.next')
				]
			: []),
		...(isOn('OUTCOME') ? [step('OUTCOME', decisions.outcome !== null, '#OUTCOME.decision')] : []),
		...(isOn('SMB_FEEDBACK') ? [step('SMB', smb.length > 0, '#smb-add')] : []),
		step('END', phase !== 'LIVE', null),
		step('HAND_OVER', phase === 'WITH_CHAIR' || phase === 'LOCKED', null)
	];
};

/** Where a step is done, as a link that works without JavaScript too: the room with the steps in sight, or the page of what is missing. */
export const closeHref = (meetingId: string, { name, to }: CloseStep): string => {
	const place = to === null ? null : placeOf(to);
	if (!place) return `/meetings/${meetingId}/close#${name === 'SETTLE' ? 'stops' : 'end'}`;
	return `/meetings/${meetingId}/room?item=${place.item}&closing=on${to}`;
};

/** Which step comes after one (its index), the first that is not done; without one, the first of all; the last when all are done. */
export const stepAfter = (steps: readonly CloseStep[], at: number | null): number => {
	const next = steps.findIndex(({ done }, index) => !done && index > (at ?? -1));
	return next >= 0 ? next : steps.length - 1;
};
