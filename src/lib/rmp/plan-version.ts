/**
 * A plan as it stood at one time, in words: the plan being written, one handed on, or one that a meeting adopted. Two of
 * them are compared row by row and part by part; a row is the same row when it has the same number.
 */
import { longDate } from '../time.ts';
import {
	ACTION_FIELDS,
	type Action,
	actionField,
	RISK_FIELDS,
	type Risk,
	type RiskField,
	riskField,
	type StoredAction,
	type StoredRisk,
	wholeAction,
	wholeRisk
} from './rmp.ts';
import {
	actionFieldWord,
	actionStatusWord,
	controlTypeShort,
	orientationWord,
	pillarWord,
	planPartWord,
	riskFieldWord,
	riskStatusWord
} from './rmp-words.ts';

type Texts = Readonly<Record<string, string>>;
export type VersionPart = {
	readonly label: string;
	/** a text is compared word by word, a value as a whole */
	readonly kind: 'text' | 'value';
	readonly words: string;
};
export type VersionRow = {
	/** R1, A3 */
	readonly name: string;
	readonly title: string;
	readonly parts: readonly VersionPart[];
	/** why it was taken out; null = it is in the plan */
	readonly removed: string | null;
};
export type PlanVersion = { readonly risks: readonly VersionRow[]; readonly actions: readonly VersionRow[] };

/** "Friday 18 December 2026", or the standing check in words; '' for neither. */
export const byWhen = ({ due, standing }: Pick<Action, 'due' | 'standing'>): string => {
	if (due) return longDate(due);
	return standing ? `Standing: ${standing.frequency}, next check ${longDate(standing.nextCheck)}` : '';
};
export const value = (label: string, words: string): VersionPart => ({ label, kind: 'value', words: words.trim() });
export const text = (label: string, words: string): VersionPart => ({ label, kind: 'text', words: words.trim() });
/** The texts of a risk but for its short name, in the order they are read. */
export const RISK_TEXTS = RISK_FIELDS.filter((field): field is Exclude<RiskField, 'title'> => field !== 'title');

const person = ({ name, agencyName }: { readonly name: string; readonly agencyName: string }): string =>
	`${name}, ${agencyName}`;

const riskInWords = (row: Risk, texts: Texts): VersionRow => ({
	name: row.key,
	title: (texts[riskField(row.key, 'title')] ?? '').trim(),
	removed: row.removed?.reason ?? null,
	parts: [
		value(planPartWord.status, riskStatusWord[row.status]),
		value(planPartWord.pillar, row.pillar ? pillarWord[row.pillar] : ''),
		value(planPartWord.orientation, row.orientation ? orientationWord[row.orientation] : ''),
		value(planPartWord.controlType, row.controlType ? controlTypeShort[row.controlType] : ''),
		value(planPartWord.victims, row.victims.join(', ')),
		text(riskFieldWord.title, texts[riskField(row.key, 'title')] ?? ''),
		...RISK_TEXTS.map((field) => text(riskFieldWord[field], texts[riskField(row.key, field)] ?? ''))
	]
});

const actionInWords = (row: Action, texts: Texts): VersionRow => ({
	name: row.number,
	title: (texts[actionField(row.number, 'text')] ?? '').trim(),
	removed: row.removed?.reason ?? null,
	parts: [
		...ACTION_FIELDS.map((field) => text(actionFieldWord[field], texts[actionField(row.number, field)] ?? '')),
		value(planPartWord.risks, row.riskKeys.join(', ')),
		value(planPartWord.owner, row.owner ? person(row.owner) : ''),
		value(planPartWord.supporters, row.supporters.map(person).join('; ')),
		value(planPartWord.by, byWhen(row)),
		value(planPartWord.pillar, row.pillar ? pillarWord[row.pillar] : ''),
		value(planPartWord.orientation, row.orientation ? orientationWord[row.orientation] : ''),
		value(planPartWord.controlType, row.controlType ? controlTypeShort[row.controlType] : ''),
		value(planPartWord.victims, row.victims.join(', ')),
		value(planPartWord.status, actionStatusWord[row.status]),
		text(planPartWord.evidence, row.outcome?.evidence ?? row.evidence)
	]
});

type StoredRows = { readonly risks: readonly StoredRisk[]; readonly actions: readonly StoredAction[] };

/** The rows of a plan with its words; rows stored before some part was kept are read as having none. */
export const planInWords = ({ risks, actions }: StoredRows, texts: Texts): PlanVersion => ({
	risks: risks.map((row) => riskInWords(wholeRisk(row), texts)),
	actions: actions.map((row) => actionInWords(wholeAction(row), texts))
});

/** Rows with these are not handed on to the next plan. */
const ENDED: readonly string[] = [
	...[riskStatusWord.RESOLVED, riskStatusWord.MERGED],
	...[actionStatusWord.COMPLETED, actionStatusWord.NO_LONGER_NEEDED]
];
export type PartChange = Pick<VersionPart, 'label' | 'kind'> & { readonly before: string; readonly now: string };
export type ComparedRow = {
	readonly name: string;
	readonly title: string;
	readonly change: 'added' | 'changed' | 'unchanged' | 'removed';
	/** why it was removed, where that was said; '' otherwise */
	readonly reason: string;
	/** the parts that differ; of a new row everything it says, of a removed one everything it said */
	readonly parts: readonly PartChange[];
	/** the parts that did not change and say something */
	readonly same: readonly VersionPart[];
};
export type ComparedPlans = { readonly risks: readonly ComparedRow[]; readonly actions: readonly ComparedRow[] };

/** How a row had ended in the version that still has it; '' when it had not. */
const ended = ({ parts }: VersionRow): string => {
	const status = parts.find(({ label }) => label === planPartWord.status)?.words ?? '';
	return ENDED.includes(status) ? status : '';
};

const compareRow = (before: VersionRow | undefined, now: VersionRow | undefined): ComparedRow => {
	const here = now && now.removed === null ? now : undefined;
	const there = before && before.removed === null ? before : undefined;
	const [first, second] = [there?.parts ?? [], here?.parts ?? []];
	const labels = [...new Set([...(second.length > 0 ? second : first), ...first].map(({ label }) => label))];
	const all = labels.map((label): PartChange => {
		const [was, is] = [first.find((part) => part.label === label), second.find((part) => part.label === label)];
		return { label, kind: (is ?? was)?.kind ?? 'text', before: was?.words ?? '', now: is?.words ?? '' };
	});
	const parts = all.filter((part) => part.before !== part.now);
	const same = all.filter((part) => part.before === part.now && part.now !== '');
	return {
		name: (now ?? before)?.name ?? '',
		title: (here ?? there ?? now ?? before)?.title ?? '',
		change: !here ? 'removed' : !there ? 'added' : parts.length > 0 ? 'changed' : 'unchanged',
		reason: now?.removed ?? (now || !before ? '' : ended(before)),
		parts,
		same: same.map(({ label, kind, now: words }) => ({ label, kind, words }))
	};
};

const compareRows = (before: readonly VersionRow[], now: readonly VersionRow[]): readonly ComparedRow[] => {
	const earlier = new Map(before.map((row) => [row.name, row]));
	const later = new Set(now.map(({ name }) => name));
	return [
		...now
			// A row added and removed between the two never reached anybody.
			.filter((row) => row.removed === null || earlier.has(row.name))
			.map((row) => compareRow(earlier.get(row.name), row)),
		...before
			.filter(({ name, removed }) => removed === null && !later.has(name))
			.map((row) => compareRow(row, undefined))
	];
};

/** What became of each row from one plan to another, in the order of the later one; rows that are gone come last. */
export const comparePlans = (before: PlanVersion, now: PlanVersion): ComparedPlans => ({
	risks: compareRows(before.risks, now.risks),
	actions: compareRows(before.actions, now.actions)
});
