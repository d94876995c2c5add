/**
 * The numbers an area works by. Every number that is practice and not law stands here with its source, and the area may
 * change it (domain.md 0.1); the code holds only these defaults (2.4, 4.1, 6.2).
 */
import { z } from 'zod';
import { AGENCY_TYPES, type AgencyType } from '../identity.ts';
import { GRADES, USUAL_GRADE } from '../people/grades.ts';

export type AreaConfig = z.infer<typeof AREA_CONFIG>;

const byLevel = <T extends z.ZodType>(of: T) => z.strictObject({ L2: of, L3: of });
const days = z.int().min(0).max(260);
const weeks = z.int().min(1).max(104);
const months = z.int().min(1).max(60);
const characters = z.int().min(200).max(9999);
const percent = z.int().min(0).max(100);
const grade = z.enum(GRADES);
export const YES_OR_NO = ['NO', 'YES'] as const;
const gradeOf = (type: AgencyType) => byLevel(grade).default(USUAL_GRADE.agencies[type]);

/** The stored shape of `area.config`; anything left out takes its default. */
export const AREA_CONFIG = z.strictObject({
	/** where the numbers come from, shown beside them */
	source: z
		.string()
		.default('Common practice. Check against the current national guidance and your own Strategic Management Board.'),
	/** YYYY-MM-DD */
	effectiveFrom: z.string().default('2026-01-01'),
	/** first meeting after the referral is accepted */
	initialMeetingWorkingDays: days.default(20),
	/** the same where it cannot wait: Level 3 */
	emergencyMeetingWorkingDays: days.default(5),
	/** a referral that comes later than this before release is late (V03) */
	lateReferralMonths: months.default(6),
	/** an assessment older than this is warned of (V04) */
	assessmentMonths: months.default(12),
	/** normal review interval, shortest and longest, in weeks */
	reviewWeeks: byLevel(z.tuple([weeks, weeks])).default({ L2: [8, 12], L3: [4, 6] }),
	/** the latest a review counts as in time */
	kpiReviewWeeks: byLevel(weeks).default({ L2: 16, L3: 8 }),
	/** Level 1 professionals meetings are held (domain.md 2.2): some areas do */
	professionalsMeetings: z.enum(YES_OR_NO).default('NO'),
	/** a date or an order's end is shown as coming up from so many weeks before */
	comingUpWeeks: weeks.default(13),
	inviteWorkingDays: days.default(10),
	papersWorkingDays: days.default(5),
	returnsWorkingDays: days.default(3),
	/** chair's brief */
	briefWorkingDays: days.default(1),
	/** an invitation not answered for so long is asked about again */
	answerReminderWorkingDays: days.default(3),
	/** before returns are due, whoever owes one is reminded */
	returnReminderWorkingDays: days.default(1),
	actionListWorkingDays: days.default(1),
	/** before an action is due, its owner is reminded */
	actionReminderWorkingDays: days.default(2),
	/** days late after which its owner is told, then its agency's contact too, then the MAPPA unit too (domain.md 6.3) */
	actionLateWorkingDays: z
		.strictObject({ owner: days, agency: days, unit: days })
		.default({ owner: 1, agency: 5, unit: 10 }),
	draftWorkingDays: byLevel(days).default({ L2: 5, L3: 3 }),
	minutesWorkingDays: byLevel(days).default({ L2: 10, L3: 5 }),
	/** attendees read the draft and may propose corrections when it goes to the chair (domain.md 4.8), for so long */
	accuracyCheck: z.enum(YES_OR_NO).default('YES'),
	accuracyCheckWorkingDays: byLevel(days).default({ L2: 3, L3: 2 }),
	/** after distribution */
	fileWorkingDays: days.default(3),
	/** after distribution */
	correctionsWorkingDays: days.default(5),
	/** after distribution: a copy of the minutes may be read so long (domain.md 7) */
	copyAccessWorkingDays: days.default(20),
	/** Data Protection Act 2018 s.54; UK GDPR Article 12(3) */
	subjectAccessMonths: z.int().min(1).max(3).default(1),
	/** Freedom of Information Act 2000 s.10(1) */
	freedomOfInformationWorkingDays: z.int().min(1).max(60).default(20),
	/** after the person's birth: the statutory record is looked at again then, and the minutes are kept until then */
	retentionYears: z.int().min(1).max(200).default(100),
	/** after filing: the MAPPA unit's own copy */
	unitCopyMonths: z.int().min(0).max(600).default(24),
	/** after the lock: how the texts came about, stroke by stroke, is destroyed (domain.md 9) */
	draftsKeptWorkingDays: z.int().min(5).max(260).default(20),
	/** after it was sent */
	mailKeptMonths: z.int().min(1).max(120).default(12),
	/** after the act; the database lets nothing younger than ten years go */
	auditKeptYears: z.int().min(10).max(100).default(10),
	/** the longest text that one field of another system takes; what is longer is handed over in parts */
	handOffCharacters: z
		.strictObject({ STATUTORY: characters, CASE_SYSTEM: characters })
		.default({ STATUTORY: 4000, CASE_SYSTEM: 8000 }),
	/** nobody whose vetting date has passed, or was never recorded, may know of a case */
	vettingRequired: z.enum(YES_OR_NO).default('NO'),
	/** emergency access is given at once and looked at afterwards; otherwise a co-ordinator approves it first */
	emergencyAtOnce: z.enum(YES_OR_NO).default('NO'),
	/** a licence to view an audited meeting lasts at most so long before it is renewed */
	auditLicenceWorkingDays: days.default(20),
	/** the chair of an audited meeting reads what was submitted and may answer it */
	auditToChair: z.enum(YES_OR_NO).default('YES'),
	/** an agency that did not come is told, and owes an answer */
	absenceNoticeWorkingDays: days.default(1),
	absenceAnswerWorkingDays: days.default(3),
	/** what was raised with an agency's line manager, or its member of the Board, is answered within so many */
	absenceManagerWorkingDays: days.default(5),
	/** absences one after the other that go to the line manager (domain.md 6.3) */
	absencesInARow: byLevel(z.int().min(1).max(10)).default({ L2: 2, L3: 1 }),
	attendanceTargetPct: byLevel(percent).default({ L2: 75, L3: 90 }),
	/** the Board's indicators (domain.md 6.2) but for attendance, which has its own */
	indicatorTargetPct: z
		.strictObject({
			K1: percent,
			K2: percent,
			K5: percent,
			K6: percent,
			K7: percent,
			K8: percent,
			K9: percent,
			K10: percent,
			K11: percent,
			K12: percent
		})
		.default({ K1: 90, K2: 85, K5: 100, K6: 90, K7: 90, K8: 85, K9: 90, K10: 90, K11: 75, K12: 75 }),
	/** members of the public appointed to the Board */
	layAdvisers: z.int().min(0).max(20).default(2),
	/** late when more than this after the scheduled start */
	lateAfterMinutes: z.int().min(0).max(120).default(10),
	/** a connection lost for less than this is no departure */
	departureMinutes: z.int().min(0).max(120).default(5),
	/** what the chair must be at least (V06) */
	chairGrade: byLevel(grade).default(USUAL_GRADE.chair),
	/** what one of an agency's people must be at least (domain.md 4.2) */
	agencyGrade: z
		.strictObject(
			Object.fromEntries(AGENCY_TYPES.map((type) => [type, gradeOf(type)])) as Record<
				AgencyType,
				ReturnType<typeof gradeOf>
			>
		)
		.prefault({})
});
export type AreaNumberKey = Exclude<keyof AreaConfig, 'source' | 'effectiveFrom'>;

export const DEFAULT_AREA_CONFIG: AreaConfig = AREA_CONFIG.parse({});

/** The area's numbers as stored, completed with the defaults; the defaults alone when what is stored cannot be read. */
export const areaConfig = (stored: unknown): AreaConfig => {
	const read = AREA_CONFIG.safeParse(stored ?? {});
	return read.success ? read.data : DEFAULT_AREA_CONFIG;
};

/** One number as it came into force. Dates YYYY-MM-DD. */
export type AreaNumberRow = {
	readonly key: string;
	/** 1, 2, 3 ... of this key */
	readonly version: number;
	readonly value: unknown;
	readonly effectiveFrom: string;
};

const isInForce = (row: AreaNumberRow, on: string): boolean => row.effectiveFrom <= on;
/** Of two rows of one key in force on the same day, the one that began later, or was entered later. */
const later = (a: AreaNumberRow, b: AreaNumberRow): AreaNumberRow =>
	a.effectiveFrom === b.effectiveFrom ? (a.version > b.version ? a : b) : a.effectiveFrom > b.effectiveFrom ? a : b;

/** The row of a key that counts on a day; null = what the area began with. */
export const numberInForce = <Row extends AreaNumberRow>(rows: readonly Row[], key: string, on: string): Row | null =>
	rows
		.filter((row) => row.key === key && isInForce(row, on))
		.reduce<Row | null>((best, row) => (best ? (later(best, row) as Row) : row), null);

/**
 * The area's numbers on a day: what it began with, and whatever has come into force since. A meeting counts by those of
 * its own date, so that a change for the future does not move the past.
 */
export const areaConfigOn = (stored: unknown, rows: readonly AreaNumberRow[], on: string): AreaConfig => {
	const begun = areaConfig(stored);
	const changed = [...new Set(rows.map(({ key }) => key))].flatMap((key) => {
		const row = numberInForce(rows, key, on);
		return row ? [[key, row.value] as const] : [];
	});
	const read = AREA_CONFIG.safeParse({ ...begun, ...Object.fromEntries(changed) });
	return read.success ? read.data : begun;
};
