/** The worked fictional case of drizzle/demo, read and moved in time so that its second meeting is this week. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type {
	AttendanceStatus,
	ChairFinding,
	Contribution,
	Mode,
	NonAttendanceReason
} from '#lib/attendance/attendance.ts';
import type { LegalBasis } from '#lib/decisions/decisions.ts';
import type { ActionStatus, ControlType, Orientation, Pillar, RiskStatus } from '#lib/rmp/rmp.ts';
import type { FeedbackStatus } from '#lib/smb/feedback-steps.ts';
import type { SmbTheme } from '#lib/smb/smb-feedback.ts';
import { addDays, londonDate } from '#lib/time.ts';

type YamlAgency = { id: string; name: string; type: string; isRA: boolean; countsForAttendance?: boolean };
type YamlPerson = { id: string; name: string; agency: string; role: string };
export type YamlAttendance = {
	person: string;
	agency: string;
	capacity: 'CORE' | 'INVITED';
	status: AttendanceStatus;
	mode?: Mode;
	minutesLate?: number;
	seniorityMet?: boolean;
	contribution?: Contribution;
	reportReceivedAt?: string;
	reportAdequate?: boolean;
	nonAttendanceReason?: NonAttendanceReason;
	chairFinding?: ChairFinding;
	note?: string;
};
type YamlMeeting = {
	scheduledStart: string;
	closedAt: string;
	actualStart: string;
	chair: string;
	admin: string;
	venue: string;
	invitationsSent: string;
	objective: string;
};
export type YamlRisk = {
	key: string;
	title: string;
	risk: string;
	evidence: string;
	responseSoFar: string;
	pillar: Pillar;
	orientation: Orientation;
	controlType: ControlType;
	leastRestrictiveReason?: string;
	contingency: string;
	positiveIndicators: string[];
	negativeIndicators: string[];
};
export type YamlAction = {
	num: string;
	risks: string[];
	text: string;
	person: string;
	due: string;
	pillar: Pillar;
	orientation: Orientation;
	statusAtM2?: ActionStatus;
	completedOn?: string;
	evidence?: string;
};
type YamlDisclosure = {
	legalBasis?: LegalBasis[];
	reasons: string;
	reconsiderTriggers: string[];
	reviewAt?: string;
	alternativesConsidered: string;
};
type YamlMadeDisclosure = YamlDisclosure & {
	recipient: string;
	content: string;
	method: string;
	deadline: string;
	conditions: string[];
	tests: { lawful: string; necessary: string; proportionate: string; accurate: string };
	subjectInformed: string;
	risksToSubject: string;
	supportForRecipient: string;
};
type YamlLevel = { criterion: string; rationale: string; exitCriteria: string; dissent: string; nextMeeting: string };
type YamlFeedback = { theme: SmbTheme; agency: string; text: string; status: FeedbackStatus };
export type YamlLicence = {
	category: string;
	aim: string;
	proposal: string;
	necessary: boolean;
	enforceable: boolean;
	proportionate: boolean;
	lessIntrusive: string;
	monitoring: string;
	state: 'SUPPORTED' | 'IN_FORCE';
};
type YamlCase = {
	ref: string;
	category: 1;
	leadAgency: string;
	subject: {
		name: string;
		aliases: string[];
		dob: string;
		ethnicity: string;
		firstLanguage: string;
		neurodiversity: string;
		ids: { crn: string; prisonNo: string; pncId: string; visorOrMappsRef: string };
	};
	indexOffence: string;
	sentence: { type: string; length: string; sentencedOn: string; crd: string; sed: string; court: string };
	notification: { status: string; review: string };
	orders: { type: string; made: string; expires: string; terms: string }[];
	rosh: Record<string, string>;
	tools: { name: string; result: string; date: string }[];
	victims: { code: string; vcsStatus: string; views: string }[];
	protectiveFactors: string[];
};

export type DemoCase = {
	area: { id: string; name: string; isWales: boolean; languages: string[] };
	config: Record<string, unknown>;
	agencies: YamlAgency[];
	people: YamlPerson[];
	case: YamlCase;
	referral: { id: string; from: string; receivedAt: string; levelRequested: number; acceptedAt: string }[];
	levelHistory: { at: string; from: number; to: number; by: string; via: string }[];
	meeting: YamlMeeting;
	attendance: YamlAttendance[];
	riskManagementPlan: { risks: YamlRisk[] };
	actions: YamlAction[];
	disclosure: YamlDisclosure[];
	licence: YamlLicence[];
	levelDecision: YamlLevel;
	smbFeedback: YamlFeedback[];
	meeting2: YamlMeeting;
	attendance2: YamlAttendance[];
	riskUpdates: { key: string; status: RiskStatus; responseSoFar: string; contingency?: string }[];
	newActions: YamlAction[];
	disclosure2: YamlMadeDisclosure[];
	levelDecision2: YamlLevel;
	licence2: YamlLicence[];
	smbFeedback2: YamlFeedback[];
};

const FILES = [
	'1-area-agencies-people.yaml',
	'2-case.yaml',
	'3-meeting-1-level-2-initial.yaml',
	'4-meeting-1-plan-and-decisions.yaml',
	'5-meeting-2-level-3-review.yaml'
];
/** A Thursday: every date of the files is told from it. */
const SECOND_MEETING_ON = '2026-12-17';

/** Weeks to move so that the second meeting's Thursday is today or the next one to come. `today`: YYYY-MM-DD. */
export function weeksToMove(today: string): number {
	const days = (Date.parse(today) - Date.parse(SECOND_MEETING_ON)) / 86_400_000;
	return Math.ceil(days / 7);
}

/**
 * Reads the files. Dates of the story move by whole weeks, so that weekdays and working days stay as told; dates of birth
 * and of the past before the story (2025 and earlier) and far ends of orders stay.
 * @param folder the folder with the files
 */
export function readDemoCase(folder: string, now: Date): DemoCase {
	const weeks = weeksToMove(londonDate(now.toISOString()));
	const moved = (text: string) =>
		text
			.replace(/\b(2026|2027)-\d\d-\d\d(?!\d)/g, (date) => addDays(date, weeks * 7))
			.replace(SPOKEN_DATE, (_, day, month, year) => spokenDate(day, month, year, weeks * 7));
	const parts = FILES.map((file) => parse(moved(readFileSync(join(folder, file), 'utf8')), { schema: 'failsafe' }));
	return revive(Object.assign({}, ...parts)) as DemoCase;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A date inside a sentence: "21 Sep 2026", "30 November"; without a year it is the story's. */
const SPOKEN_DATE = new RegExp(`\\b(\\d{1,2}) (${MONTHS.join('|')})(?:[a-z]{2,6})?( 202[67])?\\b`, 'g');

function spokenDate(day: string, month: string, year: string | undefined, days: number): string {
	const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
	const date = addDays(`${year?.trim() ?? '2026'}-${number}-${day.padStart(2, '0')}`, days);
	const said = `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`;
	return year ? `${said} ${date.slice(0, 4)}` : said;
}

/** The failsafe schema leaves every value a text, so that no date becomes anything else; numbers and yes/no are told apart here. */
function revive(value: unknown): unknown {
	if (value === 'true' || value === 'false') return value === 'true';
	if (typeof value === 'string') return /^\d{1,3}$/.test(value) ? Number(value) : value;
	if (Array.isArray(value)) return value.map(revive);
	if (value && typeof value === 'object')
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
	return value;
}
