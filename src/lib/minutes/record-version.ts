/** The plan of a sealed record, as a version to compare: the same words the plan in the room is told in. */
import { byWhen, type PlanVersion, RISK_TEXTS, text, type VersionRow, value } from '../rmp/plan-version.ts';
import {
	actionFieldWord,
	actionStatusWord,
	controlTypeShort,
	orientationWord,
	pillarWord,
	planPartWord,
	riskFieldWord,
	riskStatusWord
} from '../rmp/rmp-words.ts';
import type { FinalRecord, RecordAction, RecordPerson, RecordRisk } from './final-record.ts';
import { type ActionCodes, type RecordCodes, type RiskCodes, recordCodes } from './record-codes.ts';

const person = ({ name, agency }: RecordPerson): string => `${name}, ${agency}`;
/** A code's word, or what the record itself says: it may say what no list has. */
const word = <Code extends string>(
	words: Readonly<Record<Code, string>>,
	code: Code | null | undefined,
	said = ''
): string => (code ? words[code] : said);

const riskVersion = (risk: RecordRisk, codes: RiskCodes | undefined): VersionRow => ({
	name: risk.key,
	title: risk.title,
	removed: null,
	parts: [
		value(planPartWord.status, word(riskStatusWord, codes?.status, risk.status)),
		value(planPartWord.pillar, word(pillarWord, codes?.pillar, risk.pillar)),
		value(planPartWord.orientation, word(orientationWord, codes?.orientation, risk.orientation)),
		value(planPartWord.controlType, word(controlTypeShort, codes?.controlType, risk.controlType)),
		value(planPartWord.victims, (risk.victims ?? []).join(', ')),
		text(riskFieldWord.title, risk.title),
		...RISK_TEXTS.map((field) => text(riskFieldWord[field], risk[field] ?? ''))
	]
});

const actionVersion = (action: RecordAction, codes: ActionCodes | undefined): VersionRow => ({
	name: action.number,
	title: action.text,
	removed: null,
	parts: [
		text(actionFieldWord.text, action.text),
		text(actionFieldWord.completionEvidence, action.completionEvidence),
		value(planPartWord.risks, action.risks.join(', ')),
		value(planPartWord.owner, action.owner ? person(action.owner) : ''),
		value(planPartWord.supporters, action.supporters.map(person).join('; ')),
		value(planPartWord.by, (codes && byWhen(codes)) || action.by),
		value(planPartWord.pillar, word(pillarWord, codes?.pillar, action.pillar)),
		value(planPartWord.orientation, word(orientationWord, codes?.orientation, action.orientation)),
		value(planPartWord.controlType, word(controlTypeShort, codes?.controlType, action.controlType)),
		value(planPartWord.victims, (action.victims ?? []).join(', ')),
		value(planPartWord.status, word(actionStatusWord, codes?.status, action.status)),
		text(planPartWord.evidence, action.evidence)
	]
});

const numberOf = ({ name }: VersionRow): number => Number(name.slice(1));

/**
 * Every row the record tells of: its risks, its open actions, and the earlier ones with what became of them; in the words of
 * this build. @param codes the record's own words read back, where it is in another language
 */
export const recordVersion = (
	record: Pick<FinalRecord, 'risks' | 'actions' | 'previousActions'>,
	codes: RecordCodes = recordCodes(record)
): PlanVersion => {
	const { risks, actions, previousActions } = record;
	const all = new Map([...previousActions, ...actions].map((action) => [action.number, action]));
	return {
		risks: risks.map((risk) => riskVersion(risk, codes.risks[risk.key])),
		actions: [...all.values()]
			.map((action) => actionVersion(action, codes.actions[action.number]))
			.sort((a, b) => numberOf(a) - numberOf(b))
	};
};
