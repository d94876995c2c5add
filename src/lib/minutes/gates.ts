/**
 * What still stands between a meeting and its lock (domain.md 8.3). One pure function over the table of gates, read live in
 * the room, on the close page and by the lock itself.
 */
import type { Ask } from '../asks/ask.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { asksRule } from '../meeting/meeting-kinds.ts';
import type { VictimName } from '../restricted/restricted-note.ts';
import { type GateOf, lookAt } from './gate.ts';
import { GATE_RULES, type GateRule, gateRow } from './gate-table.ts';
import type { Texts } from './minutes-fields.ts';

export type Gate = GateOf<GateRule>;

/** Place of the row a gate speaks of in the plan, so that everything about one row stands together; the rest comes after. */
const rowPlaces = ({ rmp }: Meeting): ((id: string) => number) => {
	const rows = [...rmp.risks.map(({ key }) => key), ...rmp.actions.map(({ number }) => number)];
	const byRow = new Map(rows.map((row, place) => [row, place]));
	return (id) => byRow.get(id.split(':')[1]?.split('.')[0] ?? '') ?? byRow.size;
};

/**
 * Everything that is missing now, in the order of the agenda; the ones the chair has answered carry the answer.
 * @param victims their names, in the browser of somebody who may know them; the server hands in none
 * @param now ISO UTC, for what is asked by the clock; the room leaves it out
 * @param asks questions about texts, those that whoever looks may know of; none where a record is made
 */
export const gates = (
	meeting: Meeting,
	texts: Texts,
	victims: readonly VictimName[] = [],
	now: string | null = null,
	asks: readonly Ask[] = []
): readonly Gate[] => {
	const look = lookAt(meeting, texts, victims, now, asks);
	const itemPlace = new Map(meeting.agenda.items.map((item, index) => [item.code, index]));
	const rowPlace = rowPlaces(meeting);
	return GATE_RULES.filter((rule) => asksRule(meeting.convened.level, rule))
		.flatMap((rule) => {
			const { kind, finds } = gateRow(rule);
			return (finds?.(look) ?? []).map((one): Gate => {
				const overridden = Object.hasOwn(meeting.overrides, one.id) ? (meeting.overrides[one.id] ?? null) : null;
				return { ...one, rule, kind, overridden };
			});
		})
		.map((gate) => ({ gate, item: itemPlace.get(gate.item) ?? itemPlace.size, row: rowPlace(gate.id) }))
		.sort((a, b) => a.item - b.item || a.row - b.row)
		.map(({ gate }) => gate);
};

/** The warnings nobody has answered yet that a step does not pass over in silence. */
export const unansweredStops = (list: readonly Gate[]): readonly Gate[] =>
	list.filter((gate) => gate.overridden === null && gateRow(gate.rule).asksReason === true);
