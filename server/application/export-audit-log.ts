/**
 * The audit as a file, under the rules of every file that leaves (R18): the password entered lately, a named recipient and
 * purpose, a number, a digest, a row in the audit. As JSON it carries each row's place in the chain, and the head of the chain,
 * signed with the key that signs sealed records, so that nobody can make one up.
 */
import { createHash, sign } from 'node:crypto';
import { z } from 'zod';
import { auditFilterFields, readAuditFilter } from '#lib/audit/audit-filter.ts';
import { auditKindWord } from '#lib/audit/audit-words.ts';
import { csvText } from '#lib/import/csv-text.ts';
import { line, longText, oneOf, optionalLine, REASON_MAX } from '#lib/input.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import type { SealIdentity } from '../export/seal-identity.ts';
import { readChainEnd } from '../persistence/audit-chain.ts';
import { readAuditRows } from '../persistence/audit-log.ts';
import { type ExportAsked, type ExportParts, exportFile } from './export-file.ts';
import type { FileAnswer } from './export-minutes.ts';
import { linesOf, readableTo, wanted } from './read-audit-log.ts';

const FORMATS = ['CSV', 'JSON'] as const;
const FIELD_MAX = 64;
export const EXPORT_AUDIT_LOG = z.strictObject({
	format: oneOf(FORMATS, 'a format'),
	from: optionalLine('the first day', FIELD_MAX),
	until: optionalLine('the last day', FIELD_MAX),
	person: optionalLine('a person', FIELD_MAX),
	kind: optionalLine('a kind', FIELD_MAX),
	object: optionalLine('a kind of thing', FIELD_MAX),
	reference: optionalLine('a reference', FIELD_MAX),
	recipient: line('who gets the file'),
	purpose: longText('what it is for', REASON_MAX)
});
export type ExportAuditLog = z.output<typeof EXPORT_AUDIT_LOG>;

/** Rows of one file. */
const MOST = 20_000;

export type AuditExportParts = ExportParts & {
	readonly chain: (areaId: string) => Promise<void>;
	readonly seal: SealIdentity | null;
};

/** Refusals: missing, invalid, step-up, not-now. */
export async function exportAuditLog(
	parts: AuditExportParts,
	asked: ExportAsked,
	input: ExportAuditLog
): Promise<Result<FileAnswer>> {
	const { actor } = asked;
	const { filter, problems } = readAuditFilter((field) => input[field]);
	if (problems.length > 0) return refuse('invalid', 'Look at what you entered', [...problems]);
	await parts.chain(actor.areaId);
	const isJson = input.format === 'JSON';
	const given = await exportFile(parts, asked, async (tx) => {
		const readable = await readableTo(tx, actor);
		// Of the meetings one chairs the rows may be read, not taken along.
		if (!readable || readable.scope === 'MEETINGS') return refuse('missing', 'There is no such page.');
		const rows = await readAuditRows(tx, [...readable.where, ...(await wanted(tx, actor, filter))], MOST + 1);
		if (rows.length > MOST) {
			const message = `Choose fewer days: a file holds ${MOST} rows at most`;
			return refuse('invalid', message, [{ field: 'from', message }]);
		}
		const lines = await linesOf(tx, rows);
		const head = await readChainEnd(tx);
		const madeAt = parts.now().toISOString();
		const draw = (number: number): Uint8Array => {
			if (!isJson)
				return new TextEncoder().encode(
					csvText([
						['Number', 'Time (UTC)', 'Kind', 'Act', 'Who', 'Agency', 'Of what', 'Reference', 'Id'],
						...lines.map((one) => [
							...[String(one.number ?? ''), one.at, auditKindWord[one.kind], one.act, one.who, one.agencyName],
							...[one.object, one.reference, one.objectId]
						])
					])
				);
			const log = {
				...{ schema: 'mapp-audit-log/1', areaId: actor.areaId, export: number, madeAt },
				...{
					recipient: input.recipient,
					purpose: input.purpose,
					filter: Object.fromEntries(auditFilterFields(filter))
				},
				head: { number: head.number, hmac: head.hmac },
				rows: rows.map((row) => ({ ...row })),
				people: Object.fromEntries(rows.map((row, n) => [row.actorId, lines[n]?.who ?? '']))
			};
			return new TextEncoder().encode(`${JSON.stringify(signed(log, parts.seal), null, '\t')}\n`);
		};
		return done({
			...{ act: 'export-audit-log' as const, format: input.format, caseId: null, profile: 'AUDIT' },
			...{ recipient: input.recipient, purpose: input.purpose },
			draw: async (number: number) => ({
				bytes: draw(number),
				contentSha256: createHash('sha256')
					.update(canonicalJson(rows.map((row) => ({ ...row }))))
					.digest('hex')
			})
		});
	});
	if (!given.ok) return given;
	const { number, bytes } = given.value;
	const [extension, contentType] = isJson
		? (['json', 'application/json; charset=utf-8'] as const)
		: (['csv', 'text/csv; charset=utf-8'] as const);
	return done({ name: `audit-export-${number}.${extension}`, contentType, bytes });
}

/** With the Ed25519 signature over the canonical JSON of everything else; without one where nothing can be signed. */
function signed(log: Readonly<Record<string, unknown>>, seal: SealIdentity | null): Readonly<Record<string, unknown>> {
	if (seal === null) return log;
	const { privateKey, publicKey } = seal.recordKey;
	return {
		...log,
		signature: {
			algorithm: 'Ed25519 over the RFC 8785 form of everything but this',
			publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
			value: sign(null, Buffer.from(canonicalJson(log)), privateKey).toString('base64')
		}
	};
}
