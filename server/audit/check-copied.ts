/** Whether the database is the one whose heads were copied: asked before anybody is let in (R20). */
import {
	NO_LINK,
	readChainEnd,
	readCheckpoint,
	readDestroyedCases,
	readLinkHmac,
	readLinks,
	readLockedDigests
} from '../persistence/audit-chain.ts';
import type { Database } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { hmacWith } from './audit-chainer.ts';
import type { CopiedLines, HeadLine, LockLine } from './copied-heads.ts';

/** What the database says otherwise than the copies; null when they agree. One sentence for whoever starts the service. */
export async function disagreement(
	database: Pick<Database, 'withArea' | 'withoutArea'>,
	keys: ServiceKeys,
	copied: CopiedLines | null
): Promise<string | null> {
	const areas = new Set(await database.withoutArea(readAreaIds));
	for (const areaId of areas) {
		const said = await wrongKey(database, keys, areaId);
		if (said) return said;
	}
	const latest = new Map<string, HeadLine>();
	for (const head of copied?.heads ?? [])
		if (head.number >= (latest.get(head.areaId)?.number ?? 0)) latest.set(head.areaId, head);
	for (const head of latest.values()) {
		const of = `a head of the audit (area ${head.areaId}, link ${head.number}) was copied on ${head.at}`;
		if (!areas.has(head.areaId)) return `${of}, and this database has no such area`;
		const { hmac, begins } = await database.withArea(head.areaId, async (tx) => ({
			hmac: await readLinkHmac(tx, head.number),
			begins: await readCheckpoint(tx)
		}));
		// Its link went with the oldest part of the audit; the last one of that part is known.
		if (hmac === null && begins && (head.number < begins.number || head.hmac === begins.hmac)) continue;
		if (hmac === null) return `${of}, and the audit of this database ends before it`;
		if (hmac !== head.hmac) return `${of}, and the audit of this database is another one`;
	}
	return copied === null ? null : lostMinutes(database, areas, copied.locks);
}

/** Sealed minutes whose digest was copied and which are not there any more, or others are; gone by a certificate is right. */
export async function lostMinutes(
	database: Pick<Database, 'withArea'>,
	areas: ReadonlySet<string>,
	locks: readonly LockLine[]
): Promise<string | null> {
	for (const areaId of new Set(locks.map((lock) => lock.areaId))) {
		if (!areas.has(areaId)) return `minutes were sealed in the area ${areaId}, and this database has no such area`;
		const { digests, destroyed } = await database.withArea(areaId, async (tx) => ({
			digests: await readLockedDigests(tx, null),
			destroyed: await readDestroyedCases(tx)
		}));
		const known = new Map(digests.map(({ meetingId, sha256 }) => [meetingId, sha256]));
		const isRight = ({ caseId, meetingId, sha256 }: LockLine): boolean =>
			known.get(meetingId) === sha256 || (!known.has(meetingId) && destroyed.has(caseId));
		const lost = locks.find((lock) => lock.areaId === areaId && !isRight(lock));
		if (lost)
			return `the digest of sealed minutes (meeting ${lost.meetingId}) was copied on ${lost.at}, and this database has ${
				known.has(lost.meetingId) ? 'other minutes' : 'no minutes'
			} of that meeting`;
	}
	return null;
}

async function wrongKey(
	database: Pick<Database, 'withArea'>,
	keys: ServiceKeys,
	areaId: string
): Promise<string | null> {
	return database.withArea(areaId, async (tx) => {
		const end = await readChainEnd(tx);
		if (end.number === NO_LINK.number) return null;
		const [last] = await readLinks(tx, end.number - 1, 1);
		const isOurs = last?.row && hmacWith(keys)(last.link, last.row) === last.link.hmac;
		return isOurs
			? null
			: `the last link of the audit of the area ${areaId} was changed, or made with another SERVICE_KEY`;
	});
}
