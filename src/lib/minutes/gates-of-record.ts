/** What the register and the minutes still lack (domain.md 8.3, V10, V25, V26, V28). */
import type { AgendaItem, ItemCode } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { mustBeRecorded, needsFinding, type Seat } from '../attendance/attendance.ts';
import { seatList } from '../attendance/seats.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { type Finder, type Found, found, itemHref } from './gate.ts';
import { risksNotReviewed } from './gates-of-plan.ts';
import { minutesField } from './minutes-fields.ts';

/** V10 */
export const participationUndecided: Finder = ({ meeting }) =>
	meeting.attendance.participation !== null
		? []
		: [
				found(
					'V10',
					'WELCOME',
					'Decide whether minimum participation is met, and how to go on if it is not',
					itemHref('WELCOME')
				)
			];

const owed = ({ attendance }: Meeting): readonly Seat[] => seatList(attendance).filter(mustBeRecorded);
const inRegister = ({ id }: Meeting, { person }: Seat): string => `/meetings/${id}/register#person-${person.personId}`;
const who = ({ person }: Seat): string => `${person.name} (${person.agencyName})`;

/** V25 */
export const attendanceNotRecorded: Finder = ({ meeting }) =>
	owed(meeting)
		.filter(({ record }) => record === null)
		.map((seat) =>
			found(
				`V25:${seat.person.personId}`,
				'WELCOME',
				`Record the attendance of ${who(seat)}`,
				inRegister(meeting, seat)
			)
		);

/** V26 */
export const absencesWithoutFinding: Finder = ({ meeting }) =>
	owed(meeting)
		.filter(({ record, finding }) => record !== null && needsFinding(record.status) && finding === null)
		.map((seat) =>
			found(
				`V26:${seat.person.personId}`,
				'WELCOME',
				`Record the chair’s finding on the absence of ${who(seat)}`,
				inRegister(meeting, seat)
			)
		);

/** Facts that say something under an item by themselves, so that it is not empty without notes. */
const hasFacts = (meeting: Meeting, code: ItemCode): boolean => {
	const { attendance, decisions, rmp } = meeting;
	switch (code) {
		case 'WELCOME':
			return attendance.participation !== null || seatList(attendance).some((seat) => seat.record !== null);
		case 'CONFIDENTIALITY':
			return attendance.statementManner !== null;
		case 'STATUS':
			return meeting.case !== null;
		case 'MINUTES_PREV':
			return decisions.previousMinutes !== null;
		case 'ACTIONS_PREV':
			return rmp.actions.some((row) => row.outcome !== null);
		case 'RMP':
			return rmp.risks.some((row) => !row.removed);
		case 'DISCLOSURE':
			return decisions.disclosures.length > 0;
		case 'ACTIONS':
			return rmp.actions.some((row) => !row.removed && row.sinceMeeting === meeting.convened.seq);
		case 'LEVEL':
			return decisions.level !== null;
		case 'SMB_FEEDBACK':
			return meeting.smb.length > 0;
		default:
			return decisions.dissent.some((dissent) => dissent.item === code);
	}
};

/** Items whose own rule already asks for what is missing: one entry in the list, not two. */
const ASKED_ELSEWHERE: readonly ItemCode[] = ['DISCLOSURE', 'LEVEL', 'SMB_FEEDBACK'];
const UNRESOLVED = '[?]';

const itemsEmpty: Finder = ({ meeting, minutesText }) => {
	const isEmpty = (item: AgendaItem): boolean =>
		item.mandatory &&
		!ASKED_ELSEWHERE.includes(item.code) &&
		!item.skipReason?.trim() &&
		minutesText(minutesField(item.code)) === '' &&
		!hasFacts(meeting, item.code);
	return meeting.agenda.items
		.filter(isEmpty)
		.map(({ code }) =>
			found(
				`V28:${code}`,
				code,
				`Write what was said under "${itemTitle[code]}", or skip it with a reason`,
				`#${minutesField(code)}`
			)
		);
};

const marksUnresolved: Finder = ({ meeting: { rmp }, texts, planText, minutesText }) => {
	const gone = new Set([
		...rmp.risks.filter((row) => row.removed).map((row) => row.key),
		...rmp.actions.filter((row) => row.removed).map((row) => row.number)
	]);
	const rowOf = (field: string): string => field.split('.')[0] ?? '';
	const unresolved = (field: string, item: ItemCode): Found =>
		found(`V28:${field}:unresolved`, item, `${rowOf(field)}: settle what is marked ${UNRESOLVED}`, `#${field}`);
	const marked = (fields: object, textOf: (field: string) => string): readonly string[] =>
		Object.keys(fields)
			.filter((field) => textOf(field).includes(UNRESOLVED))
			.sort();
	return [
		...marked(texts.plan, planText)
			.filter((field) => !gone.has(rowOf(field)))
			.map((field) => unresolved(field, field.startsWith('A') ? 'ACTIONS' : 'RMP')),
		...marked(texts.minutes, minutesText).map((field) => unresolved(field, rowOf(field) as ItemCode))
	];
};

/** V28 */
export const minutesUnsettled: Finder = (look) => [
	...risksNotReviewed(look),
	...itemsEmpty(look),
	...marksUnresolved(look)
];
