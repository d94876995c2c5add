/**
 * What in a locked record should be looked at before anybody outside reads it, from the facts alone: about whom an item or a row
 * of the plan is, and whose return it is. Whole texts are proposed rather than too little; people confirm or refuse.
 */
import type { AgencyType } from '../identity.ts';
import type { FinalRecord, RecordAction } from '../minutes/final-record.ts';
import { AGENCIES_OF } from '../restricted/audiences.ts';
import { leavesOf } from './blocks.ts';
import type { MarkKind, Proposal } from './marks.ts';
import { sentencesOf } from './sentences.ts';

export type KnownAgency = { readonly id: string; readonly name: string; readonly type: AgencyType };

const wholeText = (path: string, text: string, kind: MarkKind, because: string): Proposal[] =>
	text.trim() === '' ? [] : [{ path, from: 0, to: sentencesOf(text).length - 1, kind, agencyId: null, because }];

/** "V1": a victim as the minutes call them. */
const VICTIM_CODE = /\bV\d{1,2}\b/;

const ABOUT: Readonly<Record<string, readonly [MarkKind, string]>> = {
	VICTIMS: ['VICTIM', 'The item is about victims'],
	SAFEGUARDING: ['THIRD_PARTY', 'The item is about children and adults at risk']
};

const ofItems = ({ items }: FinalRecord): Proposal[] =>
	items.flatMap(({ code, notes, facts, dissent }, n) => {
		const about = ABOUT[code];
		if (!about) return [];
		const [kind, because] = about;
		const at = `/items/${n}`;
		return [
			...wholeText(`${at}/notes`, notes, kind, because),
			...facts.flatMap(([label, value], row) => [
				...wholeText(`${at}/facts/${row}/0`, label, kind, because),
				...wholeText(`${at}/facts/${row}/1`, value, kind, because)
			]),
			...dissent.flatMap(({ text }, row) => wholeText(`${at}/dissent/${row}/text`, text, kind, because))
		];
	});

const ofActions = (list: 'actions' | 'previousActions', actions: readonly RecordAction[]): Proposal[] =>
	actions.flatMap((action, n) =>
		(action.victims ?? []).length === 0
			? []
			: (['text', 'completionEvidence', 'evidence'] as const).flatMap((part) =>
					wholeText(`/${list}/${n}/${part}`, action[part], 'VICTIM', 'The action protects a victim')
				)
	);

const ofPlan = (record: FinalRecord): Proposal[] => [
	...record.risks.flatMap((risk, n) =>
		(risk.victims ?? []).length === 0
			? []
			: (['risk', 'evidence', 'responseSoFar', 'contingency'] as const).flatMap((part) =>
					wholeText(`/risks/${n}/${part}`, risk[part], 'VICTIM', 'The risk is to a victim')
				)
	),
	...ofActions('actions', record.actions),
	...ofActions('previousActions', record.previousActions)
];

const ofReturns = ({ returns = [] }: FinalRecord, agencies: readonly KnownAgency[]): Proposal[] =>
	returns.flatMap(({ agency, known, relevance, proposed }, n) => {
		const type = agencies.find(({ name }) => name === agency)?.type;
		const kind: MarkKind | null = !type
			? null
			: AGENCIES_OF.HEALTH_SENSITIVE.includes(type)
				? 'HEALTH'
				: AGENCIES_OF.POLICE_INTELLIGENCE.includes(type)
					? 'INTELLIGENCE'
					: null;
		if (kind === null) return [];
		const because = kind === 'HEALTH' ? 'The return of a health service' : 'A police return may hold intelligence';
		return [
			...wholeText(`/returns/${n}/known`, known, kind, because),
			...wholeText(`/returns/${n}/relevance`, relevance, kind, because),
			...proposed.flatMap((text, row) => wholeText(`/returns/${n}/proposed/${row}`, text, kind, because))
		];
	});

/** Who is told something of the person is a third party, and so is what was said to them. */
const ofDisclosures = (record: FinalRecord): Proposal[] =>
	(['disclosures', 'disclosuresMade'] as const).flatMap((list) =>
		(record[list] ?? []).flatMap(({ fields }, n) =>
			fields.flatMap(([, value], row) =>
				wholeText(`/${list}/${n}/fields/${row}/1`, value, 'THIRD_PARTY', 'A disclosure to somebody outside')
			)
		)
	);

const ofVictimCodes = (record: FinalRecord, found: ReadonlySet<string>): Proposal[] =>
	leavesOf(record).flatMap(({ path, value }) =>
		typeof value !== 'string' || found.has(path) || /\/victims\/\d+$/.test(path)
			? []
			: sentencesOf(value).flatMap((sentence, part) =>
					VICTIM_CODE.test(sentence)
						? [
								{
									path,
									from: part,
									to: part,
									kind: 'VICTIM' as const,
									agencyId: null,
									because: 'It speaks of a victim'
								}
							]
						: []
				)
	);

/** @param agencies of the area, to tell whose return is whose */
export function proposeMarks(record: FinalRecord, agencies: readonly KnownAgency[]): readonly Proposal[] {
	const proposals = [...ofItems(record), ...ofPlan(record), ...ofReturns(record, agencies), ...ofDisclosures(record)];
	const victims = new Set(proposals.flatMap(({ path, kind }) => (kind === 'VICTIM' ? [path] : [])));
	return [...proposals, ...ofVictimCodes(record, victims)];
}
