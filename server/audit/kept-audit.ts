/** The audit as this process keeps it: checked against what was copied, then chained and copied on (R19, R20). */
import { join, resolve } from 'node:path';
import type { AuditHeadSettings } from '../env.ts';
import type { Database } from '../persistence/database.ts';
import { StartProblem } from '../problem-at-start.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { createAuditChainer } from './audit-chainer.ts';
import { disagreement } from './check-copied.ts';
import { type CopiedLines, readCopiedLines } from './copied-heads.ts';
import { filePlace, receiverPlace } from './copy-places.ts';
import { createHeadCopier } from './head-copier.ts';
import { createAuditRemover } from './remove-old-audit.ts';

export type KeptAudit = {
	/** Chains what is committed in this area by now: before anybody reads or checks it. */
	readonly chain: (areaId: string) => Promise<void>;
	/** one plain line for each place that heads could not be copied to last time */
	readonly troubles: () => readonly string[];
	/** Chains and copies a last time, as far as the database answers. */
	readonly close: () => Promise<void>;
};

export type AuditParts = {
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly keys: ServiceKeys;
	readonly env: { readonly dataDir: string; readonly auditHeads: AuditHeadSettings; readonly demo: boolean };
	readonly now: () => Date;
	readonly log: (line: string) => void;
};

/** Where heads are copied to on this machine. */
export const headFile = ({ dataDir, auditHeads }: AuditParts['env']): string =>
	resolve(auditHeads.file ?? join(dataDir, 'audit-heads.jsonl'));

/** @throws StartProblem with one sentence when the database is not the one whose heads were copied; the demonstration is warned only */
export async function keepAudit(parts: AuditParts): Promise<KeptAudit> {
	const { database, keys, env, now, log } = parts;
	const file = headFile(env);
	const known = await readKnown(keys, file);
	const problem = await disagreement(database, keys, known);
	if (problem !== null) {
		const said = `The audit does not agree with ${file}: ${problem}.`;
		if (!env.demo)
			throw new StartProblem(
				`${said} Restore the right database or key; if an older database was taken back on purpose, say why: npm run audit:verify -- --accept "why"`
			);
		log(said);
	}
	const { url } = env.auditHeads;
	const places = [filePlace(file, 'AUDIT_HEAD_FILE'), ...(url === undefined ? [] : [receiverPlace(url, now)])];
	const chainer = createAuditChainer({ database, keys, log });
	// What the demonstration was warned of is not held against it a second time.
	const copier = createHeadCopier({ database, keys, places, known: problem === null ? known : null, now, log });
	const readCopied = () => readCopiedLines(keys, file);
	const remover = createAuditRemover({ database, keys, places, readCopied, now, log });
	return {
		chain: chainer.chain,
		troubles: copier.troubles,
		close: async () => {
			await remover.close();
			const last = chainer.look();
			await chainer.close();
			await Promise.race([last, new Promise((late) => setTimeout(late, 1000).unref())]);
			await copier.close();
		}
	};
}

async function readKnown(keys: ServiceKeys, file: string): Promise<CopiedLines | null> {
	try {
		return await readCopiedLines(keys, file);
	} catch (problem) {
		throw new StartProblem(`AUDIT_HEAD_FILE ${file} cannot be read (${(problem as NodeJS.ErrnoException).code}).`);
	}
}
