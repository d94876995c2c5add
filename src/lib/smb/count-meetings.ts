/** Tables 1, 3, 4 and 8 of the quarter's report: what the meetings held in it recorded (domain.md 6.2, 6.4). */
import { CHAIR_FINDINGS, NON_ATTENDANCE_REASONS } from '../attendance/attendance.ts';
import { DISCLOSURE_OUTCOMES } from '../decisions/decisions.ts';
import type { AgencyType } from '../identity.ts';
import { type AgencyAtMeeting, agenciesAt } from './attendance-counting.ts';
import type { FigureBook } from './board-figures.ts';
import type { BoardAgency, HeldMeeting, RecordedMeeting, ReportSources } from './report-sources.ts';

export const LEVELS = ['L2', 'L3'] as const;
export type LevelCode = (typeof LEVELS)[number];
export const levelCode = (level: 2 | 3): LevelCode => (level === 3 ? 'L3' : 'L2');
export const FINDINGS = [...CHAIR_FINDINGS, 'NONE'] as const;
/** Of an agency at the meetings of one level. */
const MEASURES = [
	'invited',
	'attended',
	'inTime',
	'late',
	'part',
	'deputy',
	'reportOnly',
	'none',
	'seniorityMet'
] as const;
const CAME = { IN_TIME: 'inTime', LATE: 'late', PART: 'part', DEPUTY: 'deputy' } as const;

export type MeetingOfQuarter = { readonly held: HeldMeeting; readonly facts: RecordedMeeting['facts'] };

/** The quarter's locked meetings with what they recorded. */
export const meetingsOfQuarter = ({ held, recorded }: ReportSources): readonly MeetingOfQuarter[] => {
	const known = new Map(held.map((one) => [one.id, one]));
	return recorded.flatMap(({ meetingId, facts }) => {
		const one = known.get(meetingId);
		return one ? [{ held: one, facts }] : [];
	});
};

export const countMeetings = (
	book: FigureBook,
	meetings: readonly MeetingOfQuarter[],
	agencies: readonly BoardAgency[]
): void => {
	const counted = agencies.filter(({ counts }) => counts);
	const types: ReadonlyMap<string, AgencyType> = new Map(counted.map(({ id, type }) => [id, type]));
	const codes = new Map(counted.map(({ id, code }) => [id, code]));
	for (const { held, facts } of meetings) {
		const level = levelCode(held.level);
		book.add(`T1.${level}.${held.type}`);
		if (held.extraordinary) book.add('T1.extraordinary');
		if (facts.shortNotice) book.add('T1.shortNotice');
		if (facts.outcome === 'ADJOURN') book.add('T1.adjourned');
		for (const one of facts.disclosures) {
			book.add(`T8.${one.outcome}`);
			if (one.presumption) book.add('T8.presumptionApplied');
		}
		if (facts.disclosures.length > 0) book.add('K5.recorded');
		for (const one of agenciesAt(facts.seats, types)) countAgency(book, level, codes.get(one.agencyId) ?? '', one);
	}
	sumMeetings(book);
	sumAttendance(
		book,
		counted.map(({ code }) => code)
	);
};

function countAgency(book: FigureBook, level: LevelCode, code: string, one: AgencyAtMeeting): void {
	const cell = `T3.${level}.${code}`;
	if (one.came !== null) {
		book.add(`${cell}.${CAME[one.came]}`);
		if (one.isSenior) book.add(`${cell}.seniorityMet`);
		return;
	}
	book.add(`${cell}.${one.hasReport ? 'reportOnly' : 'none'}`);
	if (one.isReportAdequate) book.add('K10.adequate');
	book.add(`T4.${one.reason}.${one.finding ?? 'NONE'}`);
}

function sumMeetings(book: FigureBook): void {
	for (const level of LEVELS) book.total(`T1.${level}.held`, [`T1.${level}.INITIAL`, `T1.${level}.REVIEW`]);
	book.total(
		'T1.held',
		LEVELS.map((level) => `T1.${level}.held`)
	);
	for (const some of ['extraordinary', 'shortNotice', 'adjourned']) book.some(`T1.${some}`, 'T1.held');
	book.total(
		'T8.total',
		DISCLOSURE_OUTCOMES.map((outcome) => `T8.${outcome}`)
	);
	book.some('T8.presumptionApplied', 'T8.total');
	book.some('K5.recorded', 'T1.held');
}

function sumAttendance(book: FigureBook, codes: readonly string[]): void {
	for (const level of LEVELS) {
		for (const code of codes) {
			const cell = `T3.${level}.${code}`;
			book.total(`${cell}.attended`, [`${cell}.inTime`, `${cell}.late`, `${cell}.part`, `${cell}.deputy`]);
			book.hide(`${cell}.inTime`);
			book.total(`${cell}.invited`, [`${cell}.attended`, `${cell}.reportOnly`, `${cell}.none`]);
			book.some(`${cell}.seniorityMet`, `${cell}.attended`);
		}
		const all = `T3.${level}.total`;
		for (const measure of MEASURES)
			book.total(
				`${all}.${measure}`,
				codes.map((code) => `T3.${level}.${code}.${measure}`)
			);
		book.hide(`${all}.inTime`);
		book.equal([`${all}.attended`], [`${all}.inTime`, `${all}.late`, `${all}.part`, `${all}.deputy`]);
		book.equal([`${all}.invited`], [`${all}.attended`, `${all}.reportOnly`, `${all}.none`]);
		book.some(`${all}.seniorityMet`, `${all}.attended`);
	}
	for (const reason of NON_ATTENDANCE_REASONS)
		book.total(
			`T4.${reason}.total`,
			FINDINGS.map((finding) => `T4.${reason}.${finding}`)
		);
	for (const finding of FINDINGS)
		book.total(
			`T4.total.${finding}`,
			NON_ATTENDANCE_REASONS.map((reason) => `T4.${reason}.${finding}`)
		);
	book.total(
		'T4.total.total',
		NON_ATTENDANCE_REASONS.map((reason) => `T4.${reason}.total`)
	);
	book.equal(
		['T4.total.total'],
		FINDINGS.map((finding) => `T4.total.${finding}`)
	);
	book.equal(
		['T4.total.total'],
		LEVELS.flatMap((level) => [`T3.${level}.total.reportOnly`, `T3.${level}.total.none`])
	);
	book.some('K10.adequate', 'T4.total.total');
}
