/**
 * What is due before and after a meeting, from whom, and how it stands (domain.md 4.1). Some steps show by themselves (the
 * invitations, the draft, the locked minutes); the others are noted by the MAPPA unit when they are done.
 */
import { z } from 'zod';
import { maybeDate, oneOf, rowId } from '../input.ts';
import type { Meeting, Stamped } from '../meeting/meeting.ts';
import { kindRow } from '../meeting/meeting-kinds.ts';
import { londonDate } from '../time.ts';
import type { AreaConfig } from './area-config.ts';
import { deadlines } from './meeting-clock.ts';

/** Steps that somebody notes; the rest of {@link MEETING_STEPS} shows by itself. */
export const NOTED_STEPS = ['PAPERS', 'RETURNS', 'BRIEF', 'ACTION_LIST'] as const;
export type NotedStep = (typeof NOTED_STEPS)[number];
export const MEETING_STEPS = [
	'INVITATIONS',
	'PAPERS',
	'RETURNS',
	'BRIEF',
	'ACTION_LIST',
	'DRAFT',
	'MINUTES',
	'FILED'
] as const;
export type MeetingStep = (typeof MEETING_STEPS)[number];

export const stepWord: Record<MeetingStep, string> = {
	INVITATIONS: 'Invitations sent',
	PAPERS: 'Papers sent',
	RETURNS: 'Agency returns in',
	BRIEF: 'Chair’s brief',
	ACTION_LIST: 'Action list to owners',
	DRAFT: 'Draft minutes to the chair',
	MINUTES: 'Minutes approved and out',
	FILED: 'Minutes filed on ViSOR or MAPPS'
};
export const stepOwner: Record<MeetingStep, string> = {
	INVITATIONS: 'MAPPA administrator',
	PAPERS: 'MAPPA administrator',
	RETURNS: 'Each agency',
	BRIEF: 'MAPPA co-ordinator',
	ACTION_LIST: 'MAPPA administrator',
	DRAFT: 'Minute taker',
	MINUTES: 'Chair',
	FILED: 'Police or probation'
};

export const NOTE_MEETING_STEP = z.strictObject({
	meetingId: rowId('the meeting'),
	step: oneOf(NOTED_STEPS, 'what was done'),
	/** nothing = noted by mistake */
	doneOn: maybeDate('the day it was done')
});
export type NoteMeetingStep = z.infer<typeof NOTE_MEETING_STEP>;

export type StepState = 'done' | 'done-late' | 'due' | 'late';
export type StepLine = {
	readonly step: MeetingStep;
	/** YYYY-MM-DD */
	readonly by: string;
	readonly doneOn: string | null;
	readonly state: StepState;
};

/** When each step was done, as far as it is known. */
export type StepsDone = Partial<Record<MeetingStep, string>>;

const isNoted = (step: MeetingStep): step is NotedStep => (NOTED_STEPS as readonly string[]).includes(step);
export const mayBeNoted = isNoted;

/** What the meeting's own log shows: when it was convened, its minutes given to the chair for the first time, and locked. */
export const stepsInLog = (log: readonly Stamped[]): StepsDone => {
	const on = (type: Stamped['event']['type']): string | undefined => {
		const found = log.find(({ event }) => event.type === type);
		return found && londonDate(found.at);
	};
	const [convened, submitted, locked] = [on('meeting-convened'), on('minutes-submitted'), on('minutes-locked')];
	return {
		...(convened ? { INVITATIONS: convened } : {}),
		...((submitted ?? locked) ? { DRAFT: submitted ?? locked } : {}),
		...(locked ? { MINUTES: locked } : {})
	};
};

/** The steps in their order, by the numbers in force on the meeting's own date. @param today YYYY-MM-DD */
export const meetingSteps = (
	meeting: Pick<Meeting, 'convened'>,
	done: StepsDone,
	config: AreaConfig,
	today: string
): readonly StepLine[] => {
	const due = deadlines(meeting.convened, config, done.MINUTES ?? null);
	const by: Record<MeetingStep, string> = {
		INVITATIONS: due.inviteBy,
		PAPERS: due.papersBy,
		RETURNS: due.returnsBy,
		BRIEF: due.briefBy,
		ACTION_LIST: due.actionListDue,
		DRAFT: due.draftDue,
		MINUTES: due.minutesDue,
		FILED: due.fileDue
	};
	const { notOwed } = kindRow(meeting.convened.level);
	return MEETING_STEPS.filter((step) => !notOwed.includes(step)).map((step) => {
		const doneOn = done[step] ?? null;
		const state = doneOn === null ? (today > by[step] ? 'late' : 'due') : doneOn > by[step] ? 'done-late' : 'done';
		return { step, by: by[step], doneOn, state };
	});
};
