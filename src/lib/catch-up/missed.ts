/**
 * What somebody missed who was away since a moment: decisions, items closed, actions agreed, their own agency's actions, and what
 * else was changed. Read from what this person's room shows anyway, so that nothing is in it that they may not see.
 */
import type { ItemCode } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { disclosureOutcomeWord, levelOutcomeWord, meetingOutcomeWord } from '../decisions/decisions-words.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { Action } from '../rmp/rmp.ts';
import { londonTime, shortDate } from '../time.ts';
import type { Authorship } from '../wire.ts';

/** One line, and the place in the room it is about. */
export type MissedLine = { readonly key: string; readonly text: string; readonly href: string };
export type Missed = {
	readonly decisions: readonly MissedLine[];
	readonly closed: readonly MissedLine[];
	readonly agreed: readonly MissedLine[];
	/** whenever they were agreed: what the agency has taken on so far */
	readonly mine: readonly MissedLine[];
	readonly changed: readonly MissedLine[];
};
export type MissedSources = {
	readonly meeting: Meeting;
	/** words of the plan by field, and who last changed which text of plan and minutes */
	readonly plan: Readonly<Record<string, string>>;
	readonly authors: readonly Authorship[];
	readonly me: { readonly personId: string; readonly agencyId: string };
};

const MOST_WORDS = 90;
const short = (text: string): string => {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= MOST_WORDS ? line : `${line.slice(0, MOST_WORDS).replace(/\s+\S*$/, '')} …`;
};

const decisionsOf = ({ decisions, licence }: Meeting, isSince: (at: string) => boolean): MissedLine[] => {
	const lines: (MissedLine & { at: string })[] = [];
	for (const { id, decided, outcome } of decisions.disclosures)
		lines.push({
			...{ key: `disclosure ${id}`, at: decided.at, href: '#item-DISCLOSURE' },
			text: `Disclosure, ${londonTime(decided.at)}: ${disclosureOutcomeWord[outcome]}`
		});
	if (decisions.level) {
		const { decided, outcome } = decisions.level;
		const text = `Level, ${londonTime(decided.at)}: ${levelOutcomeWord[outcome]}`;
		lines.push({ key: 'level', at: decided.at, href: '#item-LEVEL', text });
	}
	if (decisions.outcome) {
		const { decided, outcome } = decisions.outcome;
		const text = `What comes of the meeting, ${londonTime(decided.at)}: ${meetingOutcomeWord[outcome]}`;
		lines.push({ key: 'outcome', at: decided.at, href: '#item-OUTCOME', text });
	}
	for (const { key, decisions: decided } of licence.conditions) {
		const last = decided.at(-1);
		if (last)
			lines.push({
				...{ key: `licence ${key}`, at: last.at, href: `#${key}` },
				text: `Licence condition ${key}, ${londonTime(last.at)}: decided`
			});
	}
	return lines.filter(({ at }) => isSince(at)).sort((a, b) => a.at.localeCompare(b.at));
};

const closedItems = ({ agenda }: Meeting, isSince: (at: string) => boolean): MissedLine[] =>
	agenda.items.flatMap(({ code, status, spans }, n) => {
		const to = spans.at(-1)?.to ?? null;
		if (status !== 'RECORDED' || to === null || !isSince(to)) return [];
		return [{ key: code, href: `#item-${code}`, text: `${n + 1}. ${itemTitle[code]}, closed ${londonTime(to)}` }];
	});

const actionLine = (action: Action, words: string): string => {
	const { number, owner, due, standing } = action;
	const by = owner ? owner.agencyName : 'nobody yet';
	if (due) return `${number}, ${by}, by ${shortDate(due)}: ${words}`;
	return standing ? `${number}, ${by}, standing: ${words}` : `${number}, ${by}, no date yet: ${words}`;
};

/** @param since epoch ms: what happened after it was missed */
export function whatWasMissed({ meeting, plan, authors, me }: MissedSources, since: number): Missed {
	const isSince = (at: string): boolean => Date.parse(at) > since;
	const { rmp, itemRecords, convened, agenda } = meeting;
	const wordsOf = (number: string): string => short(plan[`${number}.text`] ?? '') || 'not worded yet';
	/** when a row last changed, by anybody, and whether somebody else did since */
	const changedAt = new Map<string, number>();
	const touch = (row: string, at: number, by: string | null): void => {
		if (at > since && by !== me.personId && by !== null) changedAt.set(row, Math.max(at, changedAt.get(row) ?? 0));
	};
	for (const { field, at, personId } of authors) touch(field.split('.')[0] ?? '', at, personId);
	for (const { row, at, by } of Object.values(rmp.lastChange)) touch(row, Date.parse(at), by);
	for (const { row, at, by } of Object.values(itemRecords.lastChange))
		touch(row.split('.')[0] ?? '', Date.parse(at), by);
	const standing = rmp.actions.filter(({ removed }) => !removed);
	const fresh = standing.filter(({ number, sinceMeeting }) => sinceMeeting === convened.seq && changedAt.has(number));
	const asLine = (action: Action): MissedLine => ({
		...{ key: action.number, href: `#${action.number}` },
		text: actionLine(action, wordsOf(action.number))
	});
	const isMine = ({ owner }: Action): boolean => owner?.agencyId === me.agencyId;
	const told = new Set(fresh.map(({ number }) => number));
	const rowTitle = (row: string): string | null => {
		if (rmp.risks.some(({ key, removed }) => key === row && !removed)) {
			const title = short(plan[`${row}.title`] ?? '');
			return title ? `Risk ${row}: ${title}` : `Risk ${row}`;
		}
		if (standing.some(({ number }) => number === row)) return `Action ${row}: ${wordsOf(row)}`;
		const n = agenda.items.findIndex(({ code }) => code === row);
		return n < 0 ? null : `${n + 1}. ${itemTitle[row as ItemCode]}`;
	};
	const rows = [...changedAt].filter(([row]) => !told.has(row)).sort(([, a], [, b]) => a - b);
	return {
		decisions: decisionsOf(meeting, isSince),
		closed: closedItems(meeting, isSince),
		agreed: fresh.map(asLine),
		mine: standing.filter(isMine).map(asLine),
		changed: rows.flatMap(([row, at]) => {
			const title = rowTitle(row);
			if (title === null) return [];
			const href = /^[RA]\d+$/.test(row) ? `#${row}` : `#item-${row}`;
			return [{ key: row, href, text: `${title}, ${londonTime(new Date(at).toISOString())}` }];
		})
	};
}

/** How many lines are news: what the agency has taken on so far is none. */
export const missedCount = ({ decisions, closed, agreed, changed }: Missed): number =>
	decisions.length + closed.length + agreed.length + changed.length;
