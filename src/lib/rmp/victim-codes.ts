/** The codes by which a meeting speaks of victims: V1, V2. Names are never typed in a plan. */
import type { CaseSummary } from '../cases/case.ts';
import { type Refusal, refuse } from '../result.ts';
import type { Rmp } from './rmp.ts';

type WithVictims = {
	readonly case: Pick<CaseSummary, 'facts'> | null;
	readonly rmp: Pick<Rmp, 'risks' | 'actions'>;
};

/** Codes of the case, and those a row of the plan already carries. */
export const victimCodes = (meeting: WithVictims): readonly string[] => [
	...new Set([
		...(meeting.case?.facts.victims ?? []).map(({ code }) => code),
		...[...meeting.rmp.risks, ...meeting.rmp.actions].flatMap(({ victims }) => victims)
	])
];

/** Refused unless every code is one the meeting knows; null when nothing is wrong. */
export const unknownVictim = (meeting: WithVictims, codes: readonly string[] = []): Refusal | null => {
	const known = victimCodes(meeting);
	if (codes.every((code) => known.includes(code))) return null;
	const message = 'Choose victims of this case by their codes';
	return refuse('invalid', message, [{ field: 'to.victims', message }]);
};
