/**
 * Whether an owner's yes still holds for the words of their action. Words are no facts: who changed them, and when, is told by the
 * authorship the plan carries, so the rule looks at both (server/decisions/050).
 */
import type { Meeting } from '../meeting/meeting.ts';
import type { Authorship } from '../wire.ts';
import { type Action, actionField } from './rmp.ts';

type Author = Pick<Authorship, 'field' | 'personId' | 'name' | 'at'>;

/** Accepted, and nobody has changed the words since, as far as `asWorded` was told. */
export const isAccepted = ({ acceptance }: Pick<Action, 'acceptance'>): boolean =>
	acceptance !== undefined && acceptance.changed === undefined;

/** The row with what became of its words since the yes. The owner's own change they know: it takes nothing back. */
export function rowAsWorded(row: Action, authors: readonly Author[]): Action {
	const { acceptance, number, owner } = row;
	if (!acceptance) return row;
	const field = actionField(number, 'text');
	const last = authors.filter((one) => one.field === field).toSorted((a, b) => b.at - a.at)[0];
	// Nothing is known of the words here: what was known where the row comes from stays.
	if (!last) return row;
	const { changed: _, ...said } = acceptance;
	const holds = last.at <= Date.parse(said.at) || (last.personId !== null && last.personId === owner?.personId);
	const changed = { name: last.name, at: new Date(last.at).toISOString() };
	return { ...row, acceptance: holds ? said : { ...said, changed } };
}

/** The meeting with every yes that no longer holds for the words marked as such. @param authors who last changed each text of the plan */
export const asWorded = (meeting: Meeting, authors: readonly Author[]): Meeting => {
	const { rmp } = meeting;
	if (!rmp.actions.some(({ acceptance }) => acceptance)) return meeting;
	return { ...meeting, rmp: { ...rmp, actions: rmp.actions.map((row) => rowAsWorded(row, authors)) } };
};
