/** The texts of a record in which sentences can be marked, in the order of the minutes, each with where it stands and what it is. */
import type { FinalRecord, RecordAction, RecordDecision } from '../minutes/final-record.ts';
import { actionFieldWord, riskFieldWord } from '../rmp/rmp-words.ts';
import type { MarkOn } from './marks.ts';
import { sentencesOf } from './sentences.ts';

type Text = { readonly path: string; readonly label: string; readonly text: string };
export type MarkableSentence = { readonly part: number; readonly text: string; readonly marks: readonly MarkOn[] };
export type MarkableText = {
	readonly path: string;
	readonly label: string;
	readonly sentences: readonly MarkableSentence[];
};
export type MarkableSection = { readonly id: string; readonly title: string; readonly texts: readonly MarkableText[] };

const pairs = (path: string, rows: FinalRecord['meeting']): Text[] =>
	rows.map(([label, text], n) => ({ path: `${path}/${n}/1`, label, text }));

const RISK_TEXTS = [
	...['title', 'risk', 'evidence', 'responseSoFar', 'contingency', 'positiveIndicators', 'negativeIndicators'],
	...['leastRestrictiveReason', 'noActionReason', 'evidenceBasis']
] as const;
const ACTION_TEXTS = ['text', 'completionEvidence', 'evidence'] as const;

const ofRisks = ({ risks }: FinalRecord): Text[] =>
	risks.flatMap((risk, n) => [
		...RISK_TEXTS.map((name) => ({
			path: `/risks/${n}/${name}`,
			label: `${risk.key}: ${labelOf(riskFieldWord, name)}`,
			text: String(risk[name as keyof typeof risk] ?? '')
		})),
		...(risk.indicators ?? []).flatMap(({ text, source }, row) => [
			{ path: `/risks/${n}/indicators/${row}/text`, label: `${risk.key}: indicator`, text },
			{ path: `/risks/${n}/indicators/${row}/source`, label: `${risk.key}: what was seen of it`, text: source }
		])
	]);
const ofActions = (list: 'actions' | 'previousActions', actions: readonly RecordAction[]): Text[] =>
	actions.flatMap((action, n) =>
		ACTION_TEXTS.map((name) => ({
			path: `/${list}/${n}/${name}`,
			label: `${action.number}: ${labelOf(actionFieldWord, name)}`,
			text: action[name]
		}))
	);
const labelOf = (words: object, name: string): string => (words as Record<string, string>)[name] ?? name;

const ofDecisions = (path: string, decisions: readonly RecordDecision[]): Text[] =>
	decisions.flatMap(({ title, outcome, fields }, n) => [
		{ path: `${path}/${n}/outcome`, label: title, text: outcome },
		...pairs(`${path}/${n}/fields`, fields).map((one) => ({ ...one, label: `${title}: ${one.label}` }))
	]);

const ofItem = (item: FinalRecord['items'][number], n: number): Text[] => [
	{ path: `/items/${n}/notes`, label: 'Notes', text: item.notes },
	...pairs(`/items/${n}/facts`, item.facts),
	{ path: `/items/${n}/skippedBecause`, label: 'Why it was passed over', text: item.skippedBecause },
	...item.dissent.map(({ agency, text }, row) => ({
		path: `/items/${n}/dissent/${row}/text`,
		label: `${agency} disagreed`,
		text
	}))
];

const sectionsOf = (record: FinalRecord): readonly (readonly [id: string, title: string, texts: readonly Text[]])[] => [
	['person', 'The person', pairs('/subject', record.subject)],
	['meeting', 'The meeting', pairs('/meeting', record.meeting)],
	[
		'attendance',
		'Attendance',
		record.attendance.flatMap((seat, n) =>
			(['contribution', 'reason', 'finding', 'note', 'interest'] as const).map((name) => ({
				path: `/attendance/${n}/${name}`,
				label: [seat.name, seat.agency].filter((part) => part !== '').join(', '),
				text: seat[name] ?? ''
			}))
		)
	],
	...record.items.map((item, n) => [`item-${n + 1}`, `${item.number}. ${item.title}`, ofItem(item, n)] as const),
	[
		'returns',
		'Returns of the agencies',
		(record.returns ?? []).flatMap(({ agency, known, relevance, proposed }, n) => [
			{ path: `/returns/${n}/known`, label: `${agency}: what they know`, text: known },
			{ path: `/returns/${n}/relevance`, label: `${agency}: why it matters`, text: relevance },
			...proposed.map((text, row) => ({ path: `/returns/${n}/proposed/${row}`, label: `${agency}: proposed`, text }))
		])
	],
	['plan', 'The plan', ofRisks(record)],
	[
		'removed',
		'Rows taken out of the plan',
		record.removed.flatMap(({ row, reason }, n) => [
			{ path: `/removed/${n}/row`, label: 'Row', text: row },
			{ path: `/removed/${n}/reason`, label: 'Reason', text: reason }
		])
	],
	['actions', 'Actions', ofActions('actions', record.actions)],
	['previous-actions', 'Actions of earlier meetings', ofActions('previousActions', record.previousActions)],
	['licence', 'Licence and orders', ofDecisions('/licence', record.licence ?? [])],
	[
		'disclosure',
		'Disclosure',
		[
			...ofDecisions('/disclosuresMade', record.disclosuresMade ?? []),
			...ofDecisions('/disclosures', record.disclosures)
		]
	],
	[
		'level',
		'Level decision',
		record.level ? pairs('/level/fields', record.level.fields).map((one) => ({ ...one, label: one.label })) : []
	],
	[
		'smb',
		'Feedback for the Board',
		record.smb.map(({ theme, text }, n) => ({ path: `/smb/${n}/text`, label: theme, text }))
	],
	[
		'proceedings',
		'Proceedings',
		record.proceedings.map((text, n) => ({ path: `/proceedings/${n}`, label: `Line ${n + 1}`, text }))
	]
];

/** Every section that has a text, with what is proposed and marked in each sentence. */
export function markableSections(record: FinalRecord, on: readonly MarkOn[]): readonly MarkableSection[] {
	const found = new Map<string, MarkOn[]>();
	for (const mark of on) {
		const key = `${mark.path}#${mark.from}`;
		found.set(key, [...(found.get(key) ?? []), mark]);
	}
	return sectionsOf(record)
		.map(([id, title, texts]) => ({
			...{ id, title },
			texts: texts
				.filter(({ text }) => text.trim() !== '')
				.map(({ path, label, text }) => ({
					...{ path, label },
					sentences: sentencesOf(text).map((sentence, part) => ({
						...{ part, text: sentence.trim() },
						marks: found.get(`${path}#${part}`) ?? []
					}))
				}))
		}))
		.filter(({ texts }) => texts.length > 0);
}
