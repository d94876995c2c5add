/** The plan of a sealed record, as a version to compare: the same words the plan in the room is told in. */
import { actionParts, byWhen, type PlanVersion, riskParts, type VersionRow } from '../rmp/plan-version.ts';
import type { FinalRecord, RecordAction, RecordRisk } from './final-record.ts';
import { type ActionCodes, type RecordCodes, type RiskCodes, recordCodes } from './record-codes.ts';

const riskVersion = (risk: RecordRisk, codes: RiskCodes | undefined): VersionRow => ({
	name: risk.key,
	title: risk.title,
	removed: null,
	parts: riskParts({ codes, said: risk, victims: risk.victims ?? [], words: (field) => risk[field] ?? '' })
});

const actionVersion = (action: RecordAction, codes: ActionCodes | undefined): VersionRow => ({
	name: action.number,
	title: action.text,
	removed: null,
	parts: actionParts({
		...action,
		...{ codes, said: action, words: (field) => action[field], victims: action.victims ?? [] },
		by: (codes && byWhen(codes)) || action.by
	})
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
