/** A refusal that takes everything its transaction has done back with it: thrown inside, given as the answer outside. */
import type { Refusal } from '#lib/result.ts';

export class RolledBack extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super('refused');
		this.refusal = refusal;
	}
}

/** For `.catch` round a transaction: the refusal as its answer; anything else is thrown on. */
export const refusalOf = (problem: unknown): Refusal => {
	if (problem instanceof RolledBack) return problem.refusal;
	throw problem;
};
