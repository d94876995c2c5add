/**
 * The kinds of meeting, and everything in which they differ: one table. The level tells the kind. A meeting at Level 2 or 3
 * is the formal one; at Level 1 some areas hold a professionals meeting (domain.md 2.2): the lead agency calls it, it takes
 * less of the agenda, decides no level and no disclosure, and may end in a referral.
 */
import type { ItemCode, MeetingLevel, MeetingType } from '../agenda/agenda.ts';
import type { MeetingStep } from '../cases/meeting-steps.ts';
import type { CommandName } from './permissions.ts';

export type MeetingKind = 'FORMAL' | 'PROFESSIONALS';
export const kindOf = (level: MeetingLevel): MeetingKind => (level === 1 ? 'PROFESSIONALS' : 'FORMAL');

type KindRow = {
	/** as in "Minutes of the Level 2 MAPP meeting on ..." */
	readonly called: string;
	/** items of the standing agenda that this kind has no part in */
	readonly leftOut: readonly ItemCode[];
	/** those that may be passed over without a reason beside the ones every agenda has */
	readonly mayPass: readonly ItemCode[];
	/** rules of the catalogue that this kind is not held to */
	readonly notAsked: readonly `V${number}`[];
	/** commands that decide what this kind does not decide */
	readonly notRun: readonly CommandName[];
	/** steps before and after it that nobody owes */
	readonly notOwed: readonly MeetingStep[];
	/** the chair arranges it as the MAPPA unit arranges a formal one: dates, invitations, substitutes */
	readonly chairArranges: boolean;
	/** chair and agencies are held to the grades of the level */
	readonly asksGrade: boolean;
	/** each field that an item of the agenda must record is asked for; otherwise notes are enough */
	readonly asksFields: boolean;
	/** counted among the reviews that the limits of the level are about */
	readonly isReview: boolean;
};

export const MEETING_KINDS: Readonly<Record<MeetingKind, KindRow>> = {
	FORMAL: {
		called: 'MAPP meeting',
		leftOut: ['OUTCOME'],
		mayPass: [],
		notAsked: [],
		notRun: ['record-outcome'],
		notOwed: [],
		chairArranges: false,
		asksGrade: true,
		asksFields: true,
		isReview: true
	},
	PROFESSIONALS: {
		called: 'professionals meeting',
		leftOut: [
			...(['EQUALITY_HRA', 'LICENCE_ORDERS', 'DISCLOSURE', 'MEDIA', 'LEVEL', 'SMB_FEEDBACK'] as const),
			...(['MINUTES_PREV', 'ENGAGEMENT'] as const)
		],
		mayPass: ['PERSON', 'VICTIMS', 'RMP'],
		notAsked: [
			...(['V05', 'V06', 'V07', 'V10', 'V11', 'V12', 'V13', 'V14', 'V15', 'V20', 'V21', 'V22', 'V23'] as const),
			...(['V24', 'V26', 'V29'] as const)
		],
		notRun: [
			...(['decide-participation', 'record-finding', 'check-previous-minutes'] as const),
			...(['record-disclosure-decision', 'withdraw-disclosure-decision', 'record-level-decision'] as const),
			...(['record-licence-condition', 'decide-licence-condition'] as const),
			...(['propose-order', 'withdraw-order-proposal', 'note-smb-feedback', 'withdraw-smb-feedback'] as const)
		],
		notOwed: ['PAPERS', 'RETURNS', 'BRIEF', 'FILED'],
		chairArranges: true,
		asksGrade: false,
		asksFields: false,
		isReview: false
	}
};

/** Levels whose meetings count as reviews. */
export const REVIEW_LEVELS: readonly MeetingLevel[] = ([1, 2, 3] as const).filter(
	(level) => MEETING_KINDS[kindOf(level)].isReview
);

export const isReviewLevel = (level: number): boolean => REVIEW_LEVELS.some((one) => one === level);

export const kindRow = (level: MeetingLevel): KindRow => MEETING_KINDS[kindOf(level)];

/** Whether a meeting of this level is held to a rule of the catalogue. */
export const asksRule = (level: MeetingLevel, rule: `V${number}`): boolean => !kindRow(level).notAsked.includes(rule);

type Named = { readonly level: MeetingLevel; readonly meetingType: MeetingType };
const TYPE: Record<MeetingType, { word: string }> = { INITIAL: { word: 'initial' }, REVIEW: { word: 'review' } };
/** "initial", "review" or "professionals meeting" */
export const meetingKindWord = ({ level, meetingType }: Named): string =>
	kindRow(level).isReview ? TYPE[meetingType].word : kindRow(level).called;
/** "Level 2 initial meeting", "Level 1 professionals meeting" */
export const meetingName = ({ level, meetingType }: Named): string =>
	kindRow(level).isReview
		? meetingType === 'INITIAL'
			? `Level ${level} initial meeting`
			: `Level ${level} review meeting`
		: `Level ${level} ${kindRow(level).called}`;
