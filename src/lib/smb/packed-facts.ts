/**
 * How {@link MeetingFacts} are stored: a fifth of the bytes of their JSON, because a report reads those of a whole year. Each
 * agency's id stands once; seats and actions are letters at fixed places. A letter once given is never given to another word.
 */
import { isItemCode } from '../agenda/agenda.ts';
import type { AttendanceStatus, Capacity, ChairFinding, NonAttendanceReason } from '../attendance/attendance.ts';
import type { ActionStatus } from '../rmp/rmp.ts';
import type { ActionFacts, ItemFacts, MeetingFacts, SeatFacts } from './meeting-facts.ts';

export type PackedFacts = Pick<MeetingFacts, 'category' | 'shortNotice' | 'outcome' | 'disclosures'> &
	PackedActions & {
		/** agency (two digits to base 36), then a letter each: capacity, chair, status, seniority, report, reason, finding */
		readonly seats: string;
		/** code, minutes spent and planned, parted by ":"; items by ";" */
		readonly items: string;
	};
export type PackedActions = {
	/** ids of agencies, 36 letters each, one after another */
	readonly agencies: string;
	/** the latest day an action is due, YYYY-MM-DD; null = none is: what was due earlier need not be read */
	readonly lastDue?: string | null;
	/** agency, status, new or not, due, completed (ten each), number; parted by ";" */
	readonly actions: string;
};

const CAPACITY: Record<Capacity, string> = { CORE: 'C', INVITED: 'I', OBSERVER: 'O' };
const STATUS: Record<AttendanceStatus, string> = {
	...{ ATTENDED: 'A', ATTENDED_LATE: 'L', ATTENDED_PART: 'P', DEPUTY_ATTENDED: 'D', NOT_REQUIRED: 'N' },
	...{ APOLOGIES_REPORT_RECEIVED: 'R', APOLOGIES_NO_REPORT: 'S', EXCUSED_CONFLICT: 'X' },
	...{ NO_APOLOGY_REPORT_RECEIVED: 'T', NO_APOLOGY_NO_REPORT: 'U' }
};
const REASON: Record<NonAttendanceReason, string> = {
	...{ SICKNESS: 'S', LEAVE_NO_COVER: 'L', OPERATIONAL_EMERGENCY: 'E', SHORT_NOTICE: 'N', NOT_INVITED_CORRECTLY: 'I' },
	...{ NOT_INVOLVED_IN_CASE: 'V', CAPACITY: 'C', TECHNICAL_FAILURE: 'T', UNKNOWN: 'U', OTHER: 'O' }
};
const FINDING: Record<ChairFinding, string> = { ACCEPTED: 'A', FEEDBACK_TO_AGENCY: 'F', REFER_TO_SMB: 'R' };
const ACTION: Record<ActionStatus, string> = {
	...{ NOT_STARTED: 'S', IN_PROGRESS: 'P', CANNOT_BE_DONE_YET: 'Y', COMPLETED: 'C' },
	...{ NO_LONGER_NEEDED: 'N', NOT_COMPLETED: 'X' }
};
const NONE = '-';
const NO_DAY = '----------';
const UUID = 36;
const SEAT = 9;

const wordsOf = <Word extends string>(letters: Record<Word, string>): ReadonlyMap<string, Word> =>
	new Map((Object.entries(letters) as [Word, string][]).map(([word, letter]) => [letter, word]));
const [CAPACITIES, STATUSES, REASONS] = [wordsOf(CAPACITY), wordsOf(STATUS), wordsOf(REASON)];
const [FINDINGS, ACTIONS] = [wordsOf(FINDING), wordsOf(ACTION)];
const letterOf = (known: boolean | null): string => (known === null ? NONE : known ? '1' : '0');
const isKnown = (letter: string | undefined): boolean | null => (letter === NONE ? null : letter === '1');

/** For the store. */
export const packFacts = ({ seats, actions, items, ...rest }: MeetingFacts): PackedFacts => {
	const ids = [...new Set([...seats, ...actions].map(({ agencyId }) => agencyId))];
	const at = new Map(ids.map((id, n) => [id, n.toString(36).padStart(2, '0')]));
	const placeOf = (id: string): string => at.get(id) ?? '';
	return {
		...rest,
		agencies: ids.join(''),
		items: items.map(({ code, used, planned }) => `${code}:${used}:${planned}`).join(';'),
		lastDue: actions.reduce<string | null>((last, { due }) => (due !== null && due > (last ?? '') ? due : last), null),
		seats: seats
			.map(
				(one) =>
					placeOf(one.agencyId) +
					CAPACITY[one.capacity] +
					letterOf(one.isChair) +
					STATUS[one.status] +
					letterOf(one.seniorityMet) +
					letterOf(one.reportAdequate) +
					(one.reason ? REASON[one.reason] : NONE) +
					(one.finding ? FINDING[one.finding] : NONE)
			)
			.join(''),
		actions: actions
			.map(
				({ agencyId, status, isNew, due, completedOn, number }) =>
					`${placeOf(agencyId)}${ACTION[status]}${letterOf(isNew)}${due ?? NO_DAY}${completedOn ?? NO_DAY}${number}`
			)
			.join(';')
	};
};

const idAt = (agencies: string, packed: string, from: number): string => {
	const place = Number.parseInt(packed.slice(from, from + 2), 36) * UUID;
	return agencies.slice(place, place + UUID);
};
const dayOf = (packed: string): string | null => (packed === NO_DAY ? null : packed);

export const unpackActions = ({ agencies, actions }: PackedActions): readonly ActionFacts[] =>
	actions === ''
		? []
		: actions.split(';').map((one) => ({
				agencyId: idAt(agencies, one, 0),
				status: ACTIONS.get(one.charAt(2)) ?? 'NOT_STARTED',
				isNew: one.charAt(3) === '1',
				due: dayOf(one.slice(4, 14)),
				completedOn: dayOf(one.slice(14, 24)),
				number: one.slice(24)
			}));

const unpackSeats = ({ agencies, seats }: PackedFacts): readonly SeatFacts[] =>
	Array.from({ length: seats.length / SEAT }, (_, n) => {
		const from = n * SEAT;
		return {
			agencyId: idAt(agencies, seats, from),
			capacity: CAPACITIES.get(seats.charAt(from + 2)) ?? 'INVITED',
			isChair: seats.charAt(from + 3) === '1',
			status: STATUSES.get(seats.charAt(from + 4)) ?? 'NOT_REQUIRED',
			seniorityMet: isKnown(seats.charAt(from + 5)),
			reportAdequate: isKnown(seats.charAt(from + 6)),
			reason: REASONS.get(seats.charAt(from + 7)) ?? null,
			finding: FINDINGS.get(seats.charAt(from + 8)) ?? null
		};
	});

const unpackItems = (items: string): readonly ItemFacts[] =>
	items.split(';').flatMap((one) => {
		const [code = '', used, planned] = one.split(':');
		return isItemCode(code) ? [{ code, used: Number(used), planned: Number(planned) }] : [];
	});

/** As {@link packFacts} was given them. */
export const unpackFacts = (packed: PackedFacts): MeetingFacts => {
	const { category, shortNotice, outcome, disclosures } = packed;
	return {
		category,
		shortNotice,
		outcome,
		disclosures,
		seats: unpackSeats(packed),
		actions: unpackActions(packed),
		items: unpackItems(packed.items)
	};
};
