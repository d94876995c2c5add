/** Brings a running meeting to the point where its minutes can be locked, by the forms of the two who keep the record. */
import { type ItemCode, standingAgenda } from '#lib/agenda/agenda.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import type { Role } from './cast.ts';
import { personIdOf } from './fresh-meeting.ts';
import type { Journey } from './journey.ts';
import { postForm } from './signed-in.ts';

const SAID_ELSEWHERE: readonly ItemCode[] = ['WELCOME', 'CONFIDENTIALITY', 'STATUS', 'MINUTES_PREV', 'ACTIONS_PREV'];
const DECIDED: readonly ItemCode[] = ['DISCLOSURE', 'LEVEL', 'SMB_FEEDBACK'];

/** The next meeting's day: a working day inside the normal interval of Level 2. */
export const nextMeetingDay = (): string => addWorkingDays(londonDate(new Date().toISOString()), 45);

/**
 * Everything: attendance, participation, statement, decisions, and a reason for every other item.
 * @param left items that the journey settles itself
 */
export async function settleEverythingElse(
	{ as }: Journey,
	meetingId: string,
	seated: readonly Role[],
	left: readonly ItemCode[] = []
): Promise<void> {
	const chair = await as('chair');
	const room = (command: string, fields: Record<string, string>) =>
		postForm(chair, `/meetings/${meetingId}/room?/${command}`, fields);
	const register = (command: string, fields: Record<string, string>) =>
		postForm(chair, `/meetings/${meetingId}/register?/${command}`, fields);
	for (const role of seated) {
		const personId = await personIdOf({ as }, role, meetingId);
		await register('record-attendance', { personId, form: personId, status: 'ATTENDED', mode: 'IN_PERSON' });
	}
	await room('decide-participation', { choice: 'PROCEED', reason: 'Probation sent its information and agrees' });
	await room('present-statement', { manner: 'READ_ALOUD' });
	for (const { code } of standingAgenda('INITIAL', 2).items)
		if (![...SAID_ELSEWHERE, ...DECIDED, ...left].includes(code))
			await room('skip-item', { code, form: code, reason: 'Nothing has changed since the referral' });
	if (!left.includes('DISCLOSURE'))
		await room('record-disclosure-decision', {
			outcome: 'DO_NOT_DISCLOSE',
			form: 'new',
			reasons: 'Nobody outside the agencies needs to know to be safe',
			reconsiderTriggers: 'A new partner, or work near the harbour',
			reviewAt: nextMeetingDay()
		});
	await room('record-level-decision', {
		outcome: 'RETAIN_LEVEL',
		criterion: 'The risk needs the active work of several agencies',
		criteria: 'HIGH_RISK',
		meetingsAdd: 'They bring the agencies to one table',
		dissent: 'Nobody',
		rationale: 'Level 1 could not bring housing and police together',
		exitCriteria: 'Twelve weeks without a call-out',
		nextMeetingOn: nextMeetingDay()
	});
	await room('note-smb-feedback', { theme: 'NOTHING_TO_REPORT', form: 'nothing', agencyId: '', text: '' });
}

/** The chair ends the meeting: from here the agencies only read. */
export async function endMeeting({ as }: Journey, meetingId: string): Promise<void> {
	await postForm(await as('chair'), `/meetings/${meetingId}/close?/end-meeting`, {});
}
