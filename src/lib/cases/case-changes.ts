/**
 * What may change about a case after it was opened, and by what rule (domain.md 2.1-2.3, V01). Every command says which
 * version of the case it was written from: what somebody else has changed in the same part since is never written over unseen.
 */
import { z } from 'zod';
import {
	agencyId,
	isoDate,
	line,
	listOf,
	longText,
	maybe,
	maybeOneOf,
	oneOf,
	optionalLine,
	optionalReason,
	personId,
	REASON_MAX,
	rowId,
	wholeNumber
} from '../input.ts';
import { type Problem, type Refusal, refuse } from '../result.ts';
import type { CaseStatus, Category, Level } from './case.ts';
import { CATEGORY, IDENTIFIERS_ARE, LEVEL, OFFENCE, ORDERS, RISK, SUBJECT } from './case-schema.ts';
import { checkIdentifiers } from './identifiers.ts';
import { checkDateOrder, checkOrders } from './orders.ts';
import { inPart } from './problem-fields.ts';

const invalid = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);
const all = (problems: readonly Problem[]): Refusal | null =>
	problems.length > 0 ? refuse('invalid', problems[0]!.message, problems) : null;
const about = {
	caseId: rowId('the case'),
	version: wholeNumber('the version', 1, 1_000_000_000),
	reason: optionalReason('why it changes')
};

export const AMEND_PERSON = z.strictObject({ ...about, subject: SUBJECT, identifiersAre: IDENTIFIERS_ARE });
export const AMEND_OFFENCE = z.strictObject({ ...about, facts: OFFENCE });
export const AMEND_ORDERS = z.strictObject({ ...about, facts: ORDERS });
export const AMEND_RISK = z.strictObject({ ...about, facts: RISK });
export const AMEND_MANAGEMENT = z.strictObject({
	...about,
	leadAgencyId: agencyId('the lead agency'),
	caseManagerId: maybe(personId('the case manager'))
});

export const checkPerson = ({ subject, identifiersAre }: z.output<typeof AMEND_PERSON>): Refusal | null =>
	checkIdentifiers(subject.identifiers, identifiersAre);
export const checkOffence = ({ facts }: z.output<typeof AMEND_OFFENCE>): Refusal | null =>
	all(inPart('facts.dates', checkDateOrder(facts.dates)));
export const checkOrderList = ({ facts }: z.output<typeof AMEND_ORDERS>): Refusal | null =>
	all(inPart('facts.orders', checkOrders(facts.orders)));

/** How the case stands, as far as these rules need it. */
export type CaseStanding = { readonly category: Category; readonly level: Level; readonly status: CaseStatus };

export const CHANGE_CATEGORY = z.strictObject({
	...about,
	category: CATEGORY,
	/** others that fit as well: exactly one is kept, with the reason (2.1) */
	alsoFits: listOf(CATEGORY, 'which others also fit', { max: 4 })
});
export type ChangeCategory = z.output<typeof CHANGE_CATEGORY>;

/** V01. @param isCleared for Category 4: nobody puts a case where they can no longer see it */
export function checkCategory(
	{ category, alsoFits, reason }: Pick<ChangeCategory, 'category' | 'alsoFits' | 'reason'>,
	now: CaseStanding,
	isCleared: boolean
): Refusal | null {
	if (category === 4 && !isCleared)
		return invalid(
			'category',
			'Only somebody with the clearance for Category 4 can choose it. Ask your system administrator'
		);
	if (category === 3 && now.level === 1)
		return invalid(
			'category',
			'Choose another category: Category 3 is managed only at Level 2 or 3, and this case is at Level 1'
		);
	if (alsoFits.includes(category)) return invalid('alsoFits', 'Tick only the other categories that fit as well');
	if (reason === '')
		return invalid(
			'reason',
			alsoFits.length > 0
				? 'Enter why this category was chosen when another also fits'
				: 'Enter why the category changes'
		);
	return null;
}

/** Between meetings the level goes up only, on a written referral. */
export const LEVEL_CRITERIA = ['HIGH_RISK', 'ACTIVE_COORDINATION', 'SENIOR_RESOURCES', 'PUBLIC_INTEREST'] as const;
export type LevelCriterion = (typeof LEVEL_CRITERIA)[number];
export const levelCriterionWord: Record<LevelCriterion, string> = {
	HIGH_RISK: 'High or very high risk of serious harm, and formal meetings add to the lead agency’s management',
	ACTIVE_COORDINATION: 'Lower risk, but the agencies need active co-ordination',
	SENIOR_RESOURCES: 'Senior managers must commit resources at short notice',
	PUBLIC_INTEREST: 'High media or public interest'
};
export const CHANGE_LEVEL = z.strictObject({
	...about,
	level: LEVEL,
	on: isoDate('the date of the decision'),
	referredBy: line('who referred the case in writing'),
	referredOn: isoDate('the date of the written referral'),
	criterion: oneOf(LEVEL_CRITERIA, 'which test for the level is met'),
	rationale: longText('why, and what formal meetings add', REASON_MAX)
});
export type ChangeLevel = z.output<typeof CHANGE_LEVEL>;

/** @param today YYYY-MM-DD */
export function checkLevel(input: ChangeLevel, now: CaseStanding, today: string): Refusal | null {
	const { level, on, referredOn, criterion } = input;
	if (now.status === 'CLOSED' || now.status === 'TRANSFERRED')
		return refuse('not-now', 'This case is not active. Open it again before its level changes.');
	if (level < now.level)
		return invalid(
			'level',
			now.category === 3
				? 'The level goes down only at a meeting. A Category 3 case that no longer needs Level 2 or 3 leaves MAPPA, at a meeting'
				: 'The level goes down only at a meeting, which records why and the plan the lead agency will run. Convene one'
		);
	if (level === 2 && (criterion === 'SENIOR_RESOURCES' || criterion === 'PUBLIC_INTEREST'))
		return invalid('criterion', 'Choose a test for Level 2: this one is for Level 3');
	if (on > today) return invalid('on', 'Enter today or an earlier date');
	if (referredOn > on) return invalid('referredOn', 'The referral cannot be later than the decision');
	return null;
}

export const END_REASONS = ['LEGAL_BASIS_ENDED', 'DIED', 'OPENED_IN_ERROR', 'NOT_NEEDED'] as const;
export type EndReason = (typeof END_REASONS)[number];
export const endReasonWord: Record<EndReason, string> = {
	LEGAL_BASIS_ENDED: 'The notification, licence, sentence or order that makes it a MAPPA case has ended',
	DIED: 'The person has died',
	OPENED_IN_ERROR: 'The case was opened in error',
	NOT_NEEDED: 'Multi-agency management is no longer needed'
};
export const CHANGE_STATUS = z.strictObject({
	...about,
	status: oneOf(['ACTIVE', 'CLOSED', 'TRANSFERRED'], 'what becomes of the case'),
	endReason: maybeOneOf(END_REASONS, 'why the case is closed'),
	toArea: optionalLine('the area it goes to')
});
export type ChangeStatus = z.output<typeof CHANGE_STATUS>;

/** From which status the others are reached; a case leaves Level 2 or 3 for want of need only at a meeting (2.3). */
export function checkStatus(
	input: Pick<ChangeStatus, 'status' | 'endReason' | 'toArea' | 'reason'>,
	now: CaseStanding
): Refusal | null {
	const { status, endReason, toArea, reason } = input;
	if (status === 'CLOSED' && endReason === null) return invalid('endReason', 'Choose why the case is closed');
	if (status === 'CLOSED' && endReason === 'NOT_NEEDED' && now.level > 1)
		return invalid(
			'endReason',
			now.category === 3
				? 'A Category 3 case leaves MAPPA at a meeting. Record there that it is no longer needed'
				: 'A Level 2 or 3 case leaves at a meeting, with the reasons. Record it there'
		);
	if (status === 'TRANSFERRED' && toArea === '') return invalid('toArea', 'Enter the area that takes the case over');
	if (status === 'ACTIVE' && now.category === 3 && now.level === 1)
		return invalid('status', 'Category 3 is managed only at Level 2 or 3');
	return reason === '' ? invalid('reason', 'Enter why') : null;
}
