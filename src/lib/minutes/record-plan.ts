/** The Risk Management Plan as it is printed: risks, actions and what became of the earlier ones, in words. */
import type { Meeting } from '../meeting/meeting.ts';
import {
	type Action,
	actionField,
	isOpenAction,
	RISK_FIELDS,
	type Risk,
	type RiskField,
	riskField
} from '../rmp/rmp.ts';
import {
	actionStatusWord,
	controlTypeWord,
	orientationWord,
	pillarWord,
	riskFieldWord,
	riskStatusWord
} from '../rmp/rmp-words.ts';
import { longDate } from '../time.ts';
import type { RecordAction, RecordRisk } from './final-record.ts';
import { recordPerson } from './record-attendance.ts';
import type { Written } from './record-authors.ts';

const text = (texts: Readonly<Record<string, string>>, name: string): string =>
	Object.hasOwn(texts, name) ? (texts[name] ?? '').trim() : '';

/** Numbers in their order: A2 before A10. */
const inOrder = (actions: readonly Action[]): readonly Action[] =>
	[...actions].sort((a, b) => Number(a.number.slice(1)) - Number(b.number.slice(1)));

const recordRisk = (
	meeting: Meeting,
	plan: Readonly<Record<string, string>>,
	written: Written,
	row: Risk
): RecordRisk => {
	const field = (name: RiskField): string => text(plan, riskField(row.key, name));
	const authors = RISK_FIELDS.flatMap((name) => {
		const who = written.byAgency(riskField(row.key, name));
		return who === '' || field(name) === '' ? [] : [`${riskFieldWord[name]}: ${who}`];
	});
	return {
		key: row.key,
		title: field('title'),
		status: riskStatusWord[row.status],
		pillar: row.pillar ? pillarWord[row.pillar] : '',
		orientation: row.orientation ? orientationWord[row.orientation] : '',
		controlType: row.controlType ? controlTypeWord[row.controlType] : '',
		risk: field('risk'),
		evidence: field('evidence'),
		responseSoFar: field('responseSoFar'),
		contingency: field('contingency'),
		positiveIndicators: field('positiveIndicators'),
		negativeIndicators: field('negativeIndicators'),
		leastRestrictiveReason: field('leastRestrictiveReason'),
		noActionReason: field('noActionReason'),
		actions: meeting.rmp.actions
			.filter((action) => !action.removed && action.riskKeys.includes(row.key))
			.map((action) => action.number),
		sinceMeeting: row.sinceMeeting,
		lastWrittenBy: authors
	};
};

const by = (row: Action): string => {
	if (row.due) return longDate(row.due);
	return row.standing ? `Standing: ${row.standing.frequency}, next check ${longDate(row.standing.nextCheck)}` : '';
};

const evidence = (row: Action): string => {
	const { outcome } = row;
	const on = outcome?.completedOn ? `Completed ${longDate(outcome.completedOn)}` : '';
	return [on, outcome?.evidence ?? row.evidence].filter((part) => part !== '').join(': ');
};

const recordAction = (plan: Readonly<Record<string, string>>, row: Action): RecordAction => ({
	number: row.number,
	text: text(plan, actionField(row.number, 'text')),
	completionEvidence: text(plan, actionField(row.number, 'completionEvidence')),
	risks: row.riskKeys,
	owner: row.owner ? recordPerson(row.owner) : null,
	supporters: row.supporters.map(recordPerson),
	by: by(row),
	pillar: row.pillar ? pillarWord[row.pillar] : '',
	orientation: row.orientation ? orientationWord[row.orientation] : '',
	status: actionStatusWord[row.status],
	evidence: evidence(row),
	sinceMeeting: row.sinceMeeting
});

export type RecordPlan = {
	readonly risks: readonly RecordRisk[];
	readonly removed: readonly { readonly row: string; readonly reason: string }[];
	readonly actions: readonly RecordAction[];
	readonly previousActions: readonly RecordAction[];
};

/** Open actions stand in the plan; every action carried over stands once more among the earlier ones, with its outcome. */
export const recordPlan = (meeting: Meeting, plan: Readonly<Record<string, string>>, written: Written): RecordPlan => {
	const { risks, actions } = meeting.rmp;
	const label = (key: string, words: string): string => (words === '' ? key : `${key} ${words}`);
	return {
		risks: risks.filter((row) => !row.removed).map((row) => recordRisk(meeting, plan, written, row)),
		removed: [
			...risks.flatMap((row) =>
				row.removed
					? [{ row: label(row.key, text(plan, riskField(row.key, 'title'))), reason: row.removed.reason }]
					: []
			),
			...actions.flatMap((row) =>
				row.removed
					? [{ row: label(row.number, text(plan, actionField(row.number, 'text'))), reason: row.removed.reason }]
					: []
			)
		],
		actions: inOrder(actions.filter(isOpenAction)).map((row) => recordAction(plan, row)),
		previousActions: inOrder(actions.filter((row) => !row.removed && row.sinceMeeting < meeting.convened.seq)).map(
			(row) => recordAction(plan, row)
		)
	};
};
