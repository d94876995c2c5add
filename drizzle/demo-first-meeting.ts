/** Meeting 1 of the story: Level 2, initial, held eight weeks before the second, its minutes locked by the chair. */
import { actionField, riskField } from '#lib/rmp/rmp.ts';
import type { DemoCase, YamlAction, YamlAttendance, YamlRisk } from './demo-case.ts';
import { COMPLETION_EVIDENCE } from './demo-completion-evidence.ts';
import { firstMeetingItems, type RecordedItems, recordItem } from './demo-items.ts';
import { recordConditions } from './demo-licence.ts';
import { detailTexts, VICTIMS_OF } from './demo-plan-details.ts';
import type { Register } from './demo-register.ts';
import { tellOfVictims } from './demo-restricted.ts';
import { FIRST_RETURNS, sendReturns } from './demo-returns.ts';
import type { Stage } from './demo-stage.ts';

const CHAIR = 'P01';
const MINUTE_TAKER = 'P03';
/** Who wrote each risk's row. */
const WRITER: Readonly<Record<string, string>> = { R1: 'P04', R2: 'P07', R3: 'P05', R4: 'P06', R5: 'P13' };

const NOTES: Readonly<Record<string, string>> = {
	WELCOME:
		'The chair opened the meeting at 14:03 and asked everybody to introduce themselves. Purpose: agree the release plan and the level before release.',
	STATUS:
		'Category 1. Referred by probation for Level 2 because release, approved premises and device controls need several agencies to act before one date.',
	AGENCY_INFO:
		'Police: no new intelligence. Prison: report received early, clear and focused on risk. Education: no one attended and no report.',
	ACTIONS: 'The minute taker read back eight actions; each owner present accepted.',
	LEVEL: 'Three agencies must act before release. The co-ordinator files the record.'
};

/** @returns the meeting's id */
export async function playFirstMeeting(stage: Stage, story: DemoCase, register: Register): Promise<string> {
	const [on = '', start = ''] = story.meeting.scheduledStart.split('T');
	stage.at(story.meeting.invitationsSent, '10:00');
	const meetingId = await stage.area('P02', 'convene-meeting', {
		caseId: register.caseId,
		type: 'INITIAL',
		level: 2,
		scheduledDate: on,
		scheduledTime: start,
		plannedMinutes: 75,
		venue: story.meeting.venue,
		objective: story.meeting.objective,
		chairId: stage.actor(CHAIR).personId,
		minuteTakerId: stage.actor(MINUTE_TAKER).personId,
		extraordinary: false,
		invitees: story.attendance.map(({ person, capacity }) => ({
			personId: stage.actor(person).personId,
			capacity,
			request: `What your agency knows of ${story.case.ref}, and what it can do before release`
		}))
	});

	await answer(stage, meetingId, story.meeting.invitationsSent, story.attendance);
	await sendReturns(stage, meetingId, story.meeting.invitationsSent, register, FIRST_RETURNS);

	stage.at(on, '13:50');
	const late = story.attendance.filter(({ minutesLate }) => minutesLate).map(({ person }) => person);
	const came = story.attendance.filter(({ status }) => status.startsWith('ATTENDED')).map(({ person }) => person);
	const inTime = came.filter((person) => !late.includes(person));
	await letIn(stage, meetingId, MINUTE_TAKER, inTime);
	for (const person of inTime) await stage.connects(person, meetingId);
	stage.at(on, '14:03');
	await stage.does(CHAIR, meetingId, 'start-meeting');
	await stage.does(CHAIR, meetingId, 'present-statement', { manner: 'READ_ALOUD' });
	await stage.does(CHAIR, meetingId, 'decide-participation', { choice: 'MET', reason: '' });
	await playAgenda(stage, meetingId, on, story, register, late);

	for (const row of story.attendance) await recordAttendance(stage, meetingId, row);
	await stage.does('P09', meetingId, 'record-dissent', { item: 'LEVEL', text: story.levelDecision.dissent });
	for (const { theme, agency, text } of story.smbFeedback)
		await stage.does(CHAIR, meetingId, 'note-smb-feedback', {
			theme,
			agencyId: register.agencies.get(agency) ?? null,
			text
		});
	stage.at(on, '15:12');
	await stage.does(CHAIR, meetingId, 'end-meeting');
	stage.at(addToDay(on, 6), '16:00');
	await stage.does(MINUTE_TAKER, meetingId, 'submit-minutes');
	stage.at(addToDay(on, 13), '09:30');
	await stage.does(CHAIR, meetingId, 'lock-minutes', { password: 'not asked in the story' });
	return meetingId;
}

const addToDay = (date: string, days: number): string =>
	new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** Whoever is asked answers the same day, except those who neither came nor said a word. */
export async function answer(
	stage: Stage,
	meetingId: string,
	on: string,
	people: readonly Pick<YamlAttendance, 'person' | 'status' | 'nonAttendanceReason'>[]
): Promise<void> {
	stage.at(on, '16:30');
	for (const { person, status, nonAttendanceReason = 'OTHER' } of people) {
		if (status === 'NO_APOLOGY_NO_REPORT') continue;
		const isComing = status !== 'APOLOGIES_REPORT_RECEIVED';
		const answered = isComing ? { response: 'ACCEPTED' } : { response: 'DECLINED', reason: nonAttendanceReason };
		await stage.does(person, meetingId, 'answer-invitation', answered);
	}
}

/** Statement accepted, then confirmed by the minute taker; the two who run the record are let in by accepting. */
export async function letIn(
	stage: Stage,
	meetingId: string,
	recorder: string,
	people: readonly string[]
): Promise<void> {
	for (const person of people) {
		await stage.does(person, meetingId, 'accept-statement', { version: 1, language: 'en' });
		const { personId } = stage.actor(person);
		await stage.does(recorder, meetingId, 'confirm-attendee', { personId });
	}
}

/** @param late people who come at 14:18, when the agencies' information begins */
async function playAgenda(
	stage: Stage,
	meetingId: string,
	on: string,
	story: DemoCase,
	register: Register,
	late: readonly string[]
): Promise<void> {
	const recorded: Readonly<Record<string, RecordedItems[keyof RecordedItems]>> = firstMeetingItems(story, on);
	const minutes: Readonly<Record<string, number>> = { RISK: 6, RMP: 14, AGENCY_INFO: 8, VICTIMS: 5, DISCLOSURE: 5 };
	const items = [
		...['CONFIDENTIALITY', 'STATUS', 'PERSON', 'VICTIMS', 'SUMMARY', 'AGENCY_INFO', 'ENGAGEMENT', 'EQUALITY_HRA'],
		...['SAFEGUARDING', 'RISK', 'RMP', 'LICENCE_ORDERS', 'DISCLOSURE', 'MEDIA', 'ACTIONS', 'LEVEL', 'SMB_FEEDBACK']
	];
	stage.at(on, '14:05');
	await stage.writes(MINUTE_TAKER, meetingId, 'minutes', { 'WELCOME.notes': NOTES.WELCOME ?? '' });
	for (const code of items) {
		if (code === 'AGENCY_INFO') {
			await letIn(stage, meetingId, MINUTE_TAKER, late);
			for (const person of late) await stage.connects(person, meetingId);
		}
		await stage.does(CHAIR, meetingId, 'open-item', { code });
		if (code === 'RMP') {
			for (const risk of story.riskManagementPlan.risks) await writeRisk(stage, meetingId, risk);
			for (const action of story.actions) await writeAction(stage, meetingId, action);
		}
		await recordItem(stage, meetingId, register, code, recorded[code]);
		if (code === 'VICTIMS') await tellOfVictims(stage, meetingId);
		if (code === 'DISCLOSURE') await decideDisclosure(stage, meetingId, story);
		if (code === 'LEVEL') await decideLevel(stage, meetingId, story);
		if (code === 'LICENCE_ORDERS') await recordConditions(stage, meetingId, story);
		const notes = NOTES[code];
		if (notes) await stage.writes(MINUTE_TAKER, meetingId, 'minutes', { [`${code}.notes`]: notes });
		stage.pass(minutes[code] ?? 2);
	}
}

export async function writeRisk(stage: Stage, meetingId: string, risk: YamlRisk): Promise<void> {
	const writer = WRITER[risk.key] ?? MINUTE_TAKER;
	await stage.does(writer, meetingId, 'add-risk');
	const { pillar, orientation, controlType } = risk;
	const victims = VICTIMS_OF[risk.key] ?? [];
	const to = { pillar, orientation, controlType, ...(victims.length > 0 ? { victims } : {}) };
	await stage.does(writer, meetingId, 'set-risk-values', { key: risk.key, to });
	const lines = (entries: readonly string[]) => entries.map((entry) => `- ${entry}`).join('\n');
	await stage.writes(writer, meetingId, 'plan', {
		[riskField(risk.key, 'title')]: risk.title,
		[riskField(risk.key, 'risk')]: risk.risk,
		[riskField(risk.key, 'evidence')]: risk.evidence,
		[riskField(risk.key, 'responseSoFar')]: risk.responseSoFar,
		[riskField(risk.key, 'contingency')]: risk.contingency,
		[riskField(risk.key, 'positiveIndicators')]: lines(risk.positiveIndicators),
		[riskField(risk.key, 'negativeIndicators')]: lines(risk.negativeIndicators),
		...detailTexts(risk.key),
		...(risk.leastRestrictiveReason
			? { [riskField(risk.key, 'leastRestrictiveReason')]: risk.leastRestrictiveReason }
			: {})
	});
}

/** @param due false leaves the deadline open, for the meeting to settle */
export async function writeAction(stage: Stage, meetingId: string, action: YamlAction, due = true): Promise<void> {
	await stage.does(MINUTE_TAKER, meetingId, 'add-action', { riskKeys: action.risks });
	const { pillar, orientation } = action;
	await stage.does(MINUTE_TAKER, meetingId, 'set-action-values', {
		number: action.num,
		to: {
			...{ ownerId: stage.actor(action.person).personId, pillar, orientation },
			...(due ? { due: action.due } : {}),
			...(VICTIMS_OF[action.num] ? { victims: VICTIMS_OF[action.num] } : {})
		}
	});
	await stage.writes(MINUTE_TAKER, meetingId, 'plan', {
		[actionField(action.num, 'text')]: action.text,
		[actionField(action.num, 'completionEvidence')]: COMPLETION_EVIDENCE[action.num] ?? ''
	});
}

/** One row of the register, as the story tells it. */
export async function recordAttendance(
	stage: Stage,
	meetingId: string,
	row: YamlAttendance,
	chair = CHAIR
): Promise<void> {
	const { personId } = stage.actor(row.person);
	await stage.does(MINUTE_TAKER, meetingId, 'record-attendance', {
		personId,
		status: row.status,
		mode: row.mode ?? null,
		minutesLate: row.minutesLate ?? null,
		seniorityMet: row.seniorityMet ?? null,
		canCommitResources: row.seniorityMet ?? null,
		reportReceivedOn: row.reportReceivedAt ?? null,
		reportAdequate: row.reportAdequate ?? null,
		reason: row.nonAttendanceReason ?? null,
		note: row.note ?? ''
	});
	if (row.contribution)
		await stage.does(chair, meetingId, 'judge-contribution', {
			personId,
			contribution: row.contribution,
			comment: row.contribution === 'FULL' ? '' : (row.note ?? '')
		});
	if (row.chairFinding)
		await stage.does(chair, meetingId, 'record-finding', { personId, finding: row.chairFinding, note: row.note ?? '' });
}

async function decideDisclosure(stage: Stage, meetingId: string, { disclosure: [decision] }: DemoCase): Promise<void> {
	if (!decision) return;
	await stage.does(CHAIR, meetingId, 'record-disclosure-decision', {
		outcome: 'DO_NOT_DISCLOSE',
		s327aApplies: true,
		presumptionApplies: false,
		reasons: decision.reasons,
		reconsiderTriggers: decision.reconsiderTriggers.join('; '),
		reviewAt: decision.reviewAt ?? '',
		alternativesConsidered: decision.alternativesConsidered,
		risksToSubject: 'None from this decision; hostility if his category became known at the approved premises',
		supportForRecipient: 'Nobody is told now',
		subjectInformed: 'Yes, by the case manager, with the reasons'
	});
}

async function decideLevel(stage: Stage, meetingId: string, { levelDecision }: DemoCase): Promise<void> {
	const { criterion, rationale, exitCriteria, dissent, nextMeeting } = levelDecision;
	await stage.does(CHAIR, meetingId, 'record-level-decision', {
		outcome: 'RETAIN_LEVEL',
		criteria: ['HIGH_RISK'],
		criterion,
		meetingsAdd: 'Police, probation, children’s services and housing settle release, address and devices at one table',
		dissent,
		rationale,
		exitCriteria,
		nextMeetingOn: nextMeeting,
		mustAttend: 'Everybody invited today; education must be represented',
		filedBy: 'MAPPA co-ordinator'
	});
}
