/** What the decisions still lack (domain.md 8.3, V20-V24), and the feedback for the Board (V29). */
import { disclosureProblems } from '../decisions/disclosure-rules.ts';
import { levelCaseOf, levelProblems } from '../decisions/level-rules.ts';
import { conditionProblems, isAdvised } from '../licence/condition-rules.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { namesSubject } from '../smb/subject-name.ts';
import { type Finder, type Found, found, type GateLook, itemHref } from './gate.ts';

/** V20 */
export const noDisclosureDecision: Finder = ({ meeting }) =>
	meeting.decisions.disclosures.length > 0
		? []
		: [
				found(
					'V20',
					'DISCLOSURE',
					'Record a decision on disclosure, also when it is not to disclose',
					itemHref('DISCLOSURE')
				)
			];

const disclosureGates = ({ meeting }: GateLook, rule: 'V21' | 'V22'): readonly Found[] =>
	meeting.decisions.disclosures.flatMap((decision) =>
		disclosureProblems(decision, meetingOn(meeting))
			.filter(({ field }) => (field === 'presumptionRebuttedReason') === (rule === 'V22'))
			.map(({ field, message }) =>
				found(`${rule}:${decision.id}:${field}`, 'DISCLOSURE', message, itemHref('DISCLOSURE'))
			)
	);
/** V21 */
export const disclosuresIncomplete: Finder = (look) => disclosureGates(look, 'V21');
/** V22 */
export const presumptionNotRebutted: Finder = (look) => disclosureGates(look, 'V22');

/** V23 */
export const conditionsUnanswered: Finder = ({ meeting }) =>
	meeting.licence.conditions
		.filter(isAdvised)
		.flatMap((condition) =>
			conditionProblems(condition).map(({ field, message }) =>
				found(
					`V23:${condition.key}:${field}`,
					'LICENCE_ORDERS',
					`Licence condition ${condition.key}: ${message}`,
					`#${condition.key}.${field}`
				)
			)
		);

/** V24 */
export const levelDecisionIncomplete: Finder = ({ meeting }) => {
	const { level } = meeting.decisions;
	if (level === null) return [found('V24', 'LEVEL', 'Record the decision on the level', itemHref('LEVEL'))];
	return levelProblems(level, levelCaseOf(meeting)).map(({ field, message }) =>
		found(`V24:${field}`, 'LEVEL', message, itemHref('LEVEL'))
	);
};

/** V29 */
export const feedbackForTheBoard: Finder = ({ meeting }) => {
	const href = itemHref('SMB_FEEDBACK');
	if (meeting.smb.length === 0)
		return [found('V29', 'SMB_FEEDBACK', 'Note feedback for the Board, or that there is nothing to report', href)];
	const subject = meeting.case?.subject;
	const named = subject ? meeting.smb.filter((entry) => namesSubject(entry.text, subject)) : [];
	return named.map((entry) =>
		found(`V29:${entry.id}`, 'SMB_FEEDBACK', 'Take the name of the person out of the feedback for the Board', href)
	);
};
