/**
 * What each agency tells a meeting beforehand (domain.md 4.1, 8 Contribution): as a fact only that it was begun, saved and
 * sent, and by whom, because a fact is told to everybody in the meeting. The words are in a document of their own, the
 * choices and every version sent in saved states (agency_return): both are read by those the return is for.
 */
import { seatList } from '../attendance/seats.ts';
import type { AgencyType } from '../identity.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { never } from '../result.ts';

/** "Nothing known" is an answer like any other. */
export const RETURN_ANSWERS = ['INFORMATION', 'NOTHING_KNOWN'] as const;
export type ReturnAnswer = (typeof RETURN_ANSWERS)[number];
/** Whether somebody of the agency comes, or the return is its report in place of coming. */
export const RETURN_ATTENDING = ['ATTENDS', 'REPORT'] as const;
export type ReturnAttending = (typeof RETURN_ATTENDING)[number];

/** One version as it was sent. */
export type ReturnSent = {
	/** number of the saved state that was sent */
	readonly number: number;
	/** ISO 8601 UTC */
	readonly at: string;
	/** person id */
	readonly by: string;
	readonly answer: ReturnAnswer;
	/** YYYY-MM-DD; null unless nothing is known */
	readonly checkedOn: string | null;
	/** it stands in place of somebody who comes */
	readonly inLieu: boolean;
	/** the MAPPA unit wrote it down for the agency: who of the agency told it, and how; absent = the agency itself sent it */
	readonly toldBy?: string;
};
export type AgencyReturn = {
	readonly agencyId: string;
	/** number of the last saved state */
	readonly edition: number;
	/** number of the saved state since which it is for those it is for now */
	readonly audienceSince: number;
	/** everybody in the meeting may read it */
	readonly isForAll: boolean;
	/** oldest first */
	readonly sent: readonly ReturnSent[];
	/** the plan's action that a proposal became, by the proposal's number */
	readonly taken: Readonly<Record<string, string>>;
};
/** By agency id, those begun. */
export type Returns = Readonly<Record<string, AgencyReturn>>;

export type ReturnEvent =
	| {
			readonly type: 'return-saved';
			readonly agencyId: string;
			readonly number: number;
			readonly audienceSince: number;
			readonly isForAll: boolean;
	  }
	| ({ readonly type: 'return-sent'; readonly agencyId: string } & Omit<ReturnSent, 'at' | 'by'>)
	| { readonly type: 'proposal-taken'; readonly agencyId: string; readonly proposal: number; readonly number: string };

export const NO_RETURNS: Returns = {};
const begun = (agencyId: string): AgencyReturn => ({
	...{ agencyId, edition: 0, audienceSince: 0, isForAll: true },
	...{ sent: [], taken: {} }
});

export const evolveReturns = (returns: Returns, event: ReturnEvent, at: string, by: string): Returns => {
	const was = returnOf(returns, event.agencyId) ?? begun(event.agencyId);
	const now = (change: Partial<AgencyReturn>): Returns => ({ ...returns, [event.agencyId]: { ...was, ...change } });
	switch (event.type) {
		case 'return-saved': {
			const { number, audienceSince, isForAll } = event;
			return now({ edition: number, audienceSince, isForAll });
		}
		case 'return-sent': {
			const { number, answer, checkedOn, inLieu, toldBy } = event;
			const version = { number, at, by, answer, checkedOn, inLieu, ...(toldBy === undefined ? {} : { toldBy }) };
			return now({ sent: [...was.sent, version] });
		}
		case 'proposal-taken':
			return now({ taken: { ...was.taken, [event.proposal]: event.number } });
		default:
			return never(event);
	}
};

/** Null when the agency has not begun one. */
export const returnOf = (returns: Returns, agencyId: string): AgencyReturn | null =>
	Object.hasOwn(returns, agencyId) ? (returns[agencyId] ?? null) : null;

/** How an agency's return stands: nothing yet, begun and not sent, sent with information, or sent with nothing known. */
export type ReturnState = 'none' | 'draft' | 'sent' | 'nothing-known';
export const returnState = (returns: Returns, agencyId: string): ReturnState => {
	const found = returnOf(returns, agencyId);
	const last = found?.sent.at(-1);
	if (last) return last.answer === 'NOTHING_KNOWN' ? 'nothing-known' : 'sent';
	return found ? 'draft' : 'none';
};
export const lastSent = (returns: Returns, agencyId: string): ReturnSent | null =>
	returnOf(returns, agencyId)?.sent.at(-1) ?? null;

/**
 * Whether all that there is of it was written down by the MAPPA unit. Once somebody of the agency has saved anything, the return
 * is theirs to write.
 */
export const isWrittenFor = (returns: Returns, agencyId: string): boolean => {
	const found = returnOf(returns, agencyId);
	return (
		found === null ||
		(found.sent.every(({ toldBy }) => toldBy !== undefined) && found.sent.at(-1)?.number === found.edition)
	);
};

/** The unit writes the record; it owes no return. */
export const owesReturn = (type: AgencyType | null): boolean => type !== 'MAPPA_UNIT';

export type OwingAgency = { readonly agencyId: string; readonly agencyName: string; readonly state: ReturnState };
/** The agencies of a meeting that owe it a return, by name. */
export const owingAgencies = (
	meeting: Pick<Meeting, 'attendance' | 'returns'>,
	agencyType: (agencyId: string) => AgencyType | null
): readonly OwingAgency[] => {
	const seats = seatList(meeting.attendance).filter(
		({ removed, person }) => !removed && owesReturn(agencyType(person.agencyId))
	);
	return [...new Map(seats.map(({ person }) => [person.agencyId, person.agencyName]))]
		.map(([agencyId, agencyName]) => ({ agencyId, agencyName, state: returnState(meeting.returns, agencyId) }))
		.sort((a, b) => a.agencyName.localeCompare(b.agencyName, 'en-GB'));
};

/**
 * Whether agencies still write: until the item of their information closes, and again while the chair has opened it anew.
 * A meeting that has no such item takes them until it ends.
 */
export const takesReturns = ({ phase, agenda }: Pick<Meeting, 'phase' | 'agenda'>): boolean => {
	if (phase === 'CONVENED') return true;
	const status = agenda.items.find(({ code }) => code === 'AGENCY_INFO')?.status;
	return phase === 'LIVE' && status !== 'RECORDED' && status !== 'SKIPPED';
};
/** Whether the returns lie on the table: from the moment their item was first opened. */
export const returnsAreOpen = ({ phase, agenda }: Pick<Meeting, 'phase' | 'agenda'>): boolean =>
	phase !== 'CONVENED' &&
	phase !== 'CANCELLED' &&
	agenda.items.some(({ code, spans }) => code === 'AGENCY_INFO' && spans.length > 0);
