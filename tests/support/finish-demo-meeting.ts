/** Plays the demonstration's second meeting, which runs when it is loaded, to its end: as the story tells it, by the commands. */

import type { DemoCase } from '#drizzle/demo-case.ts';
import { recordAttendance } from '#drizzle/demo-first-meeting.ts';
import { LEVELS_OF_HARM, toolsKnown } from '#drizzle/demo-items.ts';
import type { Stage } from '#drizzle/demo-stage.ts';
import { foldMeeting, type Meeting } from '#lib/meeting/meeting.ts';
import { gates } from '#lib/minutes/gates.ts';
import { riskField } from '#lib/rmp/rmp.ts';
import { readTexts } from '#server/application/freeze-meeting.ts';
import { readLog } from '#server/persistence/meeting-log.ts';

const CHAIR = 'P15';
const MINUTE_TAKER = 'P03';
const REMAINING = ['LICENCE_ORDERS', 'DISCLOSURE', 'MEDIA', 'ACTIONS', 'LEVEL', 'SMB_FEEDBACK'];

export const openGates = (stage: Stage, meetingId: string): Promise<readonly string[]> =>
	stage.within(async (tx) => {
		const meeting = foldMeeting(meetingId, await readLog(tx, meetingId)) as Meeting;
		const texts = await readTexts(tx, meetingId);
		return gates(meeting, { plan: texts.plan.fields, minutes: texts.minutes.fields })
			.filter(({ kind }) => kind === 'E')
			.map(({ id }) => id);
	});

export async function finishSecondMeeting(
	stage: Stage,
	story: DemoCase,
	meetingId: string,
	agencies: ReadonlyMap<string, string>
): Promise<void> {
	const on = story.meeting2.scheduledStart.slice(0, 10);
	stage.at(on, '10:50');
	await stage.does(MINUTE_TAKER, meetingId, 'confirm-attendee', { personId: stage.actor('P19').personId });
	const a7 = story.actions.find(({ num }) => num === 'A7');
	await stage.does(MINUTE_TAKER, meetingId, 'record-action-outcome', {
		...{ number: 'A7', status: a7?.statusAtM2, evidence: a7?.evidence ?? '', completedOn: null }
	});
	for (const { key, status, responseSoFar } of story.riskUpdates.slice(3)) {
		await stage.does(MINUTE_TAKER, meetingId, 'set-risk-values', { key, to: { status } });
		await stage.writes(MINUTE_TAKER, meetingId, 'plan', { [riskField(key, 'responseSoFar')]: responseSoFar });
	}
	await stage.writes(MINUTE_TAKER, meetingId, 'plan', { [riskField('R2', 'negativeIndicators')]: '- A second device' });
	const a12 = story.newActions.find(({ num }) => num === 'A12');
	await stage.does(MINUTE_TAKER, meetingId, 'set-action-values', { number: 'A12', to: { due: a12?.due } });
	await stage.writes(MINUTE_TAKER, meetingId, 'plan', { 'A12.completionEvidence': 'The decision in writing' });
	for (const key of ['R3', 'R5'])
		await stage.writes(MINUTE_TAKER, meetingId, 'plan', { [riskField(key, 'noActionReason')]: 'The plan holds' });
	await recordWhatIsOwed(stage, story, meetingId, agencies);
	for (const code of REMAINING) {
		await stage.does(CHAIR, meetingId, 'open-item', { code });
		await stage.writes(MINUTE_TAKER, meetingId, 'minutes', { [`${code}.notes`]: `What was said under ${code}.` });
		stage.pass(3);
	}
	await decideLevel(stage, story, meetingId);
	for (const row of story.attendance2) await recordAttendance(stage, meetingId, row, CHAIR);
	const noted = story.smbFeedback2.filter(({ theme }) => theme !== 'ACTION_NOT_COMPLETED');
	for (const { theme, agency, text } of noted)
		await stage.does(CHAIR, meetingId, 'note-smb-feedback', { theme, agencyId: agencies.get(agency) ?? null, text });
}

/** What the items of the second meeting still have to say. */
async function recordWhatIsOwed(
	stage: Stage,
	story: DemoCase,
	meetingId: string,
	agencies: ReadonlyMap<string, string>
): Promise<void> {
	const record = (item: string, to: object, row?: string) =>
		stage.does(MINUTE_TAKER, meetingId, 'record-item', { item, ...(row ? { row } : {}), to });
	await record('AGENCY_INFO', { heard: 'SPOKE' }, agencies.get('RSL'));
	await record('RISK', LEVELS_OF_HARM(story));
	await stage.writes(MINUTE_TAKER, meetingId, 'minutes', { 'RISK.protective': 'His brother and his treatment' });
	const on = story.meeting2.scheduledStart.slice(0, 10);
	for (const [row, values] of Object.entries(toolsKnown(story, on))) await record('RISK', values, row);
	await record('MEDIA', {
		...{ spokesperson: 'Police press office (role)', holdingLine: 'Police press office (role)', cppc: 'NO' }
	});
	await record('MEDIA', { kind: 'OUT_OF_HOURS', who: 'Duty inspector', how: 'Force control room' }, 'C1');
}

async function decideLevel(stage: Stage, story: DemoCase, meetingId: string): Promise<void> {
	const { criterion, rationale, exitCriteria, dissent, nextMeeting } = story.levelDecision2;
	await stage.does(CHAIR, meetingId, 'record-level-decision', {
		...{
			outcome: 'RETAIN_LEVEL',
			criteria: ['SENIOR_RESOURCES', 'PUBLIC_INTEREST'],
			criterion,
			rationale,
			exitCriteria
		},
		...{ dissent, nextMeetingOn: nextMeeting, mustAttend: 'Everybody invited today', filedBy: 'MAPPA co-ordinator' },
		meetingsAdd: 'Senior decisions on placement and a common line to the press'
	});
}
