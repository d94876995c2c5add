/** After the lock whoever makes a disclosure tells what became of it; only they see and complete it. */
import { createHash } from 'node:crypto';
import { and, eq, type SQL } from 'drizzle-orm';
import { disclosureToMake } from '#drizzle/schema.ts';
import { COMPLETE_DISCLOSURE, completionProblems } from '#lib/decisions/complete-disclosure.ts';
import type { DisclosureToMake } from '#lib/decisions/disclosure-made.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database } from '../persistence/database.ts';
import { insertCompletion, readDisclosuresMade } from '../persistence/disclosures-made.ts';
import { openToPerson } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';

const NO_DISCLOSURE = refuse('missing', 'There is no such disclosure in your work');

const ofPerson = ({ personId }: Actor): SQL | undefined =>
	and(eq(disclosureToMake.personId, personId), openToPerson(personId, disclosureToMake.caseId));

/** Everything this person is to disclose and has not told of, nearest deadline first. */
export const readMyDisclosures = (
	database: Pick<Database, 'withArea'>,
	actor: Actor
): Promise<readonly DisclosureToMake[]> =>
	database.withArea(actor.areaId, async (tx) =>
		(await readDisclosuresMade(tx, ofPerson(actor))).filter(({ told }) => told.length === 0)
	);

/** One of them, also after it was told. The reading is audited. */
export async function readMyDisclosure(
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	id: string
): Promise<Result<DisclosureToMake>> {
	if (!isIdentifier(id)) return NO_DISCLOSURE;
	return database.withArea(actor.areaId, async (tx) => {
		const [one] = await readDisclosuresMade(tx, and(ofPerson(actor), eq(disclosureToMake.id, id)));
		if (!one) return NO_DISCLOSURE;
		await writeAudit(tx, actor, 'view-disclosure', 'disclosure', id);
		return done(one);
	});
}

export type CompletionRequest = {
	readonly actor: Actor;
	readonly id: string;
	/** the same on a resend */
	readonly commandId: string;
	readonly input: unknown;
};

/** Adds what became of it. The locked minutes do not change: the next review is told. */
export async function completeDisclosure(
	{ database, now }: { readonly database: Pick<Database, 'withArea'>; readonly now: () => Date },
	{ actor, id, commandId, input }: CompletionRequest
): Promise<Result<null>> {
	if (!isIdentifier(id)) return NO_DISCLOSURE;
	const parsed = parseInput(COMPLETE_DISCLOSURE, input);
	return database.withArea(actor.areaId, async (tx): Promise<Result<null>> => {
		const [one] = await readDisclosuresMade(tx, and(ofPerson(actor), eq(disclosureToMake.id, id)));
		if (!one) return NO_DISCLOSURE;
		if (!parsed.ok) return parsed;
		const at = now();
		const problems = completionProblems(parsed.value, one, londonDate(at.toISOString()));
		if (problems.length > 0) return refuse('invalid', 'Check the answers marked below', problems);
		const { areaId, personId } = actor;
		await insertCompletion(tx, {
			...parsed.value,
			...{ id: idOf(id, personId, commandId), areaId, toMakeId: id, personId, at }
		});
		await writeAudit(tx, actor, 'complete-disclosure', 'disclosure', id);
		return done(null);
	});
}

/** The same words sent twice are kept once. */
function idOf(...parts: readonly string[]): string {
	const digits = createHash('sha256').update(parts.join('\n')).digest('hex');
	return [
		digits.slice(0, 8),
		digits.slice(8, 12),
		`5${digits.slice(13, 16)}`,
		`8${digits.slice(17, 20)}`,
		digits.slice(20, 32)
	].join('-');
}
