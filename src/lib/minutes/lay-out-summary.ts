import { finalMinutesWords as words } from './final-minutes-words.ts';
import type { FinalRecord } from './final-record.ts';
import { facts, heading, labelled, orNothing, personLine, plain, prose, table } from './minutes-blocks.ts';
import type { MinutesCell, MinutesSection } from './minutes-document.ts';

const titles = {
	agencies: 'Agencies invited',
	attended: 'Attendance',
	risk: 'Risk of serious harm',
	headline: 'Risks, in headlines',
	risks: 'Risk',
	plan: 'Plan, in headlines',
	level: 'Level and next review'
} as const;

const HARM = 'Risk of serious harm:';
/** What a version leaves out of labelled facts is not listed line by line: the notice at the top counts it. */
const standing = (rows: FinalRecord['meeting']): FinalRecord['meeting'] =>
	rows.filter(([label, value]) => !isLeftOut(label) && !isLeftOut(value));
const isLeftOut = (text: string): boolean => text.startsWith('[Left out: ');

/**
 * The executive summary (domain.md 4.8): who it is about, when it was, which agencies came, the headlines of risk and plan, and
 * what was decided. Drawn from the version that leaves out everything else.
 */
export const summarySections = (record: FinalRecord): MinutesSection[] => [
	section('front-sheet', words.front.title, [
		heading(words.front.subject),
		facts(words.front.subject, standing(record.subject)),
		heading(words.front.meeting),
		facts(words.front.meeting, [...standing(record.meeting), [words.front.chair, personLine(record.chair)]])
	]),
	section('attendance', titles.agencies, [
		table(
			titles.agencies,
			[
				{ title: words.attendance.who, share: 1.4 },
				{ title: titles.attended, share: 1 }
			],
			agencyRows(record)
		)
	]),
	section('risk', titles.risk, [
		facts(titles.risk, harmFacts(record)),
		heading(titles.headline),
		table(
			titles.headline,
			[
				{ title: words.actions.number, share: 0.3 },
				{ title: titles.risks, share: 2.4 },
				{ title: words.actions.status, share: 1 }
			],
			record.risks.map(({ key, title, status, pillar }): MinutesCell[] => [
				plain(key),
				orNothing(labelled(['', title], ['', pillar])),
				orNothing(plain(status))
			])
		)
	]),
	section('plan', titles.plan, [
		table(
			titles.plan,
			[
				{ title: words.actions.number, share: 0.35 },
				{ title: words.actions.action, share: 2.4 },
				{ title: words.actions.owner, share: 1.2 },
				{ title: words.actions.by, share: 1 }
			],
			record.actions.map(({ number, text, pillar, owner, by }): MinutesCell[] => [
				plain(number),
				orNothing(labelled(['', text], ['', pillar])),
				orNothing(plain(owner?.agency ?? '')),
				orNothing(plain(by))
			])
		)
	]),
	section('level', titles.level, [
		record.level
			? facts(record.level.title, [
					[words.decision.outcome, record.level.outcome],
					...standing(record.level.fields),
					[words.decision.at, record.level.decidedAt]
				])
			: prose(words.level.none)
	])
];

const section = (id: string, title: string, blocks: MinutesSection['blocks']): MinutesSection => ({
	...{ id, title, blocks },
	landscape: false
});

/** One row for each agency, with each different thing that its people's attendance came to. */
const agencyRows = ({ attendance }: FinalRecord): MinutesCell[][] => {
	const found = new Map<string, Set<string>>();
	for (const { agency, status } of attendance) found.set(agency, (found.get(agency) ?? new Set()).add(status));
	return [...found].map(([agency, statuses]) => [plain(agency), orNothing(plain([...statuses].join('; ')))]);
};

const harmFacts = ({ items }: FinalRecord): FinalRecord['meeting'] =>
	items.flatMap(({ facts: own }) =>
		own.flatMap(([label, value]) => (label.startsWith(HARM) ? [[label.slice(HARM.length).trim(), value] as const] : []))
	);
