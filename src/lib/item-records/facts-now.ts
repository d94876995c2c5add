/** The facts of the case as this meeting knows them: the register's, with what the meeting recorded since in their place. */
import { type CaseFacts, ROSH_GROUPS, ROSH_LEVELS, type RoshGroup, type RoshLevel } from '../cases/case.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { rowKeys, valuesAt } from './item-records.ts';

/** The higher of a group's two levels, in the community and in custody; null where neither is recorded. */
const levelOf = (values: ReturnType<typeof valuesAt>, group: RoshGroup): RoshLevel | null => {
	const levels = ROSH_LEVELS.filter(
		(level) => values[`community_${group}`] === level || values[`custody_${group}`] === level
	);
	return levels.at(-1) ?? null;
};

/** Risk of serious harm by group and victims by code, for the checks of the plan. Before the start as the register has them. */
export const factsNow = ({ case: summary, itemRecords, startedAt }: Meeting): CaseFacts | null => {
	if (summary === null || startedAt === null) return summary?.facts ?? null;
	const risk = valuesAt(itemRecords, 'RISK');
	const rosh = Object.fromEntries(
		ROSH_GROUPS.flatMap((group) => {
			const level = levelOf(risk, group);
			return level ? [[group, level]] : [];
		})
	);
	const inRegister = new Map(summary.facts.victims.map((victim) => [victim.code, victim]));
	const victims = rowKeys(itemRecords, 'VICTIMS').map((code) => {
		const { contact } = valuesAt(itemRecords, `VICTIMS.${code}`);
		const before = inRegister.get(code);
		return {
			code,
			contact: typeof contact === 'string' ? contact : (before?.contact ?? ''),
			views: before?.views ?? ''
		};
	});
	return { ...summary.facts, rosh, victims };
};
