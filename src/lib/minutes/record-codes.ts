/**
 * What a record says in words of a list, read back: codes, dates, and whom it is about. Words are read by this build, so a record
 * is read right by the build of its own language alone (server/of-the-record.ts). Pure.
 */
import { codeOf } from '../import/columns.ts';
import { dateOfWords } from '../import/date-of-words.ts';
import { byWhen } from '../rmp/plan-version.ts';
import type { Action, Risk } from '../rmp/rmp.ts';
import { actionStatusWord, controlTypeWord, orientationWord, pillarWord, riskStatusWord } from '../rmp/rmp-words.ts';
import { longDate } from '../time.ts';

/** null = the record says none, or a word of no list */
type Kind<Row extends Risk | Action> = {
	readonly [Part in 'pillar' | 'orientation' | 'controlType']: Row[Part] | null;
};
export type RiskCodes = Kind<Risk> & { readonly status: Risk['status'] | null };
export type ActionCodes = Kind<Action> & {
	readonly status: Action['status'] | null;
	/** null = another form of words, or a standing check */
	readonly due: string | null;
	readonly standing: Action['standing'];
};
export type RecordCodes = {
	/** by the row's own name: R1, A3 */
	readonly risks: Readonly<Record<string, RiskCodes>>;
	readonly actions: Readonly<Record<string, ActionCodes>>;
	/** of the meeting, YYYY-MM-DD; '' when the record does not say it as a date */
	readonly on: string;
	readonly subject: { readonly name: string; readonly bornOn: string };
};

type Words = { readonly pillar: string; readonly orientation: string; readonly controlType?: string };
type Facts = readonly (readonly [label: string, value: string])[];
/** Of a record, or of a file that reads like one. */
export type RecordInWords = {
	readonly meeting?: Facts;
	readonly subject?: Facts;
	readonly risks: readonly (Words & { readonly key: string; readonly status: string })[];
	readonly actions: readonly (Words & { readonly number: string; readonly status: string; readonly by: string })[];
	readonly previousActions?: RecordInWords['actions'];
};

const kindOf = ({ pillar, orientation, controlType = '' }: Words) => ({
	pillar: codeOf(pillarWord, pillar) ?? null,
	orientation: codeOf(orientationWord, orientation) ?? null,
	controlType: codeOf(controlTypeWord, controlType) ?? null
});

/** Stands for what was typed, to find its place in the sentence. */
const TYPED = '\u0001';
const SOME_DAY = '2026-01-01';
const standingOf = (by: string): Action['standing'] => {
	const sentence = byWhen({ due: null, standing: { frequency: TYPED, nextCheck: SOME_DAY } });
	const [before = '', rest = ''] = sentence.split(TYPED);
	const [between = '', after = ''] = rest.split(longDate(SOME_DAY));
	if (!by.startsWith(before) || !by.endsWith(after)) return null;
	const said = by.slice(before.length, by.length - after.length);
	const at = said.lastIndexOf(between);
	const nextCheck = at < 0 ? '' : dateOfWords(said.slice(at + between.length));
	return nextCheck === '' ? null : { frequency: said.slice(0, at), nextCheck };
};

const said = (facts: Facts, label: string): string => facts.find(([one]) => one === label)?.[1] ?? '';

export const recordCodes = (record: RecordInWords): RecordCodes => ({
	risks: Object.fromEntries(
		record.risks.map((row) => [row.key, { ...kindOf(row), status: codeOf(riskStatusWord, row.status) ?? null }])
	),
	actions: Object.fromEntries(
		[...(record.previousActions ?? []), ...record.actions].map((row) => {
			const standing = standingOf(row.by);
			const due = standing ? null : dateOfWords(row.by) || null;
			return [row.number, { ...kindOf(row), status: codeOf(actionStatusWord, row.status) ?? null, due, standing }];
		})
	),
	on: dateOfWords(said(record.meeting ?? [], 'Date')),
	subject: {
		name: said(record.subject ?? [], 'Name'),
		bornOn: dateOfWords(said(record.subject ?? [], 'Date of birth'))
	}
});
