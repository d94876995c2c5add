/**
 * Meeting 2 of the story: Level 3, extraordinary, called at short notice after a phone was found. It is running: started
 * three quarters of an hour before the demonstration was loaded, now at the Risk Management Plan, with things still to settle.
 */
import { riskField } from '#lib/rmp/rmp.ts';
import { londonDate, londonTime } from '#lib/time.ts';
import type { DemoCase } from './demo-case.ts';
import { answer, letIn, writeAction } from './demo-first-meeting.ts';
import { type RecordedItems, recordItem, secondMeetingItems } from './demo-items.ts';
import { markIndicators } from './demo-plan-details.ts';
import type { Register } from './demo-register.ts';
import { tellWhoTheParentIs } from './demo-restricted.ts';
import { SECOND_RETURNS, sendReturns } from './demo-returns.ts';
import { putForward } from './demo-second-decisions.ts';
import type { Stage } from './demo-stage.ts';

const CHAIR = 'P15';
const MINUTE_TAKER = 'P03';
const IN_THE_ROOM = ['P15', 'P03', 'P02', 'P16', 'P04', 'P05', 'P06', 'P07', 'P17', 'P12', 'P20'];
/** Accepted the statement, waits to be confirmed. */
const WAITING = 'P19';
/** Long enough for everything below to have happened already. */
const RUNNING_FOR_MINUTES = 45;
const FIVE_MINUTES_MS = 300_000;

const REQUEST: Readonly<Record<string, string>> = {
	POL: 'What the phone shows so far, and the media position',
	PRB: 'Response to supervision since release, and the case for or against recall',
	CSC: 'What is known of the two children, and whether a strategy discussion is needed',
	HSG: 'A decision on a move-on placement: please send somebody who can commit one',
	RSL: 'Whether a tenancy is possible, and on what conditions',
	NHS: 'Engagement with the mental health and alcohol review',
	EMS: 'Zone and tag alerts since release',
	ICB: 'Any safeguarding concern from health services',
	MPU: 'To run the meeting and keep its record'
};
const NOTES: Readonly<Record<string, string>> = {
	WELCOME:
		'The chair opened the meeting and said why it was called at short notice: an undeclared phone was found in a room search at the approved premises.',
	STATUS:
		'Category 1. Moved from Level 2 to Level 3 by the co-ordinator between meetings, on a police referral: contact with a parent, media enquiry, senior decisions needed.',
	PERSON: 'On licence since release.',
	AGENCY_INFO:
		'Police: first reading of the phone done, full examination under way. Probation: no missed appointments. Health: seen, medication unchanged. Electronic monitoring: written report, no zone alerts.',
	RISK: 'High to children and now imminent: contact with a parent has begun and was not declared.'
};
/** Minutes spent on each item before the plan, in the order taken. */
const AGENDA: readonly (readonly [code: string, minutes: number])[] = [
	['CONFIDENTIALITY', 1],
	['STATUS', 2],
	['MINUTES_PREV', 1],
	['ACTIONS_PREV', 7],
	['PERSON', 2],
	['VICTIMS', 4],
	['SUMMARY', 5],
	['AGENCY_INFO', 7],
	['ENGAGEMENT', 2],
	['EQUALITY_HRA', 2],
	['SAFEGUARDING', 2],
	['RISK', 3]
];

/** @returns the meeting's id */
export async function playSecondMeeting(stage: Stage, story: DemoCase, register: Register, now: Date): Promise<string> {
	const starts = new Date(Math.floor(now.getTime() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS - RUNNING_FOR_MINUTES * 60_000);
	// The story's second meeting is on a Thursday; the demonstration's is today, whatever the weekday.
	stage.at(story.meeting2.invitationsSent, '15:00');
	const invited = [
		...story.attendance2.map(({ person, capacity }) => ({ person, capacity })),
		{ person: 'P18', capacity: 'CORE' }
	];
	const meetingId = await stage.area('P02', 'convene-meeting', {
		caseId: register.caseId,
		type: 'REVIEW',
		level: 3,
		scheduledDate: londonDate(starts.toISOString()),
		scheduledTime: londonTime(starts.toISOString()),
		plannedMinutes: 90,
		venue: story.meeting2.venue,
		objective: story.meeting2.objective,
		chairId: stage.actor(CHAIR).personId,
		minuteTakerId: stage.actor(MINUTE_TAKER).personId,
		extraordinary: true,
		noticeReason: 'A phone that was not declared was found, and it cannot wait for the planned review',
		// The deputy comes in by being named, not by being invited.
		invitees: invited
			.filter(({ person }) => person !== 'P12')
			.map(({ person, capacity }) => {
				const { personId, agencyCode } = stage.actor(person);
				return { personId, capacity, request: REQUEST[agencyCode] ?? 'What your agency knows and can do' };
			})
	});
	const standIn = { personId: stage.actor('P18').personId, substituteId: stage.actor('P12').personId };
	await stage.does('P18', meetingId, 'nominate-substitute', standIn);
	await stage.does('P03', meetingId, 'approve-substitute', standIn);

	await answer(stage, meetingId, story.meeting2.invitationsSent, story.attendance2);
	await sendReturns(stage, meetingId, story.meeting2.invitationsSent, register, SECOND_RETURNS);

	stage.setClock(new Date(starts.getTime() - 8 * 60_000));
	await letIn(stage, meetingId, MINUTE_TAKER, IN_THE_ROOM);
	for (const person of IN_THE_ROOM) await stage.connects(person, meetingId);
	stage.setClock(starts);
	await stage.does(CHAIR, meetingId, 'start-meeting');
	await stage.does(CHAIR, meetingId, 'present-statement', { manner: 'DISPLAYED' });
	await stage.does(CHAIR, meetingId, 'decide-participation', { choice: 'MET', reason: '' });
	await stage.writes(MINUTE_TAKER, meetingId, 'minutes', { 'WELCOME.notes': NOTES.WELCOME ?? '' });
	stage.pass(2);
	const on = londonDate(starts.toISOString());
	const recorded: Readonly<Record<string, RecordedItems[keyof RecordedItems]>> = secondMeetingItems(on);
	for (const [code, minutes] of AGENDA) {
		await stage.does(CHAIR, meetingId, 'open-item', { code });
		await recordItem(stage, meetingId, register, code, recorded[code]);
		if (code === 'MINUTES_PREV')
			await stage.does(CHAIR, meetingId, 'check-previous-minutes', { outcome: 'AGREED', correction: '' });
		if (code === 'ACTIONS_PREV') await recordOutcomes(stage, meetingId, story);
		if (code === 'SAFEGUARDING') await tellWhoTheParentIs(stage, meetingId);
		const notes = NOTES[code];
		if (notes) await stage.writes(MINUTE_TAKER, meetingId, 'minutes', { [`${code}.notes`]: notes });
		stage.pass(minutes);
	}
	await stage.does(CHAIR, meetingId, 'open-item', { code: 'RMP' });
	await reviewPlan(stage, meetingId, story);
	await markIndicators(stage, meetingId, now);
	await stage.does(WAITING, meetingId, 'accept-statement', { version: 1, language: 'en' });
	await stage.does('P20', meetingId, 'raise-hand');
	await noteForSmb(stage, meetingId, story, register);
	await recordItem(stage, meetingId, register, 'MEDIA', recorded.MEDIA);
	await putForward(stage, meetingId, story);
	return meetingId;
}

/** Every action but A7, which the room still has to settle. The chair verifies what is completed. */
async function recordOutcomes(stage: Stage, meetingId: string, story: DemoCase): Promise<void> {
	for (const { num, statusAtM2, evidence, completedOn } of story.actions) {
		if (num === 'A7' || !statusAtM2) continue;
		await stage.does(MINUTE_TAKER, meetingId, 'record-action-outcome', {
			number: num,
			status: statusAtM2,
			evidence: evidence ?? '',
			completedOn: completedOn ?? null
		});
	}
	const completed = story.actions.filter(({ statusAtM2 }) => statusAtM2 === 'COMPLETED');
	await stage.does(CHAIR, meetingId, 'verify-actions', { numbers: completed.map(({ num }) => num) });
}

/** Three risks are reviewed, two are still to come; three new actions are complete, the fourth has no deadline yet. */
async function reviewPlan(stage: Stage, meetingId: string, story: DemoCase): Promise<void> {
	const writers: Readonly<Record<string, string>> = { R1: 'P04', R2: 'P07', R3: 'P05' };
	for (const { key, status, responseSoFar, contingency } of story.riskUpdates) {
		const writer = writers[key];
		if (!writer) continue;
		await stage.does(writer, meetingId, 'set-risk-values', { key, to: { status } });
		await stage.writes(writer, meetingId, 'plan', {
			[riskField(key, 'responseSoFar')]: responseSoFar,
			...(contingency ? { [riskField(key, 'contingency')]: contingency } : {})
		});
		stage.pass(1);
	}
	for (const action of story.newActions) await writeAction(stage, meetingId, action, action.num !== 'A12');
	stage.pass(1);
	// In the middle of it: one is writing afresh what had come true, the other has only begun the sentence.
	await stage.writes('P07', meetingId, 'plan', { [riskField('R2', 'negativeIndicators')]: '' });
	await stage.writes('P06', meetingId, 'plan', { [riskField('R4', 'responseSoFar')]: 'AP stable; move-on refused' });
}

async function noteForSmb(stage: Stage, meetingId: string, story: DemoCase, { agencies }: Register): Promise<void> {
	const feedback = story.smbFeedback2.find(({ theme }) => theme === 'ACTION_NOT_COMPLETED');
	if (!feedback) return;
	const { theme, agency, text } = feedback;
	await stage.does(CHAIR, meetingId, 'note-smb-feedback', { theme, agencyId: agencies.get(agency) ?? null, text });
}
