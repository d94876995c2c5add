/** The plan of a sealed record, as a version to compare: the same words the plan in the room is told in. */
import { type PlanVersion, RISK_TEXTS, text, type VersionRow, value } from '../rmp/plan-version.ts';
import { actionFieldWord, controlTypeShort, controlTypeWord, planPartWord, riskFieldWord } from '../rmp/rmp-words.ts';
import type { FinalRecord, RecordAction, RecordPerson, RecordRisk } from './final-record.ts';

const person = ({ name, agency }: RecordPerson): string => `${name}, ${agency}`;
/** A record tells the kind of control in full. */
const control = (words = ''): string => {
	const [kind] = Object.entries(controlTypeWord).find(([, full]) => full === words) ?? [];
	return kind ? controlTypeShort[kind as keyof typeof controlTypeShort] : words;
};

const riskVersion = (risk: RecordRisk): VersionRow => ({
	name: risk.key,
	title: risk.title,
	removed: null,
	parts: [
		value(planPartWord.status, risk.status),
		value(planPartWord.pillar, risk.pillar),
		value(planPartWord.orientation, risk.orientation),
		value(planPartWord.controlType, control(risk.controlType)),
		value(planPartWord.victims, (risk.victims ?? []).join(', ')),
		text(riskFieldWord.title, risk.title),
		...RISK_TEXTS.map((field) => text(riskFieldWord[field], risk[field] ?? ''))
	]
});

const actionVersion = (action: RecordAction): VersionRow => ({
	name: action.number,
	title: action.text,
	removed: null,
	parts: [
		text(actionFieldWord.text, action.text),
		text(actionFieldWord.completionEvidence, action.completionEvidence),
		value(planPartWord.risks, action.risks.join(', ')),
		value(planPartWord.owner, action.owner ? person(action.owner) : ''),
		value(planPartWord.supporters, action.supporters.map(person).join('; ')),
		value(planPartWord.by, action.by),
		value(planPartWord.pillar, action.pillar),
		value(planPartWord.orientation, action.orientation),
		value(planPartWord.controlType, control(action.controlType)),
		value(planPartWord.victims, (action.victims ?? []).join(', ')),
		value(planPartWord.status, action.status),
		text(planPartWord.evidence, action.evidence)
	]
});

const numberOf = ({ name }: VersionRow): number => Number(name.slice(1));

/** Every row the record tells of: its risks, its open actions, and the earlier ones with what became of them. */
export const recordVersion = ({
	risks,
	actions,
	previousActions
}: Pick<FinalRecord, 'risks' | 'actions' | 'previousActions'>): PlanVersion => {
	const all = new Map([...previousActions, ...actions].map((action) => [action.number, action]));
	return {
		risks: risks.map(riskVersion),
		actions: [...all.values()].map(actionVersion).sort((a, b) => numberOf(a) - numberOf(b))
	};
};
