import { finalMinutesWords } from './final-minutes-words.ts';
import type { FinalRecord, RecordAction, RecordIndicator, RecordRisk } from './final-record.ts';
import { aside, heading, labelled, nameAndAgency, orNothing, plain, small, table } from './minutes-blocks.ts';
import type { MinutesBlock, MinutesCell, MinutesSection, MinutesTable } from './minutes-document.ts';

const words = finalMinutesWords.plan;
const NOT_SET = finalMinutesWords.notSet;

/** The parts of a Kemshall plan in reading order (domain.md 5.1): one narrow table for each risk, side by side. */
const COLUMNS: MinutesTable['columns'] = [
	{ title: words.risk, share: 1.2 },
	{ title: words.response, share: 1 },
	{ title: words.actions, share: 1.35 },
	{ title: words.contingency, share: 1.05 },
	{ title: words.positive, share: 0.9 },
	{ title: words.negative, share: 0.9 }
];

const PART_BY_PART: MinutesTable['columns'] = [
	{ title: finalMinutesWords.fact.detail, share: 1 },
	{ title: finalMinutesWords.fact.recorded, share: 5 }
];

/** About half a page on its side in the narrowest column. */
const LETTERS_IN_A_COLUMN = 900;

/** The risk management plan: each risk under its own heading, so that it can be found, read and heard alone. */
export const planSection = (record: FinalRecord): MinutesSection => {
	const actions = new Map([...record.previousActions, ...record.actions].map((action) => [action.number, action]));
	const risks = record.risks.flatMap((risk) => riskBlocks(risk, actions));
	const removed: MinutesBlock[] =
		record.removed.length === 0
			? []
			: [
					heading(words.removed),
					table(
						words.removed,
						[
							{ title: words.row, share: 1 },
							{ title: words.reason, share: 2 }
						],
						record.removed.map(({ row, reason }) => [plain(row), plain(reason)])
					)
				];
	const blocks = risks.length > 0 ? risks : [small(finalMinutesWords.nothingRecorded)];
	return { id: 'plan', title: words.title, landscape: true, blocks: [...blocks, ...removed] };
};

const riskBlocks = (risk: RecordRisk, actions: ReadonlyMap<string, RecordAction>): MinutesBlock[] => {
	const name = words.heading(risk.key, risk.title);
	const { victims = [], conditions = [], indicators = [], trend = '', changed = '' } = risk;
	const kind = [
		...[risk.status, risk.pillar, risk.orientation, risk.controlType],
		victims.length > 0 ? words.victims(victims.join(', ')) : '',
		conditions.length > 0 ? words.conditions(conditions.join(', ')) : '',
		words.since(risk.sinceMeeting)
	];
	const row: MinutesCell[] = [
		orNothing(
			labelled(['', risk.risk], [words.evidence, risk.evidence], [words.evidenceBasis, risk.evidenceBasis ?? ''])
		),
		orNothing(plain(risk.responseSoFar)),
		orNothing(risk.actions.flatMap((number) => actionInPlan(number, actions.get(number)))),
		orNothing(plain(risk.contingency)),
		orNothing(plain(risk.positiveIndicators)),
		orNothing(plain(risk.negativeIndicators))
	];
	const reasons: (readonly [string, string])[] = [
		[words.leastRestrictive, risk.leastRestrictiveReason],
		[words.noAction, risk.noActionReason]
	];
	return [
		heading(name, kind.filter((part) => part !== '').join(' · ')),
		riskTable(name, row),
		...(indicators.length > 0 ? [indicatorTable(words.indicators(risk.key), indicators)] : []),
		...[trend === '' ? '' : words.trend(trend), changed === '' ? '' : words.changed(changed)]
			.filter((line) => line !== '')
			.map(small),
		...reasons.filter(([, text]) => text.trim() !== '').map(([label, text]) => aside(label, text)),
		...(risk.lastWrittenBy.length > 0 ? [small(`${words.lastWrittenBy}: ${risk.lastWrittenBy.join('; ')}.`)] : [])
	];
};

/** What the last plan named as signs, and what was seen of them. */
const indicatorTable = (caption: string, indicators: readonly RecordIndicator[]): MinutesBlock =>
	table(
		caption,
		[
			{ title: words.indicator, share: 2 },
			{ title: words.mark, share: 0.8 },
			{ title: words.source, share: 1.6 }
		],
		indicators.map(({ side, text, mark, on, source }) => [
			labelled([side, text]),
			plain(mark),
			orNothing(plain([on, source].filter((part) => part !== '').join(': ')))
		])
	);

/** Side by side while every part fits its column; else one part under the other, so that no page is one thin column. */
const riskTable = (name: string, row: readonly MinutesCell[]): MinutesBlock => {
	if (row.every((cell) => lettersIn(cell) <= LETTERS_IN_A_COLUMN)) return table(name, COLUMNS, [row], '', true);
	const parts = row.map((cell, index) => [plain(COLUMNS[index]?.title ?? ''), cell]);
	return table(name, PART_BY_PART, parts);
};

const lettersIn = (cell: MinutesCell): number =>
	cell
		.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'list' ? part.items : [part.text])))
		.reduce((sum, text) => sum + text.length, 0);

const actionInPlan = (number: string, action: RecordAction | undefined): MinutesCell => {
	if (!action) return plain(number);
	const facts = [
		action.owner ? nameAndAgency(action.owner) : words.nobody,
		words.by(action.by || NOT_SET),
		action.status,
		(action.victims ?? []).length > 0 ? words.victims((action.victims ?? []).join(', ')) : '',
		action.changed ? words.changed(action.changed).replace(/\.$/, '') : ''
	];
	return labelled([number, action.text || NOT_SET], ['', `${facts.filter((fact) => fact !== '').join('. ')}.`]);
};
