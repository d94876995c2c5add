/** What a running meeting is told of the actions since the last one: when it begins, and whenever an item is opened. */
import type { Meeting } from '../meeting/meeting.ts';
import type { ReportedAction } from './reported-action.ts';
import type { RmpEvent } from './rmp.ts';

/** What it was not told yet. What is reported after it has recorded an outcome waits for the next meeting. */
export const newlyReported = (
	{ rmp }: Pick<Meeting, 'rmp'>,
	told: readonly ReportedAction[]
): readonly Extract<RmpEvent, { type: 'actions-reported' }>[] => {
	const rows = new Map(rmp.actions.map((row) => [row.number, row]));
	const actions = told.filter(({ number, version }) => {
		const row = rows.get(number);
		return row !== undefined && row.outcome === null && row.reported?.version !== version;
	});
	return actions.length > 0 ? [{ type: 'actions-reported', actions }] : [];
};
