/** The register as it is printed: one row for every seat, in words. */

import { itemTitle } from '../agenda/agenda-words.ts';
import type { PersonRef, Seat } from '../attendance/attendance.ts';
import { didAttend, needsFinding } from '../attendance/attendance.ts';
import {
	attendanceStatusWord,
	capacityWord,
	contributionWord,
	findingWord,
	languageWord,
	modeWord,
	reasonWord
} from '../attendance/attendance-words.ts';
import { connectedStretches } from '../attendance/connected.ts';
import { itemsAttended } from '../attendance/items-attended.ts';
import { seatList, seatOf } from '../attendance/seats.ts';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { londonTime, longDate, longMoment, timeSpan } from '../time.ts';
import type { RecordAttendance, RecordPerson } from './final-record.ts';

export const recordPerson = (person: PersonRef): RecordPerson => ({
	name: person.name,
	agency: person.agencyName,
	role: person.roleTitle
});

const sentence = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('; ');

/** The times a person confirmed; of records from before they were asked, what the log noted. */
const connected = (meeting: Meeting, seat: Seat): readonly { from: string; to: string }[] => {
	if (seat.record?.present && seat.record.present.length > 0) return seat.record.present;
	if (meeting.startedAt === null) return [];
	const until = meeting.endedAt ?? meeting.startedAt;
	return connectedStretches(
		seat.presence,
		{ from: meeting.startedAt, until },
		DEFAULT_AREA_CONFIG.departureMinutes
	).map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }));
};

const timing = (meeting: Meeting, seat: Seat): string => {
	const late = seat.record?.minutesLate;
	const left = seat.record?.status === 'ATTENDED_PART' ? connected(meeting, seat).at(-1)?.to : undefined;
	return sentence(
		late ? `${late} ${late === 1 ? 'minute' : 'minutes'} late` : '',
		left && meeting.endedAt !== null && left < meeting.endedAt ? `left ${londonTime(left)}` : '',
		seat.removed ? `removed ${londonTime(seat.removed.at)}: ${seat.removed.reason}` : ''
	);
};

const seniority = (seat: Seat): string => {
	const { seniorityMet = null, canCommitResources = null } = seat.record ?? {};
	return sentence(
		seniorityMet === null ? '' : seniorityMet ? 'Seniority met' : 'Seniority not met',
		canCommitResources === null ? '' : canCommitResources ? 'can commit resources' : 'cannot commit resources'
	);
};

const report = (seat: Seat): string => {
	const { reportReceivedOn = null, reportAdequate = null } = seat.record ?? {};
	return sentence(
		reportReceivedOn === null ? '' : `Report received ${longDate(reportReceivedOn)}`,
		reportAdequate === null ? '' : reportAdequate ? 'report adequate' : 'report not adequate'
	);
};

const statusOf = (meeting: Meeting, seat: Seat): string => {
	if (seat.record) return attendanceStatusWord[seat.record.status];
	const substitute = seat.substitute === null ? null : seatOf(meeting.attendance, seat.substitute);
	return substitute ? `Represented by ${substitute.person.name}` : 'Not recorded';
};

/** Items somebody who attended was not there for, or only for part of. */
const missedItems = (meeting: Meeting, seat: Seat): Pick<RecordAttendance, 'missed'> => {
	const missed = itemsAttended(meeting, seat, meeting.endedAt ?? meeting.startedAt ?? '')
		.filter(({ was }) => was !== 'THERE')
		.map(({ number, code, was }) => `${was === 'PART' ? 'part of ' : ''}item ${number}, ${itemTitle[code]}`);
	return missed.length > 0 ? { missed } : {};
};

const recordSeat = (meeting: Meeting, seat: Seat): RecordAttendance => {
	const { record, statement } = seat;
	const standsFor = seat.substituteFor === null ? null : seatOf(meeting.attendance, seat.substituteFor);
	const finding = record && needsFinding(record.status) ? seat.finding : null;
	return {
		...recordPerson(seat.person),
		status: statusOf(meeting, seat),
		mode: record?.mode ? modeWord[record.mode] : '',
		capacity: seat.person.guest
			? sentence('Guest', capacityWord[seat.capacity].toLowerCase())
			: capacityWord[seat.capacity],
		substituteFor: standsFor?.person.name ?? '',
		timing: timing(meeting, seat),
		seniority: seniority(seat),
		contribution: seat.contribution
			? sentence(contributionWord[seat.contribution.contribution], seat.contribution.comment)
			: '',
		statementAccepted: statement
			? `Version ${statement.version} in ${languageWord[statement.language] ?? statement.language}, ${longMoment(statement.at)}`
			: '',
		reason: record?.reason && !didAttend(record.status) ? reasonWord[record.reason] : '',
		finding: finding ? sentence(findingWord[finding.finding], finding.note) : '',
		note: sentence(report(seat), record?.note ?? ''),
		connected: connected(meeting, seat).map(({ from, to }) => timeSpan(from, to)),
		...missedItems(meeting, seat),
		...(seat.introduction?.interest ? { interest: seat.introduction.interest } : {})
	};
};

/** Every seat in the order invited. */
export const recordAttendance = (meeting: Meeting): readonly RecordAttendance[] =>
	seatList(meeting.attendance).map((seat) => recordSeat(meeting, seat));

/** "9 agencies took part, 2 did not", for the first item. */
export const attendanceSummary = (meeting: Meeting): string => {
	const seats = seatList(meeting.attendance).filter((seat) => seat.substitute === null);
	const agencies = new Map<string, boolean>();
	for (const seat of seats) {
		const attended = seat.record !== null && didAttend(seat.record.status);
		agencies.set(seat.person.agencyId, attended || agencies.get(seat.person.agencyId) === true);
	}
	const came = [...agencies.values()].filter(Boolean).length;
	const people = seats.filter((seat) => seat.record !== null && didAttend(seat.record.status)).length;
	const inPeople = people === 1 ? '1 person' : `${people} people`;
	const inAgencies = (count: number): string => (count === 1 ? '1 agency' : `${count} agencies`);
	return `${inPeople} of ${inAgencies(came)} attended; ${inAgencies(agencies.size - came)} did not`;
};
