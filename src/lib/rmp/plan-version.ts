/**
 * A plan as it stood at one time, in words: the plan being written, one handed on, or one that a meeting adopted. Two of
 * them are compared row by row and part by part; a row is the same row when it has the same number.
 */
import { longDate } from '../time.ts';
import {
	ACTION_FIELDS,
	type Action,
	type ActionField,
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
const value = (label: string, words: string): VersionPart => ({ label, kind: 'value', words: words.trim() });
const text = (label: string, words: string): VersionPart => ({ label, kind: 'text', words: words.trim() });
/** The texts of a risk but for its short name, in the order they are read. */
const RISK_TEXTS = RISK_FIELDS.filter((field): field is Exclude<RiskField, 'title'> => field !== 'title');

/** A code's word; `said` where there is no code, or one of no list. */
const word = <Code extends string>(
	words: Readonly<Record<Code, string>>,
	code: Code | null | undefined,
	said: string
): string => (code ? words[code] : said);

type Person = { readonly name: string; readonly agency: string };
const person = ({ name, agency }: Person): string => `${name}, ${agency}`;

/** What a row says of itself; `said` by a record, which may say what no list has. */
type Kind = Partial<Pick<Risk, 'pillar' | 'orientation' | 'controlType'>>;
type KindSaid = { readonly [Part in keyof Kind]?: string | undefined };
const kindParts = (codes: Kind | undefined, said: KindSaid): readonly VersionPart[] => [
	value(planPartWord.pillar, word(pillarWord, codes?.pillar, said.pillar ?? '')),
	value(planPartWord.orientation, word(orientationWord, codes?.orientation, said.orientation ?? '')),
	value(planPartWord.controlType, word(controlTypeShort, codes?.controlType, said.controlType ?? ''))
];

type RiskParts = {
	readonly codes: (Kind & { readonly status: Risk['status'] | null }) | undefined;
	readonly said?: KindSaid & { readonly status: string };
	readonly victims: readonly string[];
	readonly words: (field: RiskField) => string;
};
/** Every part of a risk in words, in the order in which they are read. */
export const riskParts = ({ codes, said, victims, words }: RiskParts): readonly VersionPart[] => [
	value(planPartWord.status, word(riskStatusWord, codes?.status, said?.status ?? '')),
	...kindParts(codes, said ?? {}),
	value(planPartWord.victims, victims.join(', ')),
	text(riskFieldWord.title, words('title')),
	...RISK_TEXTS.map((field) => text(riskFieldWord[field], words(field)))
];

type ActionParts = {
	readonly codes: (Kind & { readonly status: Action['status'] | null }) | undefined;
	readonly said?: KindSaid & { readonly status: string };
	readonly words: (field: ActionField) => string;
	readonly risks: readonly string[];
	readonly owner: Person | null;
	readonly supporters: readonly Person[];
	readonly by: string;
	readonly victims: readonly string[];
	readonly evidence: string;
};
/** Every part of an action in words, in the order in which they are read. */
export const actionParts = (row: ActionParts): readonly VersionPart[] => [
	...ACTION_FIELDS.map((field) => text(actionFieldWord[field], row.words(field))),
	value(planPartWord.risks, row.risks.join(', ')),
	value(planPartWord.owner, row.owner ? person(row.owner) : ''),
	value(planPartWord.supporters, row.supporters.map(person).join('; ')),
	value(planPartWord.by, row.by),
	...kindParts(row.codes, row.said ?? {}),
	value(planPartWord.victims, row.victims.join(', ')),
	value(planPartWord.status, word(actionStatusWord, row.codes?.status, row.said?.status ?? '')),
	text(planPartWord.evidence, row.evidence)
];

const riskInWords = (row: Risk, texts: Texts): VersionRow => {
	const words = (field: RiskField): string => texts[riskField(row.key, field)] ?? '';
	return {
		name: row.key,
		title: words('title').trim(),
		removed: row.removed?.reason ?? null,
		parts: riskParts({ codes: row, victims: row.victims, words })
	};
};

const inRecordForm = ({ name, agencyName }: Action['supporters'][number]): Person => ({ name, agency: agencyName });
const actionInWords = (row: Action, texts: Texts): VersionRow => {
	const words = (field: ActionField): string => texts[actionField(row.number, field)] ?? '';
	return {
		name: row.number,
		title: words('text').trim(),
		removed: row.removed?.reason ?? null,
		parts: actionParts({
			codes: row,
			words,
			risks: row.riskKeys,
			owner: row.owner && inRecordForm(row.owner),
			supporters: row.supporters.map(inRecordForm),
			by: byWhen(row),
			victims: row.victims,
			evidence: row.outcome?.evidence ?? row.evidence
		})
	};
};

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
