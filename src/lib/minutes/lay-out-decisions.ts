import type { ItemCode } from '../agenda/agenda.ts';
import { finalMinutesWords as words } from './final-minutes-words.ts';
import type { FinalRecord, RecordAccuracyCheck, RecordDecision } from './final-record.ts';
import { inFours } from './fingerprint-groups.ts';
import { facts, heading, listed, plain, prose, table } from './minutes-blocks.ts';
import type { MinutesBlock, MinutesSection } from './minutes-document.ts';

/** A meeting whose agenda has no such item prints no empty section about it. */
const onAgenda = (record: FinalRecord, code: ItemCode, told: readonly unknown[], part: MinutesSection) =>
	told.length > 0 || record.items.some((item) => item.code === code) ? [part] : [];

/** What was decided and what follows from it, then how this record came about. */
export const decisionSections = (record: FinalRecord): MinutesSection[] => [
	...(record.licence && record.licence.length > 0
		? [section('licence', words.licence.title, record.licence.flatMap(adviceBlocks))]
		: []),
	...onAgenda(
		record,
		'DISCLOSURE',
		[...(record.disclosuresMade ?? []), ...record.disclosures],
		section('disclosure', words.disclosure.title, [
			...(record.disclosuresMade ?? []).flatMap(madeBlocks),
			...record.disclosures.flatMap(decisionBlocks)
		])
	),
	section(
		'level',
		record.level?.title ?? words.level.title,
		record.level ? decisionBlocks(record.level) : [prose(words.level.none)]
	),
	...onAgenda(
		record,
		'SMB_FEEDBACK',
		record.smb,
		section('smb', words.smb.title, [
			table(
				words.smb.title,
				[
					{ title: words.smb.theme, share: 1 },
					{ title: words.smb.agency, share: 1.2 },
					{ title: words.smb.text, share: 2.2 }
				],
				record.smb.map(({ theme, agency, text }) => [plain(theme), plain(agency), plain(text)])
			)
		])
	),
	section('overrides', words.overrides.title, [
		table(
			words.overrides.title,
			[
				{ title: words.overrides.gate, share: 1.4 },
				{ title: words.overrides.reason, share: 1.8 },
				{ title: words.overrides.at, share: 0.8 }
			],
			record.overrides.map(({ gate, reason, at }) => [plain(gate), plain(reason), plain(at)]),
			words.overrides.none
		)
	]),
	...(record.keptApart && record.keptApart.told.length > 0
		? [section('kept-apart', words.keptApart.title, [prose(listed(record.keptApart.told.map(words.keptApart.told)))])]
		: []),
	...(record.accuracyCheck ? [section('accuracy', words.accuracy.title, accuracyBlocks(record.accuracyCheck))] : []),
	section('proceedings', words.proceedings.title, [
		prose(record.proceedings.length > 0 ? listed(record.proceedings) : words.proceedings.none)
	]),
	section('provenance', words.provenance.title, [facts(words.provenance.title, provenanceFacts(record))]),
	section('glossary', words.glossary.title, [
		table(
			words.glossary.title,
			[
				{ title: words.glossary.term, share: 1 },
				{ title: words.glossary.meaning, share: 2.4 }
			],
			record.glossary.map(([term, meaning]) => [plain(term), plain(meaning)])
		)
	])
];

const section = (id: string, title: string, blocks: readonly MinutesBlock[]): MinutesSection => ({
	id,
	title,
	landscape: false,
	blocks: blocks.length > 0 ? blocks : [prose(words.nothingRecorded)]
});

const decisionBlocks = (decision: RecordDecision): MinutesBlock[] => [
	heading(decision.title),
	facts(decision.title, [
		[words.decision.outcome, decision.outcome],
		...decision.fields,
		[words.decision.at, decision.decidedAt],
		[words.decision.present, listed(decision.present)]
	])
];

const madeBlocks = ({ title, outcome, fields, decidedAt }: RecordDecision): MinutesBlock[] => [
	heading(title),
	facts(title, [
		[words.made.outcome, outcome],
		...fields,
		...(decidedAt === '' ? [] : [[words.made.at, decidedAt] as const])
	])
];

/** What is only proposed has nobody who decided it. */
const adviceBlocks = ({ title, outcome, fields, decidedAt, present }: RecordDecision): MinutesBlock[] => [
	heading(title),
	facts(title, [
		[words.licence.state, outcome],
		...fields,
		[words.licence.at, decidedAt],
		...(present.length > 0 ? [[words.decision.present, listed(present)] as const] : [])
	])
];

const accuracyBlocks = (check: RecordAccuracyCheck): MinutesBlock[] => [
	facts(words.accuracy.title, [
		[words.accuracy.until, check.until],
		[words.accuracy.asked, String(check.asked)],
		[words.accuracy.agreed, String(check.agreed)],
		[words.accuracy.proposed, String(check.proposed)],
		[words.accuracy.accepted, String(check.accepted)],
		[words.accuracy.refused, String(check.refused)],
		[words.accuracy.withdrawn, String(check.withdrawn)]
	]),
	...(check.refusals.length > 0
		? [
				table(
					words.accuracy.refusals,
					[
						{ title: words.accuracy.about, share: 1 },
						{ title: words.accuracy.reason, share: 2.4 }
					],
					check.refusals.map(({ about, reason }) => [plain(about), plain(reason)])
				)
			]
		: [])
];

const provenanceFacts = ({ provenance, meetingId, schema, keptApart }: FinalRecord): (readonly [string, string])[] => {
	const all: (readonly [string, string])[] = [
		[words.provenance.schema, schema],
		[words.provenance.meetingId, meetingId],
		[words.provenance.events, String(provenance.events)],
		[words.provenance.planUpdates, String(provenance.planUpdates)],
		[words.provenance.minutesUpdates, String(provenance.minutesUpdates)],
		[words.provenance.carriedFrom, provenance.carriedFrom],
		[words.provenance.previousSha256, inFours(provenance.previousSha256)],
		[words.provenance.keptApart, inFours(keptApart?.root ?? '')]
	];
	return all.filter(([, value]) => value !== '');
};
