/** How the practice meeting stands when its room opens: running for a quarter of an hour, one risk written, one person at the door. */
import type { ItemCode } from '../agenda/agenda.ts';
import { foldMeeting, type Meeting, type MeetingEvent, type Stamped } from '../meeting/meeting.ts';
import { addWorkingDays, londonDate } from '../time.ts';
import { PRACTICE_CASE, PRACTICE_MEETING, PRACTICE_PEOPLE, type PracticePerson } from './practice-cast.ts';

export type PracticeState = { readonly meeting: Meeting; readonly log: readonly Stamped[] };
export type PracticeTexts = {
	readonly plan: Readonly<Record<string, string>>;
	readonly minutes: Readonly<Record<string, string>>;
};
export const PRACTICE_STATEMENT = 1;

const EVERYBODY = Object.keys(PRACTICE_PEOPLE) as readonly PracticePerson[];
/** Waits at the door for the chair or the minute taker. */
export const AT_THE_DOOR: PracticePerson = 'housing';
const TAKEN: readonly ItemCode[] = ['WELCOME', 'CONFIDENTIALITY', 'SUMMARY', 'AGENCY_INFO', 'RISK'];

/** @param now ISO 8601 UTC: the meeting began a quarter of an hour before */
export const practiceOpening = (now: string): PracticeState => {
	const { chair, minuteTaker, manager } = PRACTICE_PEOPLE;
	const minutesAgo = (n: number): string => new Date(Date.parse(now) - n * 60_000).toISOString();
	const isIn = (who: PracticePerson): boolean => who !== AT_THE_DOOR;
	const before: MeetingEvent[] = [
		{
			...{ type: 'meeting-convened', caseId: PRACTICE_CASE.id, seq: 1, meetingType: 'INITIAL', level: 2 },
			...{ extraordinary: false, scheduledStart: minutesAgo(15), plannedMinutes: 90, venue: 'The practice room' },
			...{ objective: 'Try everything once', shortNotice: false, chair, minuteTaker }
		},
		...EVERYBODY.map(
			(who): MeetingEvent => ({
				...{ type: 'person-invited', person: PRACTICE_PEOPLE[who], capacity: 'CORE' },
				request: 'What your agency knows and can do'
			})
		),
		...EVERYBODY.map(
			(who): MeetingEvent => ({
				...{ type: 'statement-accepted', personId: PRACTICE_PEOPLE[who].personId },
				...{ version: PRACTICE_STATEMENT, language: 'en' }
			})
		),
		...EVERYBODY.filter(isIn).map(
			(who): MeetingEvent => ({
				...{ type: 'attendee-confirmed', personId: PRACTICE_PEOPLE[who].personId, by: chair.personId }
			})
		),
		{ type: 'meeting-started', case: PRACTICE_CASE }
	];
	const items = TAKEN.map((code): MeetingEvent => ({ type: 'item-opened', code }));
	const plan: MeetingEvent[] = [
		{ type: 'risk-added', key: 'R1', sinceMeeting: 1 },
		{
			...{ type: 'risk-value-set', key: 'R1', from: { pillar: null, orientation: null } },
			to: { pillar: 'VICTIM_SAFETY', orientation: 'PROTECTIVE' }
		},
		{ type: 'action-added', number: 'A1', riskKeys: ['R1'], sinceMeeting: 1 },
		{
			...{ type: 'action-value-set', number: 'A1', from: { owner: null, due: null } },
			to: { owner: manager, due: addWorkingDays(londonDate(now), 10) }
		}
	];
	const log = [...before, ...items, ...plan].map((event, index, all): Stamped => {
		const item = index - before.length;
		const ago = item < 0 ? 15 : item < items.length ? 14 - 3 * item : 1;
		return {
			version: index + 1,
			at: minutesAgo(Math.max(ago, 1) + (all.length - index) / 100),
			by: chair.personId,
			event
		};
	});
	const meeting = foldMeeting(PRACTICE_MEETING, log);
	if (!meeting) throw new Error('the story begins with meeting-convened');
	return { meeting, log };
};

/** The words that stand in the texts already. */
export const PRACTICE_TEXTS: PracticeTexts = {
	plan: {
		'R1.title': 'Assault at child handovers',
		'R1.risk':
			'Serious physical assault on his former partner (V1) at or after child handovers, most likely when contact is refused or he has been drinking',
		'R1.responseSoFar': 'Kept five of six appointments since release; one late return after contact on 3 June',
		'A1.text': 'Move handovers to the staffed contact centre',
		'A1.completionEvidence': 'Centre log of the first two handovers'
	},
	minutes: { 'RISK.who': 'V1, and the two children who are present at handovers' }
};
