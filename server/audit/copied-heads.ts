/**
 * Heads of the audit's chains and digests of sealed minutes as they are copied outside the database, one line each, to a file
 * that is only ever added to (R19, R20). Each line carries an HMAC of the service's own key: whoever can write the file but does
 * not have the key can take lines away, but put none in.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import type { ServiceKeys } from '../service-keys.ts';

const at = z.string().max(40);
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const uuid = z.uuid();
const LINE = z.discriminatedUnion('kind', [
	/** the chain of an area ends with this link */
	z.strictObject({ kind: z.literal('head'), areaId: uuid, number: z.int().positive(), hmac: hex, at }),
	/** minutes were sealed with this digest */
	z.strictObject({ kind: z.literal('lock'), areaId: uuid, caseId: uuid, meetingId: uuid, sha256: hex, at }),
	/** the audit up to this link is about to be removed, because it is old enough */
	z.strictObject({ kind: z.literal('checkpoint'), areaId: uuid, number: z.int().positive(), hmac: hex, at }),
	/** somebody who runs the service took an older database back on purpose: the lines above count no more */
	z.strictObject({ kind: z.literal('accepted'), reason: z.string().max(500), at })
]);
export type CopiedLine = z.output<typeof LINE>;
export type HeadLine = Extract<CopiedLine, { kind: 'head' }>;
export type CheckpointLine = Extract<CopiedLine, { kind: 'checkpoint' }>;
export type LockLine = Extract<CopiedLine, { kind: 'lock' }>;

export type CopiedLines = {
	/** since an older database was last accepted */
	readonly heads: readonly HeadLine[];
	readonly locks: readonly LockLine[];
	/** all of them, whatever was accepted since */
	readonly checkpoints: readonly CheckpointLine[];
	readonly accepted: readonly Extract<CopiedLine, { kind: 'accepted' }>[];
	/** lines that are not ours: torn, changed, or of another key */
	readonly strange: number;
};

const macOf = (keys: ServiceKeys, line: CopiedLine): string =>
	createHmac('sha256', keys.keyFor('audit'))
		.update(`copied ${canonicalJson(line)}`)
		.digest('hex');

/** A line as it stands in the file and is sent elsewhere. */
export const signedLine = (keys: ServiceKeys, line: CopiedLine): string =>
	JSON.stringify({ ...line, mac: macOf(keys, line) });

/** @returns null when it is not ours */
export function readLine(keys: ServiceKeys, text: string): CopiedLine | null {
	let raw: unknown;
	try {
		raw = JSON.parse(text);
	} catch {
		return null;
	}
	if (typeof raw !== 'object' || raw === null) return null;
	const { mac, ...rest } = raw as Record<string, unknown>;
	const line = LINE.safeParse(rest);
	if (!line.success || typeof mac !== 'string') return null;
	const [own, theirs] = [Buffer.from(macOf(keys, line.data)), Buffer.from(mac)];
	return own.length === theirs.length && timingSafeEqual(own, theirs) ? line.data : null;
}

/** Everything the file says; null when there is none. @throws when it cannot be read */
export async function readCopiedLines(keys: ServiceKeys, file: string): Promise<CopiedLines | null> {
	const accepted: CopiedLines['accepted'][number][] = [];
	const checkpoints: CheckpointLine[] = [];
	let heads: HeadLine[] = [];
	let locks: LockLine[] = [];
	let strange = 0;
	try {
		for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
			if (text === '') continue;
			const line = readLine(keys, text);
			if (line === null) strange++;
			else if (line.kind === 'head') heads.push(line);
			else if (line.kind === 'lock') locks.push(line);
			else if (line.kind === 'checkpoint') checkpoints.push(line);
			else {
				accepted.push(line);
				heads = [];
				locks = [];
			}
		}
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw problem;
	}
	return { heads, locks, checkpoints, accepted, strange };
}

/** Adds lines at the end and waits until the disk has them. Each write is one call, so lines of several nodes do not mix. */
export async function addLines(file: string, lines: readonly string[]): Promise<void> {
	if (lines.length === 0) return;
	await mkdir(dirname(file), { recursive: true });
	// A line that a crash tore does not swallow the next one: every write begins anew.
	await appendFile(file, `\n${lines.join('\n')}\n`, { mode: 0o600, flush: true });
}
