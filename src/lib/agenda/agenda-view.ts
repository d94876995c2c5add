/** What the agenda column shows: numbers, ticks, minutes planned and used, and how far through the time the meeting is. */
import { type Agenda, type ItemCode, type ItemStatus, usedMs } from './agenda.ts';

const MINUTE = 60_000;

export type AgendaLine = {
	readonly code: ItemCode;
	/** place in the running order, from 1: people on the telephone follow by number */
	readonly number: number;
	readonly status: ItemStatus;
	readonly plannedMinutes: number;
	/** whole minutes used; null while the item has not been open */
	readonly usedMinutes: number | null;
	/** minutes beyond the plan, 0 when within it */
	readonly overMinutes: number;
	readonly skipReason: string | null;
};
export type AgendaTotals = { readonly usedMinutes: number; readonly plannedMinutes: number; readonly share: number };

/** One line per item at `now` (epoch ms, server clock). */
export const agendaLines = (agenda: Agenda, now: number): readonly AgendaLine[] =>
	agenda.items.map((item, index) => {
		const used = item.spans.length > 0 ? Math.floor(usedMs(item, now) / MINUTE) : null;
		return {
			code: item.code,
			number: index + 1,
			status: item.status,
			plannedMinutes: item.plannedMinutes,
			usedMinutes: used,
			overMinutes: Math.max(0, (used ?? 0) - item.plannedMinutes),
			skipReason: item.skipReason
		};
	});

/** Minutes used and planned over all items; `share` is between 0 and 1. */
export const agendaTotals = (agenda: Agenda, now: number): AgendaTotals => {
	const used = agenda.items.reduce((sum, item) => sum + usedMs(item, now), 0) / MINUTE;
	const planned = agenda.items.reduce((sum, item) => sum + item.plannedMinutes, 0);
	return {
		usedMinutes: Math.floor(used),
		plannedMinutes: planned,
		share: planned === 0 ? 0 : Math.min(1, used / planned)
	};
};

/** The `before` of a reorder-agenda command that moves one item up or down by one place; undefined where it cannot move. */
export const neighbourBefore = (
	agenda: Agenda,
	code: ItemCode,
	direction: 'up' | 'down'
): ItemCode | null | undefined => {
	const from = agenda.items.findIndex((item) => item.code === code);
	if (from < 0) return undefined;
	if (direction === 'up') return from === 0 ? undefined : agenda.items[from - 1]!.code;
	if (from >= agenda.items.length - 1) return undefined;
	return agenda.items[from + 2]?.code ?? null;
};
