/** Checks the whole audit: every link of every area against its row, its key and every copied head. */
import { type ChainFault, checkChain } from '#lib/audit/check-chain.ts';
import {
	type Checkpoint,
	hasLinksUpTo,
	readChangedMinutes,
	readCheckpoint,
	readFirstWithoutLink,
	readLinks
} from '../persistence/audit-chain.ts';
import type { Database } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { chainArea, hmacWith } from './audit-chainer.ts';
import { lostMinutes } from './check-copied.ts';
import { checkpointMac } from './checkpoint-mac.ts';
import type { CopiedLines } from './copied-heads.ts';

export type AreaVerdict = {
	readonly areaId: string;
	/** good links from the beginning, those that were removed by right among them */
	readonly links: number;
	/** where the chain begins; null = at its first link */
	readonly begins: Checkpoint | null;
	readonly hmac: string;
	/** copied heads it was compared with */
	readonly heads: number;
	/** the first thing that is wrong */
	readonly fault: ChainFault | null;
};
export type AuditVerdict = {
	readonly areas: readonly AreaVerdict[];
	/** sealed minutes that are gone or changed, as sentences */
	readonly minutes: readonly string[];
	readonly isGood: boolean;
};

/** Links read at a time. */
const STEP = 2000;

/** What is committed is chained first, so that a row of this second is not taken for one put in past the service. */
export async function verifyAudit(
	database: Pick<Database, 'withArea' | 'withoutArea'>,
	keys: ServiceKeys,
	copied: CopiedLines | null
): Promise<AuditVerdict> {
	const known = await database.withoutArea(readAreaIds);
	const heads = copied?.heads ?? [];
	const areas: AreaVerdict[] = [];
	for (const areaId of known) areas.push(await verifyArea(database, keys, areaId, copied));
	for (const areaId of new Set(heads.map((head) => head.areaId)))
		if (!known.includes(areaId)) {
			const fault: ChainFault = { areaId, number: 1, event: null, reason: 'no-area' };
			areas.push({
				areaId,
				links: 0,
				begins: null,
				hmac: '',
				heads: heads.filter((head) => head.areaId === areaId).length,
				fault
			});
		}
	const minutes: string[] = [];
	for (const areaId of known)
		for (const id of await database.withArea(areaId, readChangedMinutes))
			minutes.push(`the sealed minutes of meeting ${id} do not have the digest that stands beside them`);
	const lost = await lostMinutes(database, new Set(known), copied?.locks ?? []);
	if (lost !== null) minutes.push(lost);
	return { areas, minutes, isGood: minutes.length === 0 && areas.every(({ fault }) => fault === null) };
}

/** Whether this service removed everything up to here: its own HMAC says so, and no copy outside the database says otherwise. */
function isTrue(
	keys: ServiceKeys,
	areaId: string,
	{ number, hmac, mac }: Checkpoint,
	copied: CopiedLines | null
): boolean {
	const lines = [...(copied?.heads ?? []), ...(copied?.checkpoints ?? [])];
	const isOther = lines.some((one) => one.areaId === areaId && one.number === number && one.hmac !== hmac);
	return mac === checkpointMac(keys, { areaId, number, hmac }) && !isOther;
}

/**
 * One area's chain, from its newest checkpoint or its first link. A node that removes its oldest part meanwhile (a checkpoint
 * further on) has it looked at anew: what went by right is no fault.
 */
export async function verifyArea(
	database: Pick<Database, 'withArea'>,
	keys: ServiceKeys,
	areaId: string,
	copied: CopiedLines | null
): Promise<AreaVerdict> {
	await chainArea(database, keys, areaId, true);
	for (;;) {
		const begins = await database.withArea(areaId, readCheckpoint);
		const verdict = await verifyFrom(begins, database, keys, areaId, copied);
		const now = verdict.fault && (await database.withArea(areaId, readCheckpoint));
		if (!now || now.number <= (begins?.number ?? 0)) return verdict;
	}
}

async function verifyFrom(
	begins: Checkpoint | null,
	database: Pick<Database, 'withArea'>,
	keys: ServiceKeys,
	areaId: string,
	copied: CopiedLines | null
): Promise<AreaVerdict> {
	const heads = (copied?.heads ?? []).filter((head) => head.areaId === areaId);
	const check = checkChain({ areaId, heads, hmacOf: hmacWith(keys), ...(begins ? { from: begins } : {}) });
	const verdict = (fault: ChainFault | null): AreaVerdict => {
		const { number, hmac } = check.head();
		return { areaId, links: number, begins, hmac, heads: heads.length, fault };
	};
	if (
		begins &&
		(!isTrue(keys, areaId, begins, copied) ||
			(await database.withArea(areaId, (tx) => hasLinksUpTo(tx, begins.number))))
	)
		return verdict({ areaId, number: begins.number, event: null, reason: 'false-checkpoint' });
	for (;;) {
		const some = await database.withArea(areaId, (tx) => readLinks(tx, check.head().number, STEP));
		for (const { link, row } of some) {
			const fault = check.take(link, row);
			if (fault) return verdict(fault);
		}
		if (some.length < STEP) break;
	}
	const { links } = verdict(null);
	const event = await database.withArea(areaId, readFirstWithoutLink);
	// Written since, by whoever is working: it gets its link within a second.
	if (event !== null) await chainArea(database, keys, areaId, true);
	const still = event === null ? null : await database.withArea(areaId, readFirstWithoutLink);
	if (still !== null && still === event) return verdict({ areaId, number: links + 1, event, reason: 'not-chained' });
	return verdict(check.end());
}
