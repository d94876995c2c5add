/** What the register and the minutes still lack (domain.md 8.3, V10, V25, V26, V28). */
import type { AgendaItem, ItemCode } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { mustBeRecorded, needsFinding, type Seat } from '../attendance/attendance.ts';
import { seatList } from '../attendance/seats.ts';
import { isRecordedItem } from '../item-records/item-fields.ts';
import { isBegun, missingIn } from '../item-records/item-missing.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { kindRow } from '../meeting/meeting-kinds.ts';
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
		case 'OUTCOME':
			return decisions.outcome !== null;
		default:
			return decisions.dissent.some((dissent) => dissent.item === code);
	}
};

/** Whether anything stands under an item that was recorded or written, its notes not counted. */
export const hasSomething = (meeting: Meeting, code: ItemCode, textOf: (field: string) => string): boolean =>
	hasFacts(meeting, code) || (isRecordedItem(code) && isBegun(meeting, code, textOf));

/** Items whose own rule already asks for what is missing: one entry in the list, not two. */
const ASKED_ELSEWHERE: readonly ItemCode[] = ['DISCLOSURE', 'LEVEL', 'SMB_FEEDBACK', 'OUTCOME'];
const UNRESOLVED = '[?]';
/** Items with fields of their own, where the kind of meeting asks for each; elsewhere notes are enough. */
const hasOwnFields = (meeting: Meeting, code: ItemCode) =>
	isRecordedItem(code) && kindRow(meeting.convened.level).asksFields;

const itemsEmpty: Finder = ({ meeting, minutesText }) => {
	const isEmpty = (item: AgendaItem): boolean =>
		item.mandatory &&
		!ASKED_ELSEWHERE.includes(item.code) &&
		!hasOwnFields(meeting, item.code) &&
		!item.skipReason?.trim() &&
		minutesText(minutesField(item.code)) === '' &&
		!hasSomething(meeting, item.code, minutesText);
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

/** Of a mandatory item that was not skipped with a reason: each of its own fields that is missing, by name. */
const fieldsMissing: Finder = ({ meeting, minutesText }) =>
	meeting.agenda.items.flatMap(({ code, mandatory, status, skipReason }) =>
		!isRecordedItem(code) || !hasOwnFields(meeting, code) || !mandatory || (status === 'SKIPPED' && skipReason?.trim())
			? []
			: missingIn(meeting, code, minutesText).map(({ id, message }) => found(`V28:${id}`, code, message, `#${id}`))
	);

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

/** Where an outcome is on the agenda, it is recorded: notes alone do not say whether the case is referred. */
const outcomeOpen: Finder = ({ meeting: { agenda, decisions } }) =>
	agenda.items.some(({ code }) => code === 'OUTCOME') && decisions.outcome === null
		? [found('V28:OUTCOME', 'OUTCOME', 'Record what comes of this meeting, and why', itemHref('OUTCOME'))]
		: [];

/** V28 */
export const minutesUnsettled: Finder = (look) => [
	...risksNotReviewed(look),
	...itemsEmpty(look),
	...fieldsMissing(look),
	...outcomeOpen(look),
	...marksUnresolved(look)
];
