/**
 * What belongs into each field that somebody writes or chooses in a meeting: the question it answers, one example to follow,
 * one that is not enough and why, and where the rule comes from. One table, loaded when somebody asks (FieldHelp.svelte).
 */
import { ABSENCE_HELP, CLOSE_HELP, DISCLOSURE_HELP, LEVEL_HELP } from './field-help-decisions.ts';
import { ITEM_HELP } from './field-help-items.ts';
import { PLAN_HELP, RETURN_HELP } from './field-help-plan.ts';
import type { HelpRows, RuleSource } from './field-help-row.ts';

export type FieldHelp = {
	readonly ask: string;
	readonly good: string;
	readonly bad: string;
	readonly why: string;
	readonly from: RuleSource;
};

const TABLE: HelpRows = {
	...PLAN_HELP,
	...RETURN_HELP,
	...ITEM_HELP,
	...LEVEL_HELP,
	...DISCLOSURE_HELP,
	...ABSENCE_HELP,
	...CLOSE_HELP
};

/** The groups in which the help page lists them. */
export const HELP_GROUPS = [
	{ title: 'The plan', keys: Object.keys(PLAN_HELP) },
	{ title: 'The return of an agency', keys: Object.keys(RETURN_HELP) },
	{ title: 'The agenda items', keys: Object.keys(ITEM_HELP) },
	{ title: 'The decision on the level', keys: Object.keys(LEVEL_HELP) },
	{ title: 'Disclosure', keys: Object.keys(DISCLOSURE_HELP) },
	{ title: 'Attendance and absence', keys: Object.keys(ABSENCE_HELP) },
	{ title: 'Different views, and the close of a meeting', keys: Object.keys(CLOSE_HELP) }
] as const;

/** The help of one field; null where there is none. */
export const fieldHelp = (key: string): FieldHelp | null => {
	const row = Object.hasOwn(TABLE, key) ? TABLE[key] : undefined;
	if (!row) return null;
	const [ask, good, bad, why, from] = row;
	return { ask, good, bad, why, from };
};
