import { disclosureFieldWord, levelFieldWord } from '../decisions/decisions-words.ts';
import { finalMinutesWords } from './final-minutes-words.ts';
import type { FinalRecord, RecordAnnex, RecordDecision } from './final-record.ts';
import { inFours } from './fingerprint-groups.ts';
import { heading, labelled, listed, orNothing, plain, small, table } from './minutes-blocks.ts';
import type { MinutesBlock, MinutesCell, MinutesSection } from './minutes-document.ts';
import { differingView } from './record-annex.ts';

const words = finalMinutesWords.annex;

/** Where everything comes from, at the very end; nothing in a draft and in records of before. */
export const annexSections = (record: FinalRecord): MinutesSection[] =>
	record.annex
		? [{ id: 'annex', title: words.title, landscape: false, blocks: annexBlocks(record, record.annex) }]
		: [];

const annexBlocks = (record: FinalRecord, annex: RecordAnnex): MinutesBlock[] => [
	small(words.explanation),
	heading(words.decisions.title),
	table(
		words.decisions.title,
		[
			{ title: words.decisions.decision, share: 1.1 },
			{ title: words.decisions.reason, share: 2 },
			{ title: words.by, share: 1.1 },
			{ title: words.when, share: 0.9 }
		],
		annex.decisions.map(({ title, person, agency, at }) => [
			plain(title),
			orNothing(reasonsOf(record, title)),
			orNothing(named(person, agency)),
			plain(at)
		])
	),
	heading(words.connected.title, words.connected.note),
	table(
		words.connected.title,
		[
			{ title: words.by, share: 1.2 },
			{ title: words.when, share: 1.6 }
		],
		annex.connected.map(({ person, agency, stretches }) => [
			orNothing(named(person, agency)),
			orNothing(plain(listed(stretches)))
		])
	),
	heading(words.written.title, words.written.note),
	byPeople(
		words.written.title,
		words.written.text,
		annex.written.map(({ text, changes, ...rest }) => ({ ...rest, of: text, count: words.written.changes(changes) }))
	),
	heading(words.recorded.title, words.recorded.note),
	byPeople(
		words.recorded.title,
		words.recorded.fact,
		annex.recorded.map(({ fact, times, ...rest }) => ({ ...rest, of: fact, count: words.recorded.times(times) }))
	),
	heading(words.logs.title, words.logs.note),
	table(
		words.logs.title,
		[
			{ title: words.logs.log, share: 1 },
			{ title: words.logs.entries, share: 0.5 },
			{ title: words.logs.sha256, share: 2.6 }
		],
		[
			...annex.logs.map(({ log, entries, sha256 }) => [plain(log), plain(String(entries)), plain(inFours(sha256))]),
			...(record.provenance.previousSha256 === ''
				? []
				: [
						[
							plain(words.logs.previous(record.provenance.carriedFrom)),
							plain('1'),
							plain(inFours(record.provenance.previousSha256))
						]
					])
		]
	)
];

type Line = {
	readonly of: string;
	readonly person: string;
	readonly agency: string;
	readonly when: string;
	readonly count: string;
};

/** One row for each text or fact, with a line for everybody who had a part in it. */
const byPeople = (caption: string, title: string, lines: readonly Line[]): MinutesBlock => {
	const rows = new Map<string, (readonly ['', string])[]>();
	for (const { of, person, agency, when, count } of lines) {
		const who = [person, agency].filter((part) => part !== '').join(', ');
		rows.set(of, [...(rows.get(of) ?? []), ['', `${who}: ${when}${count}`]]);
	}
	return table(
		caption,
		[
			{ title, share: 1 },
			{ title: words.byAndWhen, share: 3 }
		],
		[...rows].map(([of, people]) => [plain(of), labelled(...people)])
	);
};

const named = (person: string, agency: string): MinutesCell => labelled(['', person], ['', agency]);

const REASONS: readonly string[] = [disclosureFieldWord.reasons, levelFieldWord.rationale, 'Reasons'];
const DISSENT: readonly string[] = [levelFieldWord.dissent];

/** Outcome, reasons and dissent as the record tells them elsewhere. */
const reasonsOf = (record: FinalRecord, title: string): MinutesCell => {
	const decision = [...record.disclosures, ...(record.level ? [record.level] : [])].find((one) => one.title === title);
	if (decision)
		return labelled(
			['', decision.outcome],
			[words.decisions.reason, told(decision, REASONS)],
			[words.decisions.dissent, told(decision, DISSENT)]
		);
	const views = record.items.flatMap((item) =>
		item.dissent.filter(({ agency }) => differingView(item.title, agency) === title).map(({ text }) => text)
	);
	return labelled(...views.map((text) => ['', text] as const));
};

const told = ({ fields }: RecordDecision, labels: readonly string[]): string =>
	fields
		.filter(([label]) => labels.includes(label))
		.map(([, value]) => value)
		.join('\n');
