import type { Problem } from '../result.ts';

/** Problems of the rows of one repeated part, named as its form names them: `0.on` becomes `facts.dates.0.on`. */
export const inPart = (part: string, problems: readonly Problem[]): readonly Problem[] =>
	problems.map((problem) => ({ ...problem, field: `${part}.${problem.field}` }));
