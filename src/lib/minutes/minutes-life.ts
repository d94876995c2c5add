/**
 * The life of a meeting's minutes (domain.md 4.8): draft, with the chair, locked, distributed, filed; each with the working day by
 * which it is owed, who owes it, and who did it when. The first three are phases of the meeting; the last two are noted after
 * the lock, beside the record.
 */
import type { MeetingLevel } from '../agenda/agenda.ts';
import type { AreaConfig, AreaNumberKey } from '../cases/area-config.ts';
import { deadlines } from '../cases/meeting-clock.ts';
import type { Phase } from '../meeting/meeting.ts';
import { kindRow } from '../meeting/meeting-kinds.ts';
import { addMonths, daysBetween } from '../time.ts';

const MINUTES_STAGES = ['DRAFT', 'WITH_CHAIR', 'LOCKED', 'DISTRIBUTED', 'FILED'] as const;
export type MinutesStage = (typeof MINUTES_STAGES)[number];
export const stageWord: Readonly<Record<MinutesStage, string>> = {
	DRAFT: 'Draft',
	WITH_CHAIR: 'With the chair',
	LOCKED: 'Locked',
	DISTRIBUTED: 'Distributed',
	FILED: 'Filed'
};
/** Who takes the minutes to each stage. */
export type MinutesOwner = 'CHAIR' | 'MINUTE_TAKER' | 'UNIT';
const OWNER: Readonly<Record<MinutesStage, MinutesOwner>> = {
	DRAFT: 'CHAIR',
	WITH_CHAIR: 'MINUTE_TAKER',
	LOCKED: 'CHAIR',
	DISTRIBUTED: 'UNIT',
	FILED: 'UNIT'
};
export const ownerWord: Readonly<Record<MinutesOwner, string>> = {
	CHAIR: 'the chair',
	MINUTE_TAKER: 'the minute taker',
	UNIT: 'the MAPPA unit'
};
/** What whoever owes a stage does to reach it. */
export const owedWord: Readonly<Record<Exclude<MinutesStage, 'DRAFT'>, string>> = {
	WITH_CHAIR: 'Give the draft to the chair',
	LOCKED: 'Read and lock the minutes',
	DISTRIBUTED: 'Send the minutes out',
	FILED: 'Note where the minutes are filed'
};
/** The number of the area each day is counted from. */
const NUMBER: Readonly<Record<Exclude<MinutesStage, 'DRAFT'>, AreaNumberKey>> = {
	WITH_CHAIR: 'draftWorkingDays',
	LOCKED: 'minutesWorkingDays',
	DISTRIBUTED: 'minutesWorkingDays',
	FILED: 'fileWorkingDays'
};

/** When a stage was reached and by whom. */
export type Reached = {
	/** London date, YYYY-MM-DD */
	readonly on: string;
	readonly by: string;
};
export type MinutesFacts = {
	readonly level: MeetingLevel;
	readonly phase: Phase;
	/** when it began; ISO UTC */
	readonly startedAt: string;
	/** of the stages it has reached and not left again; the newest time of each */
	readonly reached: Partial<Readonly<Record<MinutesStage, Reached>>>;
};

export type StageLine = {
	readonly stage: MinutesStage;
	readonly state: 'done' | 'now' | 'to-come';
	readonly reached: Reached | null;
	/** YYYY-MM-DD; null where nobody has set a day */
	readonly dueBy: string | null;
	/** the area's number behind it */
	readonly number: AreaNumberKey | null;
	readonly owner: MinutesOwner;
	/** reached after the day, or not reached and the day has passed */
	readonly isLate: boolean;
	/** the next one to be reached: somebody owes it now */
	readonly isNext: boolean;
};

const PHASE_STAGE: Partial<Record<Phase, MinutesStage>> = {
	DRAFT: 'DRAFT',
	WITH_CHAIR: 'WITH_CHAIR',
	LOCKED: 'LOCKED'
};

/** The stage the minutes are at; null before the meeting has ended. */
export const stageOf = ({ phase, reached }: Pick<MinutesFacts, 'phase' | 'reached'>): MinutesStage | null => {
	if (phase !== 'LOCKED') return PHASE_STAGE[phase] ?? null;
	return reached.FILED ? 'FILED' : reached.DISTRIBUTED ? 'DISTRIBUTED' : 'LOCKED';
};

/**
 * The five stages in order. Days are counted by the area's numbers of the meeting's own date; a professionals meeting has none,
 * because its chair sends its minutes as they see fit. @param today YYYY-MM-DD
 */
export const minutesLife = (facts: MinutesFacts, config: AreaConfig, today: string): readonly StageLine[] => {
	const now = stageOf(facts);
	const at = now === null ? -1 : MINUTES_STAGES.indexOf(now);
	const due = deadlines(
		{ scheduledStart: facts.startedAt, level: facts.level },
		config,
		facts.reached.DISTRIBUTED?.on ?? null
	);
	const days: Record<MinutesStage, string | null> = kindRow(facts.level).isReview
		? {
				...{ DRAFT: null, WITH_CHAIR: due.draftDue, LOCKED: due.minutesDue, DISTRIBUTED: due.minutesDue },
				FILED: due.fileDue
			}
		: { DRAFT: null, WITH_CHAIR: null, LOCKED: null, DISTRIBUTED: null, FILED: null };
	// Minutes may be filed without anybody having noted that they went out: then that is owed, not the filing.
	const next = MINUTES_STAGES.findIndex((stage, index) => (index > at || stage === 'DISTRIBUTED') && !isReached(stage));
	function isReached(stage: MinutesStage): boolean {
		return facts.reached[stage] !== undefined || (stage !== 'DISTRIBUTED' && MINUTES_STAGES.indexOf(stage) <= at);
	}
	return MINUTES_STAGES.map((stage, index): StageLine => {
		const reached = isReached(stage) ? (facts.reached[stage] ?? null) : null;
		const dueBy = days[stage];
		const isPassed = dueBy !== null && (reached ? reached.on > dueBy : today > dueBy && !isReached(stage));
		return {
			stage,
			state: index === at ? 'now' : isReached(stage) ? 'done' : 'to-come',
			reached,
			dueBy,
			number: stage === 'DRAFT' || dueBy === null ? null : NUMBER[stage],
			owner: OWNER[stage],
			isLate: isPassed && now !== null,
			isNext: now !== null && index === next
		};
	});
};

/** The stage somebody owes now and by when; null when there is nothing to do or no day is set. */
export const nextOwed = (
	facts: MinutesFacts,
	config: AreaConfig,
	today: string
): { readonly stage: Exclude<MinutesStage, 'DRAFT'>; readonly dueBy: string; readonly owner: MinutesOwner } | null => {
	const line = minutesLife(facts, config, today).find(({ isNext }) => isNext);
	if (!line || line.stage === 'DRAFT' || line.dueBy === null) return null;
	return { stage: line.stage, dueBy: line.dueBy, owner: line.owner };
};

/** Until when what is filed is kept, and until when the unit keeps its own copy. Who destroys what then: src/lib/retention. */
export const keptUntil = (
	{ dateOfBirth, filedOn }: { readonly dateOfBirth: string; readonly filedOn: string },
	{ retentionYears, unitCopyMonths }: Pick<AreaConfig, 'retentionYears' | 'unitCopyMonths'>
): { readonly record: string; readonly unitCopy: string } => ({
	record: addMonths(dateOfBirth, retentionYears * 12),
	unitCopy: addMonths(filedOn, unitCopyMonths)
});

/** Whether the record's date comes before the filing: then a birth date was mistyped, and nobody should go by it. */
export const isDateUsable = (record: string, filedOn: string): boolean => daysBetween(filedOn, record) > 0;
