/**
 * A case is destroyed, whole, in one transaction with its certificate and its audit row: confirmed by a second person of the unit
 * with the password entered lately. The database itself checks the decision, the two people and every hold (0031_retention.sql).
 */
import { eq, sql } from 'drizzle-orm';
import { destruction, destructionCertificate, meeting } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import {
	type CertificateFile,
	type DestructionCertificate,
	listDigest
} from '#lib/retention/destruction-certificate.ts';
import { type ConfirmDestruction, destructionProblem, isReference } from '#lib/retention/retention-commands.ts';
import { kindOfTable } from '#lib/retention/retention-table.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { sha256Of } from '#lib/seal/sha256.ts';
import { type SealIdentity, SealProblem, sealable } from '../export/seal-identity.ts';
import { sealedBy, signSeal } from '../export/sign-seal.ts';
import { readArea } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { noteEndedKeys } from '../persistence/document-keys.ts';
import { readDestructions } from '../persistence/retention.ts';
import { isIdentifier } from './load-meeting.ts';
import { readClock } from './retention-work.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { stepUpOwed } from './sign-in.ts';

export type DestroyParts = {
	readonly database: Pick<Database, 'withArea'>;
	readonly seal: SealIdentity | null;
	readonly now: () => Date;
	/** what this process remembers of a meeting goes too */
	readonly forget: (meetingId: string) => void;
};
type Asked = { readonly actor: Actor; readonly stepUpAt: Date | null };

const STEP_UP: Refusal = refuse('step-up', 'Enter your password again first.');
const NO_PROPOSAL: Refusal = refuse('missing', 'There is no such proposal, or it was decided.');
const YOURSELF: Refusal = refuse('forbidden', 'A second person confirms this, not whoever proposed it');
const MEANWHILE: Refusal = refuse(
	'changed-meanwhile',
	'Something of this case changed just now, or is held. Nothing was destroyed. Look at it again.'
);

/** @returns number of the certificate. Nothing at all is destroyed when it is refused, or when the process ends in the middle. */
export async function destroyCase(
	{ database, seal, now, forget }: DestroyParts,
	{ actor, stepUpAt }: Asked,
	{ destructionId, reference }: ConfirmDestruction
): Promise<Result<{ readonly number: number }>> {
	const at = now();
	if (stepUpOwed(stepUpAt, at)) return STEP_UP;
	let identity: ReturnType<typeof sealable>;
	try {
		identity = sealable(seal, at);
	} catch (problem) {
		if (problem instanceof SealProblem) return refuse('not-now', `${problem.message} Nothing was destroyed.`);
		throw problem;
	}
	const gone: string[] = [];
	const answer = await database
		.withArea(actor.areaId, async (tx): Promise<Result<{ readonly number: number }>> => {
			const found = await proposed(tx, actor, destructionId, reference, at);
			if (!found.ok) throw new RolledBack(found);
			const { caseId, proposedBy, proposedAt, rule, dueOn } = found.value;
			for (const { id } of await tx.select({ id: meeting.id }).from(meeting).where(eq(meeting.caseId, caseId)))
				gone.push(id);
			const rows = await tx.execute<{ table_name: string; row_count: string; digest: string }>(
				sql`select * from public.destroy_case(${destructionId}::uuid, ${actor.personId}::uuid, ${at.toISOString()}::timestamptz)`
			);
			noteEndedKeys(tx);
			const [row] = await tx.select().from(destruction).where(eq(destruction.id, destructionId));
			if (!row || row.number === null) throw new Error('a destruction has a number');
			const destroyed = rows
				.map((one) => ({
					...{ kind: kindOfTable(one.table_name) ?? 'CASE', table: one.table_name },
					...{ rows: Number(one.row_count), sha256: one.digest }
				}))
				.sort((a, b) => (a.table < b.table ? -1 : 1));
			const certificate: DestructionCertificate = {
				...{ schema: 'mapp-destruction-certificate-seal/1', number: row.number },
				...{ area: (await readArea(tx, actor.areaId)).name, referenceSha256: row.referenceSha256, rule, dueOn },
				...{ proposedBy: { name: proposedBy.name, role: proposedBy.role }, proposedAt },
				...{ confirmedBy: { name: actor.name, role: actor.roleTitle }, destroyedAt: at.toISOString() },
				...{ meetings: gone.length, destroyed, listSha256: listDigest(destroyed), sealedBy: sealedBy(identity) }
			};
			const file: CertificateFile = { schema: 'mapp-destruction-certificate/1', ...signSeal(certificate, identity) };
			const text = canonicalJson(file);
			await tx.insert(destructionCertificate).values({
				...{ areaId: actor.areaId, number: row.number, destructionId, certificate: text, sha256: sha256Of(text) }
			});
			await writeAudit(tx, actor, 'destroy-case', 'case', caseId);
			return done({ number: row.number });
		})
		.catch((problem) => (isMeanwhile(problem) ? MEANWHILE : refusalOf(problem)));
	if (answer.ok) for (const id of gone) forget(id);
	else if (answer.kind === 'missing' || answer.kind === 'forbidden')
		await database.withArea(actor.areaId, (tx) => writeAudit(tx, actor, 'deny-destroy-case', 'area', actor.areaId));
	return answer;
}

async function proposed(tx: Tx, actor: Actor, destructionId: string, reference: string, at: Date) {
	if (!isIdentifier(destructionId)) return NO_PROPOSAL;
	await tx.select({ id: destruction.id }).from(destruction).where(eq(destruction.id, destructionId)).for('update');
	const [found] = await readDestructions(tx, eq(destruction.id, destructionId));
	if (found?.state !== 'PROPOSED') return NO_PROPOSAL;
	const read = await readClock(tx, actor, found.caseId, at);
	if (!read.ok) return NO_PROPOSAL;
	if (found.proposedBy.id === actor.personId) return YOURSELF;
	const problem = destructionProblem(read.value.clock);
	if (problem) return problem;
	const message = 'Enter the reference of the case as it stands above';
	if (!isReference(reference, read.value.stored.ref))
		return refuse('invalid', message, [{ field: 'reference', message }]);
	return done(found);
}

/** What the database itself refuses, or what another transaction did to the rows meanwhile. */
const REFUSED = ['P0002', '42501', '55000', '40001', '40P01', '23503', '23000'];
const isMeanwhile = (problem: unknown): boolean => {
	const code = (problem as { cause?: { code?: string } }).cause?.code ?? (problem as { code?: string }).code;
	return code !== undefined && REFUSED.includes(code);
};
