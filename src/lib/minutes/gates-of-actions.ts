/** What the actions still lack (domain.md 8.3, V16-V19). */

import { takesPart } from '../attendance/participation.ts';
import { seatList } from '../attendance/seats.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { isAccepted } from '../rmp/acceptance.ts';
import { type Action, actionField, needsVerifying } from '../rmp/rmp.ts';
import { dueProblem, vagueWords } from '../rmp/smart.ts';
import { type Finder, type Found, found } from './gate.ts';

const at = (id: string, { number }: Action, message: string, part: string): Found =>
	found(id, 'ACTIONS', `${number}: ${message}`, `#${number}.${part}`);

/** V16 */
export const actionsIncomplete: Finder = ({ actions, risks, planText }) => {
	const keys = new Set(risks.map((row) => row.key));
	return actions.flatMap((row) => {
		const { number } = row;
		const missing: Found[] = [];
		if (planText(actionField(number, 'text')) === '')
			missing.push(at(`V16:${number}:text`, row, 'write what is to be done', 'text'));
		if (row.owner === null) missing.push(at(`V16:${number}:owner`, row, 'choose one owner', 'owner'));
		if (!row.riskKeys.some((key) => keys.has(key)))
			missing.push(at(`V16:${number}:risk`, row, 'choose the risk it is for', 'riskKeys'));
		if (row.due === null && row.standing === null)
			missing.push(at(`V16:${number}:due`, row, 'give a deadline or a standing check', 'due'));
		return missing;
	});
};

/** V17. A date carried over from the last meeting was checked then, and may have passed. */
export const actionsToQuestion: Finder = ({ meeting, actions, planText }) => {
	const dates = { meetingOn: meetingOn(meeting), nextMeetingOn: meeting.decisions.level?.nextMeetingOn || null };
	return actions
		.filter((row) => row.sinceMeeting === meeting.convened.seq)
		.flatMap((row) => {
			const { number } = row;
			const odd = row.due === null ? null : dueProblem(row.due, dates);
			return [
				...(odd ? [at(`V17:${number}:due`, row, odd, 'due')] : []),
				...vagueWords(planText(actionField(number, 'text')), row).map(({ id, message }) =>
					at(`V17:${number}:${id}`, row, message, 'text')
				)
			];
		});
};

/** V18 */
export const ownersNotThere: Finder = ({ meeting, actions }) => {
	const here = new Set(
		seatList(meeting.attendance)
			.filter(takesPart)
			.map((seat) => seat.person.agencyId)
	);
	return actions.flatMap((row) => {
		const { owner } = row;
		if (!owner || here.has(owner.agencyId) || row.ownerAccepted || isAccepted(row)) return [];
		const message = `${owner.agencyName} is not taking part. Record that they accept, or choose another owner`;
		return [at(`V18:${row.number}`, row, message, 'ownerAccepted')];
	});
};

/** V19: an outcome for each, and the chair has verified what is recorded as completed. */
export const actionsWithoutOutcome: Finder = ({ meeting }) =>
	meeting.rmp.actions
		.filter((row) => !row.removed && row.sinceMeeting < meeting.convened.seq)
		.flatMap((row) => {
			const { number } = row;
			if (row.outcome === null)
				return [found(`V19:${number}`, 'ACTIONS_PREV', `${number}: record what became of it`, `#${number}.outcome`)];
			return needsVerifying(row)
				? [found(`V19:${number}:verify`, 'ACTIONS_PREV', `${number}: the chair verifies it`, `#${number}.outcome`)]
				: [];
		});
