/**
 * What the screen on the wall of the room shows: the item by its code, its time, who waits to speak by agency, and whether
 * the meeting runs. Made on the server: no name of a person, no text that anybody typed, and nothing of the case is in it.
 */
import { usedMs } from '../agenda/agenda.ts';
import { agendaTotals } from '../agenda/agenda-view.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { WallItem, WallView } from '../wire.ts';

const MINUTE_MS = 60_000;

const currentItem = ({ agenda }: Meeting, now: number): WallItem | null => {
	const at = agenda.items.findIndex(({ code }) => code === agenda.current);
	const item = agenda.items[at];
	if (!item) return null;
	return {
		code: item.code,
		number: at + 1,
		of: agenda.items.length,
		plannedMinutes: item.plannedMinutes,
		usedMinutes: Math.floor(usedMs(item, now) / MINUTE_MS)
	};
};

/** @param now epoch ms by the server's clock */
export function wallView(meeting: Meeting, now: number): WallView {
	const { agenda, attendance, phase, pauses, convened } = meeting;
	const pausedSince = phase === 'LIVE' ? (pauses.find(({ to }) => to === null)?.from ?? null) : null;
	const { usedMinutes, plannedMinutes } = agendaTotals(agenda, now);
	return {
		stage: phase === 'CONVENED' ? 'BEFORE' : phase !== 'LIVE' ? 'OVER' : pausedSince ? 'BREAK' : 'RUNNING',
		startsAt: convened.scheduledStart,
		pausedSince,
		item: phase === 'LIVE' ? currentItem(meeting, now) : null,
		usedMinutes,
		plannedMinutes,
		waiting: agenda.hands.map(({ personId }) => attendance.seats[personId]?.person.agencyName ?? ''),
		serverNow: new Date(now).toISOString()
	};
}
