/** What an acceptance does to the case register: opens the case, or changes its level, with the referral as the reason. */
import { eq } from 'drizzle-orm';
import { agency, levelChange, mappCase, person } from '#drizzle/schema.ts';
import { OPEN_CASE } from '#lib/cases/case-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { caseFrom } from '#lib/referrals/referral-case.ts';
import type { DecideReferral } from '#lib/referrals/referral-commands.ts';
import { answerAt, type SavedSections } from '#lib/referrals/referral-values.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import type { Tx } from '../persistence/database.ts';
import { isIdentifier } from './load-meeting.ts';

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
	const changed = {
		...{ areaId: actor.areaId, on, toLevel: level, decidedBy: actor.name, via: `Referral ${accepted.referralRef}` },
		...{ rationale: input.reasons, criterion: answerAt(sections, 'reason', 'levelOneGap') }
	};
	if (caseId !== null) {
		const [found] = await tx.select().from(mappCase).where(eq(mappCase.id, caseId)).for('update');
		if (!found) return at('caseId', 'Choose one of the cases shown, or open one');
		const { version } = found;
		await tx
			.update(mappCase)
			.set({ level, status: 'ACTIVE', version: version + 1 })
			.where(eq(mappCase.id, caseId));
		await tx.insert(levelChange).values({ ...changed, caseId, fromLevel: found.level });
		return done(caseId);
	}
	const opened = await open(tx, actor, accepted);
	if (!opened.ok) return opened;
	// Category 3 exists at Level 2 and 3 only: it comes from outside, not from Level 1.
	await tx.insert(levelChange).values({ ...changed, caseId: opened.value, fromLevel: input.category === 3 ? 0 : 1 });
	return opened;
}

async function open(tx: Tx, actor: Actor, { level, input, sections }: Acceptance): Promise<Result<string>> {
	const { leadAgencyId, caseManagerId, caseRef, category } = input;
	const parsed = parseInput(OPEN_CASE, {
		ref: caseRef,
		category,
		level,
		leadAgencyId,
		caseManagerId,
		...caseFrom(sections)
	});
	if (!parsed.ok) {
		const bad = parsed.problems?.find(({ field }) => field === 'ref');
		return at(
			'caseRef',
			bad?.message ?? `The case cannot be opened: ${parsed.problems?.[0]?.message ?? parsed.message}`
		);
	}
	if (!(await isOf(tx, agency, leadAgencyId))) return at('leadAgencyId', 'Choose an agency of this area');
	if (caseManagerId && !(await isOf(tx, person, caseManagerId)))
		return at('caseManagerId', 'Choose a person of this area');
	const [row] = await tx
		.insert(mappCase)
		.values({ ...parsed.value, areaId: actor.areaId, status: 'ACTIVE' })
		.onConflictDoNothing({ target: [mappCase.areaId, mappCase.ref] })
		.returning({ id: mappCase.id });
	return row ? done(row.id) : at('caseRef', 'There is a case with this reference already');
}

async function isOf(tx: Tx, table: typeof agency | typeof person, id: string | null): Promise<boolean> {
	if (!id || !isIdentifier(id)) return false;
	const [row] = await tx.select({ id: table.id }).from(table).where(eq(table.id, id));
	return row !== undefined;
}
