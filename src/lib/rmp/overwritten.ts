/** Dates, owners and choices: the last writer wins, and the person whose value was replaced is told and may undo. */

import type { PersonRef } from '../attendance/attendance.ts';
import type { Meeting, Stamped } from '../meeting/meeting.ts';
import type { ValueChange } from './rmp.ts';

/**
 * Values that `me` was the last to set and that this event, by somebody else, replaces. `before` is the meeting as it
 * was when the event arrived.
 */
export const overwritten = (before: Meeting, stamped: Stamped, me: string): readonly ValueChange[] => {
	const { event, by, at } = stamped;
	if (by === me || (event.type !== 'risk-value-set' && event.type !== 'action-value-set')) return [];
	const row = event.type === 'risk-value-set' ? event.key : event.number;
	const from = event.from as Record<string, unknown>;
	return Object.entries(event.to as Record<string, unknown>)
		.filter(([field]) => before.rmp.lastChange[`${row}.${field}`]?.by === me)
		.map(([field, to]) => ({ row, field, from: from[field] ?? null, to, by, at }));
};

/** The command that puts the replaced value back. */
export const undoCommand = (
	change: ValueChange
): { command: 'set-risk-values' | 'set-action-values'; input: Record<string, unknown> } => {
	if (change.row.startsWith('R')) {
		return { command: 'set-risk-values', input: { key: change.row, to: { [change.field]: change.from } } };
	}
	const to =
		change.field === 'owner'
			? { ownerId: (change.from as PersonRef | null)?.personId ?? null }
			: change.field === 'supporters'
				? { supporterIds: ((change.from as readonly PersonRef[] | null) ?? []).map((one) => one.personId) }
				: { [change.field]: change.from };
	return { command: 'set-action-values', input: { number: change.row, to } };
};
