/** `npm run audit:verify` without the process round it: what it says, and the code it ends with. */
import { FAULT_WORDS } from '#lib/audit/check-chain.ts';
import { type Env, readEnv } from '../env.ts';
import type { Database } from '../persistence/database.ts';
import { type ServiceKeys, serviceKeys } from '../service-keys.ts';
import { addLines, type CopiedLines, readCopiedLines, signedLine } from './copied-heads.ts';
import { headFile } from './kept-audit.ts';
import { type AuditVerdict, verifyAudit } from './verify-audit.ts';

export type Said = { readonly lines: readonly string[]; readonly code: 0 | 1 | 2 };
export type VerifyMeans = {
	/** opens the database that these settings name */
	readonly open: (env: Env) => Promise<{ readonly database: Database; readonly close: () => Promise<void> }>;
	readonly now: () => Date;
};

const USAGE = [
	'npm run audit:verify                    checks every link of the audit, and the copied heads',
	'npm run audit:verify -- --accept "why"  from here on the copied heads of before do not count:',
	'                                        after an older database was taken back on purpose'
];

/** Codes: 0 the audit is as it was written, 1 it is not, 2 it could not be checked. */
export async function verifyCommand(
	parameters: readonly string[],
	source: Readonly<Record<string, string | undefined>>,
	{ open, now }: VerifyMeans
): Promise<Said> {
	const [flag, reason = '', ...more] = parameters;
	const isAccepting = flag === '--accept' && reason.trim() !== '' && more.length === 0;
	if (flag !== undefined && !isAccepting) return { lines: USAGE, code: 2 };
	const env = readEnv(source);
	if ('problems' in env) return { lines: env.problems, code: 2 };
	const keys = serviceKeys(env, env.dataDir);
	const file = headFile(env);
	const { database, close } = await open(env);
	try {
		if (isAccepting) {
			await accept(file, keys, reason.trim(), now());
			return { lines: [`Noted in ${file}. Heads that were copied before do not count any more.`], code: 0 };
		}
		const copied = await readCopiedLines(keys, file);
		const verdict = await verifyAudit(database, keys, copied);
		return { lines: report(verdict, copied, file), code: verdict.isGood ? 0 : 1 };
	} finally {
		await close();
	}
}

const accept = (file: string, keys: ServiceKeys, reason: string, now: Date): Promise<void> =>
	addLines(file, [signedLine(keys, { kind: 'accepted', reason: reason.slice(0, 500), at: now.toISOString() })]);

function report(verdict: AuditVerdict, copied: CopiedLines | null, file: string): readonly string[] {
	const { areas, minutes, isGood } = verdict;
	return [
		copied === null
			? `No heads were copied to ${file}: an end that was cut off cannot be seen.`
			: `Compared with ${copied.heads.length} heads and ${copied.locks.length} sealed minutes copied to ${file}.`,
		...(copied?.accepted ?? []).map(({ at, reason }) => `An older database was taken back on ${at}: ${reason}`),
		...(copied && copied.strange > 0
			? [`${copied.strange} lines of that file are not this service’s: torn, changed, or of another SERVICE_KEY.`]
			: []),
		...areas.map(({ areaId, links, hmac, fault }) =>
			fault === null
				? `Area ${areaId}: ${links} links, all as they were written. Head ${hmac.slice(0, 16)}`
				: `Area ${areaId}: NOT as it was written. First at link ${fault.number}${
						fault.event === null ? '' : ` (row ${fault.event})`
					}: ${FAULT_WORDS[fault.reason]}.`
		),
		...areas.flatMap(({ areaId, begins }) =>
			begins
				? [
						`Area ${areaId}: begins after link ${begins.number}; ${begins.removed} rows before it were removed by their time, last on ${begins.removedAt.toISOString()}.`
					]
				: []
		),
		...minutes.map((sentence) => `Sealed minutes: ${sentence}.`),
		isGood ? 'The audit is as it was written.' : 'The audit is NOT as it was written.'
	];
}
