/** The Risk Management Plan as it is printed: risks, actions and what became of the earlier ones, in words. */
import { slipWords } from '../actions/action-words.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { changeWords, trendWords } from '../rmp/change-words.ts';
import { indicatorsOf } from '../rmp/indicators.ts';
import { byWhen, type ComparedPlans, comparePlans, type PlanVersion, planInWords } from '../rmp/plan-version.ts';
import { saidLine, saidWhen } from '../rmp/reported-words.ts';
import {
	type Acceptance,
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
	indicatorMarkWord,
	orientationWord,
	pillarWord,
	riskFieldWord,
	riskStatusWord
} from '../rmp/rmp-words.ts';
import { longDate, longMoment } from '../time.ts';
import type { RecordAction, RecordIndicator, RecordRisk } from './final-record.ts';
import { recordPerson } from './record-attendance.ts';
import type { Written } from './record-authors.ts';

const text = (texts: Readonly<Record<string, string>>, name: string): string =>
	Object.hasOwn(texts, name) ? (texts[name] ?? '').trim() : '';

/** Numbers in their order: A2 before A10. */
const inOrder = (actions: readonly Action[]): readonly Action[] =>
	[...actions].sort((a, b) => Number(a.number.slice(1)) - Number(b.number.slice(1)));

/** The indicators the last plan named, each with what this meeting said of it. */
const recordIndicators = (meeting: Meeting, key: string): readonly RecordIndicator[] =>
	indicatorsOf(meeting.rmp, key).map(({ side, text, marked }) => ({
		side: side === 'positive' ? 'Positive' : 'Negative',
		text,
		mark: marked ? indicatorMarkWord[marked.mark] : 'Not marked',
		on: marked?.on ? longDate(marked.on) : '',
		source: marked?.source ?? ''
	}));

/** What became of each row since the last plan, by its name; nothing where there was none. */
type Changed = (name: string) => string;
const changedSince = (compared: ComparedPlans | null): Changed => {
	const words = new Map([...(compared?.risks ?? []), ...(compared?.actions ?? [])].map((row) => [row.name, row]));
	return (name) => {
		const row = words.get(name);
		return row ? changeWords(row) : '';
	};
};

const recordRisk = (
	meeting: Meeting,
	plan: Readonly<Record<string, string>>,
	written: Written,
	changed: Changed,
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
		evidenceBasis: field('evidenceBasis'),
		victims: row.victims,
		conditions: meeting.licence.conditions
			.filter(({ riskKeys, state }) => riskKeys.includes(row.key) && state !== 'REMOVED' && state !== 'NOT_SUPPORTED')
			.map(({ key }) => key),
		indicators: recordIndicators(meeting, row.key),
		trend: trendWords(row.trend, row.sinceMeeting, row),
		changed: changed(row.key),
		actions: meeting.rmp.actions
			.filter((action) => !action.removed && action.riskKeys.includes(row.key))
			.map((action) => action.number),
		sinceMeeting: row.sinceMeeting,
		lastWrittenBy: authors
	};
};

const evidence = (row: Action): string => {
	const { outcome } = row;
	const on = outcome?.completedOn ? `Completed ${longDate(outcome.completedOn)}` : '';
	return [on, outcome?.evidence ?? row.evidence].filter((part) => part !== '').join(': ');
};

const recordAction = (
	plan: Readonly<Record<string, string>>,
	changed: Changed,
	row: Action,
	dueBefore: string | null
): RecordAction => ({
	number: row.number,
	text: text(plan, actionField(row.number, 'text')),
	completionEvidence: text(plan, actionField(row.number, 'completionEvidence')),
	risks: row.riskKeys,
	owner: row.owner ? recordPerson(row.owner) : null,
	supporters: row.supporters.map(recordPerson),
	by: byWhen(row),
	pillar: row.pillar ? pillarWord[row.pillar] : '',
	orientation: row.orientation ? orientationWord[row.orientation] : '',
	status: actionStatusWord[row.status],
	evidence: evidence(row),
	sinceMeeting: row.sinceMeeting,
	controlType: row.controlType ? controlTypeWord[row.controlType] : '',
	victims: row.victims,
	changed: changed(row.number),
	...reportedOf(row, dueBefore)
});

/** A yes to other words than these is said as what it is. */
const acceptedWords = (owner: string, { at, toldBy, changed }: Acceptance): string =>
	changed
		? `Accepted by ${owner} on ${longMoment(at)}, then the words were changed by ${changed.name} on ${longMoment(changed.at)}: not accepted as they stand`
		: toldBy === ''
			? `Accepted by ${owner} on ${longMoment(at)}`
			: `Accepted by ${owner} as told by ${toldBy} on ${longMoment(at)}`;

/** What happened to it between the meetings, and what the chair made of it. */
const reportedOf = (
	{ reported, due, outcome, owner, acceptance }: Action,
	dueBefore: string | null
): Pick<RecordAction, 'reported' | 'slips' | 'verified' | 'accepted'> => {
	const known = reported ?? { due: dueBefore, firstDue: dueBefore, slips: 0 };
	const movedHere = due !== null && known.due !== null && due > known.due ? 1 : 0;
	const slips = slipWords({ firstDue: known.firstDue, slips: known.slips + movedHere });
	return {
		...(reported && reported.said.length > 0
			? { reported: reported.said.map((one) => ({ told: saidLine(one), by: saidWhen(one) })) }
			: {}),
		...(slips === '' ? {} : { slips }),
		...(outcome?.verified ? { verified: `Verified by the chair on ${longMoment(outcome.verified.at)}` } : {}),
		...(acceptance && owner ? { accepted: acceptedWords(owner.name, acceptance) } : {})
	};
};

export type RecordPlan = {
	readonly risks: readonly RecordRisk[];
	readonly removed: readonly { readonly row: string; readonly reason: string }[];
	readonly actions: readonly RecordAction[];
	readonly previousActions: readonly RecordAction[];
};

/**
 * Open actions stand in the plan; every action carried over stands once more among the earlier ones, with its outcome.
 * @param before the plan this meeting began with; null = there was none
 */
export const recordPlan = (
	meeting: Meeting,
	plan: Readonly<Record<string, string>>,
	written: Written,
	before: PlanVersion | null
): RecordPlan => {
	const { risks, actions, handedOn } = meeting.rmp;
	const handedDue = new Map(handedOn?.actions.map(({ number, due }) => [number, due]));
	const recorded = (row: Action) => recordAction(plan, changed, row, handedDue.get(row.number) ?? null);
	const changed = changedSince(before && comparePlans(before, planInWords(meeting.rmp, plan)));
	const label = (key: string, words: string): string => (words === '' ? key : `${key} ${words}`);
	return {
		risks: risks.filter((row) => !row.removed).map((row) => recordRisk(meeting, plan, written, changed, row)),
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
		actions: inOrder(actions.filter(isOpenAction)).map(recorded),
		previousActions: inOrder(actions.filter((row) => !row.removed && row.sinceMeeting < meeting.convened.seq)).map(
			recorded
		)
	};
};
