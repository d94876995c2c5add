/** A case as the register knew it at the end of an earlier day. */
import type { BoardCase } from './report-sources.ts';

export type CaseThen = { readonly category: number; readonly level: number; readonly isOpen: boolean };

/** Everything that has changed since that day (YYYY-MM-DD) is undone, newest first. */
export const caseOn = (one: BoardCase, on: string): CaseThen => {
	const later = one.changes.filter((change) => change.on > on).map(({ before }) => before);
	const then: CaseThen = Object.assign(
		{ category: one.category, level: one.level, isOpen: one.isOpen },
		...later.toReversed()
	);
	return { ...then, isOpen: then.isOpen && one.openedOn <= on };
};
