/**
 * A plan agreed before its case came into this service: rows and words as a meeting here would have left them, so that the
 * first meeting here carries them over like any other plan.
 */
import type { PersonRef } from '../attendance/attendance.ts';
import { cleanText, LONG_TEXT_MAX } from '../input.ts';
import {
	ACTION_FIELDS,
	type Action,
	type ActionField,
	actionField,
	type Highest,
	RISK_FIELDS,
	type Risk,
	type RiskField,
	riskField
} from '../rmp/rmp.ts';

export type ImportedPlan = {
	readonly source: 'record' | 'csv';
	/** of the minutes it came from, NMS-2026-014/2; '' = a list */
	readonly reference: string;
	readonly risks: readonly Risk[];
	readonly actions: readonly Action[];
	/** words by field name, as the plan document has them */
	readonly texts: Readonly<Record<string, string>>;
	readonly highest: Highest;
};
/** Said with a plan wherever it is carried over: who brought it, when, and from which file. */
export type ImportMark = {
	/** "Opal Quillfeather, Fernshire MAPPA Unit" */
	readonly by: string;
	/** ISO 8601 UTC */
	readonly at: string;
	readonly sha256: string;
	/** date of the meeting that adopted it, YYYY-MM-DD */
	readonly adoptedOn: string;
};

export const PLAN_LIMIT = { risks: 60, actions: 200 } as const;

/** Whom an owner's address or name means; null = nobody who may be named for this case. */
export type FindOwner = (said: {
	readonly email: string;
	readonly name: string;
	readonly agency: string;
}) => PersonRef | null;

/** Rows that were there before this service begin with meeting 0. */
export const BEFORE = 0;

export const highestOf = (
	risks: readonly Pick<Risk, 'key'>[],
	actions: readonly Pick<Action, 'number'>[]
): Highest => ({
	R: Math.max(0, ...risks.map(({ key }) => Number(key.slice(1)))),
	A: Math.max(0, ...actions.map(({ number }) => Number(number.slice(1))))
});

type RowTexts<Field extends string> = Partial<Readonly<Record<Field, string>>>;
const named = (entries: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] =>
	entries
		.map(([name, text]) => [name, cleanText(text).slice(0, LONG_TEXT_MAX)] as const)
		.filter(([, text]) => text !== '');
export const riskTexts = (key: string, texts: RowTexts<RiskField>) =>
	named(RISK_FIELDS.map((field) => [riskField(key, field), texts[field] ?? '']));
export const actionTexts = (number: string, texts: RowTexts<ActionField>) =>
	named(ACTION_FIELDS.map((field) => [actionField(number, field), texts[field] ?? '']));
