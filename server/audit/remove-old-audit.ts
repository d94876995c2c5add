/**
 * Removes what the audit need not keep any longer: once a month, an area's oldest part that is older than its number of years, and
 * than ten. It is checked whole before, and where the chain goes on is copied outside the database before a row goes, so that
 * nothing is hidden by a removal and what follows can still be checked (server/decisions/046).
 */
import { addMonths, fromLondon, londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { NOBODY, writeAudit } from '../persistence/audit.ts';
import { type ChainEnd, readRemovable, removeOldAudit } from '../persistence/audit-chain.ts';
import type { Database } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import { noteDestroyedByClock } from '../persistence/retention.ts';
import { repeat } from '../recurring-work.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { checkpointMac } from './checkpoint-mac.ts';
import { type CopiedLines, signedLine } from './copied-heads.ts';
import type { CopyPlace } from './head-copier.ts';
import { verifyArea } from './verify-audit.ts';

export type AuditRemover = {
	/** Looks at every area now. Never throws. */
	readonly look: () => Promise<void>;
	readonly close: () => Promise<void>;
};

const EVERY_MS = 3_600_000;
const END_WITHIN_MS = 2000;
/** Rows of one transaction; the rest goes with the next look. */
const MOST = 50_000;

export function createAuditRemover(parts: {
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly keys: ServiceKeys;
	/** each has to have a checkpoint before its rows go */
	readonly places: readonly CopyPlace[];
	readonly readCopied: () => Promise<CopiedLines | null>;
	readonly now: () => Date;
	readonly log: (line: string) => void;
	readonly everyMs?: number;
	readonly most?: number;
}): AuditRemover {
	const { database, keys, places, readCopied, now, log, everyMs = EVERY_MS, most = MOST } = parts;

	async function removeIn(areaId: string): Promise<void> {
		const today = londonDate(now().toISOString());
		const found = await database.withArea(areaId, async (tx) => {
			const { auditKeptYears } = await readAreaConfig(tx, areaId, today);
			// From the first of a month: the whole audit is not checked anew for each day's rows.
			const before = new Date(fromLondon(`${addMonths(today, -12 * auditKeptYears).slice(0, 8)}01`, '00:00') ?? 0);
			return { before, last: await readRemovable(tx, before, most) };
		});
		const { before, last } = found;
		if (last === null) return;
		const { fault } = await verifyArea(database, keys, areaId, await readCopied());
		if (fault) {
			log(`nothing of the audit of the area ${areaId} was removed: it is not as it was written (npm run audit:verify)`);
			return;
		}
		const line = signedLine(keys, { kind: 'checkpoint', areaId, ...last, at: now().toISOString() });
		for (const place of places) await place.add([line]);
		await remove(areaId, last, before, today);
	}

	const remove = (areaId: string, last: ChainEnd, before: Date, today: string): Promise<void> =>
		database
			.withArea(areaId, async (tx) => {
				const rows = await removeOldAudit(tx, last, checkpointMac(keys, { areaId, ...last }), before);
				await noteDestroyedByClock(tx, areaId, 'AUDIT', today, rows);
				await writeAudit(tx, { areaId, personId: NOBODY, agencyId: NOBODY }, 'destroy-audit', 'area', areaId);
			})
			.catch((problem) => {
				// Another node was first, or something is held since it was looked at.
				if ((problem as { cause?: { code?: string } }).cause?.code !== '55000') throw problem;
			});

	async function lookAtAll(): Promise<void> {
		for (const areaId of await database.withoutArea(readAreaIds)) await removeIn(areaId);
	}
	const failed = 'the oldest part of the audit could not be removed';
	const looking = repeat({ work: lookAtAll, everyMs, failed, log });
	return { look: () => looking.next(lookAtAll), close: () => looking.end(END_WITHIN_MS) };
}
