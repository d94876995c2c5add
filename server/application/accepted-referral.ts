/** What an acceptance does to the case register: opens the case, or changes its level, with the referral as the reason. */
import { OPEN_CASE } from '#lib/cases/case-commands.ts';
import { viaCode } from '#lib/cases/level-via.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { caseFrom } from '#lib/referrals/referral-case.ts';
import type { DecideReferral } from '#lib/referrals/referral-commands.ts';
import { answerAt, type SavedSections } from '#lib/referrals/referral-values.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { moveLevel } from '../persistence/case-changes.ts';
import type { Tx } from '../persistence/database.ts';
import { holdCase } from './amend-case.ts';
import { openCase } from './open-case.ts';

export type Acceptance = {
	/** R-2026-001 */
	readonly referralRef: string;
	readonly level: 2 | 3;
	readonly input: DecideReferral;
	/** what was submitted */
	readonly sections: SavedSections;
	/** null = open one */
	readonly caseId: string | null;
	/** YYYY-MM-DD */
	readonly on: string;
};

const at = (field: string, message: string): Result<never> => refuse('invalid', message, [{ field, message }]);

/** Opens the case, or raises the one that was chosen. @returns the case's id */
export async function enterAcceptance(tx: Tx, actor: Actor, accepted: Acceptance): Promise<Result<string>> {
	const { caseId, level, on, input, sections } = accepted;
	const move = {
		...{ areaId: actor.areaId, personId: actor.personId, on, toLevel: level, decidedBy: actor.name },
		...{ via: viaCode({ referral: accepted.referralRef }), rationale: input.reasons },
		criterion: answerAt(sections, 'reason', 'levelOneGap')
	};
	if (caseId !== null) {
		const held = await holdCase(tx, actor, caseId);
		if (!held) return at('caseId', 'Choose one of the cases shown, or open one');
		await moveLevel(tx, { ...move, caseId, fromLevel: held.level }, { status: 'ACTIVE' });
		return done(caseId);
	}
	const opened = await open(tx, actor, accepted);
	if (!opened.ok) return opened;
	// Category 3 exists at Level 2 and 3 only: it comes from outside, not from Level 1.
	if (input.category !== 3) await moveLevel(tx, { ...move, caseId: opened.value, fromLevel: 1 });
	return opened;
}

/** Where the acceptance's form shows what the case's own form calls otherwise. */
const FIELD: Readonly<Record<string, string>> = { ref: 'caseRef' };
async function open(tx: Tx, actor: Actor, { level, input, sections }: Acceptance): Promise<Result<string>> {
	const { leadAgencyId, caseManagerId, caseRef, category } = input;
	const typed = { ref: caseRef, category, level, leadAgencyId, caseManagerId, ...caseFrom(sections) };
	const parsed = parseInput(OPEN_CASE, typed);
	const answer = parsed.ok ? await openCase(tx, actor, parsed.value) : parsed;
	if (answer.ok) return done(answer.value.id);
	const problem = answer.problems?.[0];
	const field = problem ? (FIELD[problem.field] ?? problem.field) : '';
	// What the referral itself says cannot be put right here: it is said, and the referral goes back to the referrer.
	const isHere = ['caseRef', 'leadAgencyId', 'caseManagerId', 'category'].includes(field);
	const message = problem?.message ?? answer.message;
	return isHere ? at(field, message) : at('caseId', `The case cannot be opened from this referral: ${message}`);
}
