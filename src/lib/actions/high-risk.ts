/**
 * Whether an action stands under a high risk, for the ladder of an agency that leaves it undone (domain.md 6.3, step 3). Rows
 * of the plan carry no rating of their own, so two things that the meeting recorded decide: a row that has increased is
 * high; and where the risk assessment puts any group at high or very high, so is every row that the meeting has not found
 * reduced or settled.
 */
import type { RoshLevel } from '../cases/case.ts';
import { factsNow } from '../item-records/facts-now.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { Action } from '../rmp/rmp.ts';

const HIGH: readonly RoshLevel[] = ['HIGH', 'VERY_HIGH'];

export const isHighRisk = (meeting: Meeting, { riskKeys }: Pick<Action, 'riskKeys'>): boolean => {
	const rows = meeting.rmp.risks.filter(({ key, removed }) => !removed && riskKeys.includes(key));
	if (rows.some(({ status }) => status === 'INCREASED')) return true;
	const levels = Object.values(factsNow(meeting)?.rosh ?? {});
	return levels.some((level) => HIGH.includes(level)) && rows.some(({ status }) => status === 'OPEN');
};
