import { finalMinutesWords as words } from './final-minutes-words.ts';
import type { FinalRecord, RecordAttendance, RecordItem } from './final-record.ts';
import { returnBlocks } from './lay-out-returns.ts';
import {
	aside,
	facts,
	heading,
	labelled,
	listed,
	orNothing,
	personLine,
	prose,
	small,
	table
} from './minutes-blocks.ts';
import type { MinutesBlock, MinutesCell, MinutesSection } from './minutes-document.ts';

/** Who the meeting was about, when it was, and what it decided: enough for a reader with one minute. */
export const frontSection = (record: FinalRecord): MinutesSection => {
	const decided: (readonly [string, string])[] = [
		[words.front.level, record.level?.outcome ?? words.level.none],
		...record.disclosures.map((each) => [words.front.disclosure, `${each.title}: ${each.outcome}`] as const),
		[words.front.risks, String(record.risks.length)],
		[words.front.actions, words.front.countOfActions(record.actions.length, record.previousActions.length)]
	];
	const people: (readonly [string, string])[] = [
		[words.front.chair, personLine(record.chair)],
		[words.front.minuteTaker, personLine(record.minuteTaker)]
	];
	return {
		id: 'front-sheet',
		title: words.front.title,
		landscape: false,
		blocks: [
			heading(words.front.decisions),
			facts(words.front.decisions, decided),
			heading(words.front.subject),
			facts(words.front.subject, record.subject),
			heading(words.front.meeting),
			facts(words.front.meeting, [...record.meeting, ...people])
		]
	};
};

/** One row for each invited seat: who, whether and how they came, what they brought, and what the chair found. */
export const attendanceSection = (record: FinalRecord): MinutesSection => ({
	id: 'attendance',
	title: words.attendance.title,
	landscape: false,
	blocks: [
		table(
			words.attendance.title,
			[
				{ title: words.attendance.who, share: 1.25 },
				{ title: words.attendance.presence, share: 1 },
				{ title: words.attendance.part, share: 1.4 },
				{ title: words.attendance.finding, share: 1.1 }
			],
			record.attendance.map(attendanceRow)
		)
	]
});

const attendanceRow = (seat: RecordAttendance): MinutesCell[] => {
	const label = words.attendance;
	return [
		orNothing(labelled(['', seat.agency], ['', [seat.name, seat.role].filter((part) => part !== '').join(', ')])),
		orNothing(
			labelled(
				['', seat.status],
				['', seat.timing],
				[label.mode, seat.mode],
				[label.substituteFor, seat.substituteFor],
				[label.connected, listed(seat.connected)],
				[label.missed, listed(seat.missed ?? [])]
			)
		),
		orNothing(
			labelled(
				[label.capacity, seat.capacity],
				[label.seniority, seat.seniority],
				[label.contribution, seat.contribution],
				[label.interest, seat.interest ?? ''],
				[label.statement, seat.statementAccepted]
			)
		),
		labelled([label.reason, seat.reason], [label.chairFinding, seat.finding], [label.note, seat.note])
	];
};

/** The notes; an item without notes, facts or a reason for skipping it says that nothing was recorded. */
const narrative = (item: RecordItem): MinutesBlock[] => {
	if (item.notes.trim() !== '') return [prose(item.notes)];
	return item.facts.length > 0 || item.skippedBecause.trim() !== '' ? [] : [prose(words.nothingRecorded)];
};

/** The narrative in agenda order, with differing views beside what they differ from. */
export const itemsSection = (record: FinalRecord): MinutesSection => ({
	id: 'items',
	title: words.items.title,
	landscape: false,
	blocks:
		record.items.length > 0
			? record.items.flatMap((item) => itemBlocks(item, item.code === 'AGENCY_INFO' ? returnBlocks(record) : []))
			: [prose(words.nothingRecorded)]
});

/** @param own what else stands under this item */
const itemBlocks = (item: RecordItem, own: readonly MinutesBlock[]): MinutesBlock[] => {
	const name = words.items.heading(item.number, item.title);
	return [
		heading(name, words.items.time(item.plannedMinutes, item.usedMinutes)),
		...(item.skippedBecause.trim() === '' ? [] : [aside(words.items.skipped, item.skippedBecause)]),
		...(item.facts.length === 0 ? [] : [facts(name, item.facts)]),
		...own,
		...(own.length > 0 && item.notes.trim() === '' ? [] : narrative(item)),
		...item.dissent.map(({ agency, text }) => aside(words.items.dissent(agency), text)),
		...(item.lastWrittenBy === '' ? [] : [small(words.items.lastWrittenBy(item.lastWrittenBy))])
	];
};
