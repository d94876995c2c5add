/** One meeting of the year, from the invitations to the minutes that went out. Every command of it is the product's own. */
import { randomUUID } from 'node:crypto';
import { presenceNote } from '#drizzle/schema.ts';
import { quarterKey, quarterOf } from '#lib/smb/quarter.ts';
import { addDays, addWorkingDays, daysBetween } from '#lib/time.ts';
import type { Tx } from '#server/persistence/database.ts';
import type { Stage } from '../demo-stage.ts';
import { type SeededChance, seededChance } from '../seeded-chance.ts';
import { type Batch, openBatch } from './batch.ts';
import type { YearCase, YearMeeting, YearPlan } from './plan-year.ts';
import { seatsOf, type YearSeat } from './year-attendance.ts';
import { playDecisions } from './year-decisions.ts';
import { recordItems } from './year-items.ts';
import { CASE_MANAGERS, CHAIR, COORDINATOR, MINUTE_TAKER } from './year-people.ts';
import { playPlan, recordOutcomes } from './year-risks.ts';
import { NOTES } from './year-words.ts';

type YearPlay = {
	readonly stage: Stage;
	readonly tx: Tx;
	readonly plan: YearPlan;
	readonly of: YearCase;
	readonly caseId: string;
	readonly meeting: YearMeeting;
	/** of the same case; null = this is the first */
	readonly before: YearMeeting | null;
};
/** What the parts of a meeting share while it is played. */
export type Playing = YearPlay & {
	readonly batch: Batch;
	readonly chance: SeededChance;
	readonly seats: readonly YearSeat[];
	readonly chair: string;
	readonly manager: string;
	/** words by field, written once at the end */
	readonly texts: { readonly plan: Record<string, string>; readonly minutes: Record<string, string> };
};

/** The days after a meeting on which its minutes are made final and go out. */
export function daysAfter({ on, level, seed }: YearMeeting, to: string): { locked: string; out: string } {
	const chance = seededChance(seed + 1);
	const days = (level === 3 ? 5 : 10) + (chance.in(6) ? chance.between(1, 5) : -chance.between(0, level === 3 ? 1 : 3));
	const wanted = addWorkingDays(on, days);
	const out = wanted > to ? addWorkingDays(on, level === 3 ? 5 : 10) : wanted;
	return { locked: addWorkingDays(out, -1), out };
}

/** @returns the meeting's id */
export async function playYearMeeting(play: YearPlay): Promise<string> {
	const { stage, tx, meeting, plan } = play;
	const chance = seededChance(meeting.seed);
	const seats = seatsOf(chance, meeting.level, quarterIndex(plan, meeting.on));
	const manager = CASE_MANAGERS[play.of.manager];
	const chair = CHAIR[meeting.level];
	const meetingId = await convene(play, chance, seats, manager);
	const batch = await openBatch(stage, tx, meetingId);
	const playing: Playing = { ...play, batch, chance, seats, chair, manager, texts: { plan: {}, minutes: {} } };
	answer(playing);
	const came = seats.flatMap(({ status, person, deputy }) =>
		deputy !== null ? [deputy] : status.startsWith('ATTENDED') ? [person] : []
	);
	stage.at(meeting.on, '09:50');
	for (const code of [chair, MINUTE_TAKER, manager, ...came]) {
		batch.does(code, 'accept-statement', { version: 1, language: 'en' });
		if (code !== chair && code !== MINUTE_TAKER)
			batch.does(MINUTE_TAKER, 'confirm-attendee', { personId: stage.actor(code).personId });
	}
	stage.at(meeting.on, '10:00');
	// One in five begins late.
	stage.pass(chance.in(5) ? chance.between(6, 15) : chance.between(0, 4));
	const began = stage.now();
	batch.does(chair, 'start-meeting');
	batch.does(chair, 'present-statement', { manner: 'READ_ALOUD' });
	batch.does(chair, 'decide-participation', { choice: 'MET', reason: '' });
	playAgenda(playing);
	recordAttendance(playing);
	batch.does(chair, 'end-meeting');
	const ended = stage.now();
	const { locked, out } = daysAfter(meeting, plan.to);
	// Whoever was there has read the draft, or had the days to.
	stage.at(addWorkingDays(locked, meeting.level === 3 ? -3 : -4), '16:00');
	batch.does(MINUTE_TAKER, 'submit-minutes');
	await batch.store();
	await notePresence(play, meetingId, [chair, MINUTE_TAKER, manager, ...came], began, ended);
	stage.setClock(ended);
	await stage.writes(MINUTE_TAKER, meetingId, 'plan', playing.texts.plan);
	await stage.writes(MINUTE_TAKER, meetingId, 'minutes', playing.texts.minutes);
	stage.at(locked, '09:30');
	await stage.does(chair, meetingId, 'lock-minutes', { password: 'not asked in the year' });
	stage.at(out, '15:20');
	await stage.area(COORDINATOR, 'distribute-minutes', { meetingId, distributedOn: out });
	return meetingId;
}

const quarterIndex = ({ quarters }: YearPlan, on: string): number =>
	quarters.findIndex((one) => quarterKey(one) === quarterKey(quarterOf(on)));

async function convene(
	{ stage, plan, of, caseId, meeting, before }: YearPlay,
	chance: SeededChance,
	seats: readonly YearSeat[],
	manager: string
): Promise<string> {
	const { on, level, seq, shortNotice } = meeting;
	const wanted = addWorkingDays(on, shortNotice ? -4 : -13);
	const earliest = before ? daysAfter(before, plan.to).out : of.decidedOn;
	const called = wanted > earliest ? wanted : earliest;
	stage.at(called, '15:00');
	const isLate = before
		? daysBetween(before.on, on) > (before.level === 3 ? 42 : 84)
		: on > addWorkingDays(of.decidedOn, 20);
	return stage.area(COORDINATOR, 'convene-meeting', {
		...{ caseId, level, type: seq === 1 ? 'INITIAL' : 'REVIEW', scheduledDate: on, scheduledTime: '10:00' },
		...{ plannedMinutes: level === 3 ? 90 : 60, venue: chance.in(3) ? 'Tidewell House, room 2' : 'By browser' },
		objective: seq === 1 ? 'Agree the first plan and the level' : 'Review the plan and the level',
		...{ chairId: stage.actor(CHAIR[level]).personId, minuteTakerId: stage.actor(MINUTE_TAKER).personId },
		extraordinary: shortNotice && level === 3,
		noticeReason: called > addWorkingDays(on, -10) ? 'A new arrest could not wait for the next date' : '',
		lateReason: isLate ? 'No date was found on which police and probation could both come' : '',
		invitees: [
			{
				personId: stage.actor(manager).personId,
				capacity: 'CORE',
				request: 'Your account of the case since the last meeting'
			},
			...seats.map(({ person }) => ({
				...{ personId: stage.actor(person).personId, capacity: 'CORE' },
				request: `What your agency knows of ${of.ref}, and what it can do`
			}))
		]
	});
}

/** Those who come say so, those who apologise say why; a deputy is named by the unit. */
function answer({ stage, batch, seats, manager }: Playing): void {
	batch.does(manager, 'answer-invitation', { response: 'ACCEPTED' });
	for (const { status, person, deputy, reason } of seats) {
		const personId = stage.actor(person).personId;
		if (deputy !== null) {
			const substituteId = stage.actor(deputy).personId;
			batch.does(COORDINATOR, 'name-substitute', { personId, substituteId });
		} else if (status.startsWith('ATTENDED')) batch.does(person, 'answer-invitation', { response: 'ACCEPTED' });
		else if (status.startsWith('APOLOGIES')) batch.does(person, 'answer-invitation', { response: 'DECLINED', reason });
	}
}

function playAgenda(playing: Playing): void {
	const { stage, batch, chance, chair, texts } = playing;
	for (const { code, mandatory, plannedMinutes } of batch.meeting().agenda.items) {
		const mayPass = !mandatory && (code === 'MEDIA' || code === 'LICENCE_ORDERS') && !chance.in(3);
		if (mayPass || (code === 'LICENCE_ORDERS' && !mandatory)) {
			batch.does(chair, 'skip-item', { code, reason: 'Nothing to say under it today' });
			continue;
		}
		if (code !== batch.meeting().agenda.current) batch.does(chair, 'open-item', { code });
		const notes = NOTES[code];
		if (notes && (code !== 'AGENCY_INFO' || chance.in(2))) texts.minutes[`${code}.notes`] = chance.pick(notes);
		if (code === 'MINUTES_PREV') batch.does(chair, 'check-previous-minutes', { outcome: 'AGREED', correction: '' });
		if (code === 'ACTIONS_PREV') recordOutcomes(playing);
		recordItems(playing, code);
		if (code === 'RMP') playPlan(playing);
		playDecisions(playing, code);
		stage.pass(Math.max(1, Math.round((plannedMinutes * chance.between(60, 140)) / 100)));
	}
}

function recordAttendance(playing: Playing): void {
	const { stage, batch, chance, seats, chair, manager, meeting } = playing;
	const mode = () => chance.pick(['IN_PERSON', 'REMOTE_BROWSER', 'REMOTE_BROWSER'] as const);
	const record = (code: string, more: object) =>
		batch.does(MINUTE_TAKER, 'record-attendance', {
			...{
				personId: stage.actor(code).personId,
				status: 'ATTENDED',
				mode: mode(),
				minutesLate: null,
				seniorityMet: true
			},
			...{ canCommitResources: true, reportReceivedOn: null, reportAdequate: null, reason: null, note: '', ...more }
		});
	for (const code of [chair, MINUTE_TAKER, manager]) record(code, {});
	for (const { person, deputy, status, contribution, finding, ...rest } of seats) {
		const code = deputy ?? person;
		const personId = stage.actor(code).personId;
		const isThere = contribution !== null;
		const { minutesLate, seniorityMet, reportAdequate, reason } = rest;
		record(code, {
			...{ status, mode: isThere ? mode() : null, minutesLate, seniorityMet, canCommitResources: seniorityMet, reason },
			...{ reportAdequate, reportReceivedOn: reportAdequate === null ? null : addDays(meeting.on, -1) }
		});
		if (contribution)
			batch.does(chair, 'judge-contribution', {
				...{ personId, contribution },
				comment: contribution === 'FULL' ? '' : 'Had read little of the papers'
			});
		if (finding) batch.does(chair, 'record-finding', { personId, finding, note: '' });
	}
}

/** Whoever was there was connected from just before the start until the end. */
async function notePresence(
	{ stage, tx }: YearPlay,
	meetingId: string,
	codes: readonly string[],
	began: Date,
	ended: Date
): Promise<void> {
	const nodeId = randomUUID();
	const rows = [...new Set(codes)].flatMap((code) =>
		[['came', began] as const, ['left', ended] as const].map(([what, at]) => ({
			...{ areaId: stage.areaId, meetingId, personId: stage.actor(code).personId, nodeId, what, at }
		}))
	);
	await tx.insert(presenceNote).values(rows);
}
