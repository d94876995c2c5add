/**
 * Gives every committed row of the audit its number and its HMAC (R19), within a second of its commit. Any node does it; one
 * at a time in each area. A node killed in between leaves rows without a link, and the next look of any node finds them.
 */
import { createHmac } from 'node:crypto';
import { type ChainedRow, type ChainLink, type LinkPlace, linkText } from '#lib/audit/chain-link.ts';
import { appendLinks, holdChain, readAreasWaiting, readChainEnd, readUnchained } from '../persistence/audit-chain.ts';
import type { Database } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import { repeat } from '../recurring-work.ts';
import type { ServiceKeys } from '../service-keys.ts';

export type AuditChainer = {
	/** Chains what is committed in this area by now, whoever else is doing it. */
	readonly chain: (areaId: string) => Promise<void>;
	/** Looks at every area now. Never throws. */
	readonly look: () => Promise<void>;
	readonly close: () => Promise<void>;
};

const EVERY_MS = 700;
/** Areas are made seldom, and by a person at a console. */
const AREAS_EVERY_MS = 60_000;
/** Rows of one transaction. */
const MOST = 1000;
/** An end does not wait longer for a database that is away. */
const END_WITHIN_MS = 2000;

/** The HMAC-SHA256 of a link as hexadecimal digits. */
export const hmacWith =
	(keys: ServiceKeys) =>
	(place: LinkPlace, row: ChainedRow): string =>
		createHmac('sha256', keys.keyFor('audit')).update(linkText(place, row)).digest('hex');

/**
 * Chains the committed rows of one area. @param wait for whoever is chaining it; else it is left to them
 * @param most rows of one transaction
 */
export async function chainArea(
	database: Pick<Database, 'withArea'>,
	keys: ServiceKeys,
	areaId: string,
	wait: boolean,
	most = MOST
): Promise<void> {
	const hmacOf = hmacWith(keys);
	const step = (): Promise<boolean> =>
		database.withArea(areaId, async (tx) => {
			if (!(await holdChain(tx, areaId, wait))) return false;
			let last = await readChainEnd(tx);
			const { settled, rows } = await readUnchained(tx, areaId, most);
			if (rows.length === 0) return false;
			const links = rows.map((row): ChainLink => {
				const place = { areaId, number: last.number + 1, previous: last.hmac };
				last = { ...last, number: place.number, hmac: hmacOf(place, row) };
				return { ...place, event: row.event, hmac: last.hmac };
			});
			const isAll = rows.length < most;
			// What did not fit comes next: until then the look begins where it began.
			await appendLinks(tx, links, isAll ? settled : last.settled);
			return !isAll;
		});
	while (await step());
}

export function createAuditChainer(parts: {
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly keys: ServiceKeys;
	readonly log: (line: string) => void;
	/** how often it is looked, ms */
	readonly everyMs?: number;
}): AuditChainer {
	const { database, keys, log, everyMs = EVERY_MS } = parts;
	let areas: readonly string[] = [];
	let areasReadAt = Number.NEGATIVE_INFINITY;

	async function lookAtAll(): Promise<void> {
		if (performance.now() - areasReadAt > AREAS_EVERY_MS) {
			areas = await database.withoutArea(readAreaIds);
			areasReadAt = performance.now();
		}
		for (const areaId of await database.withoutArea((tx) => readAreasWaiting(tx, areas)))
			await chainArea(database, keys, areaId, false);
	}
	const failed = 'the audit could not be chained';
	const looking = repeat({ work: lookAtAll, everyMs, failed, again: 'the audit is chained again', log });
	return {
		chain: (areaId) => chainArea(database, keys, areaId, true),
		look: () => looking.next(lookAtAll),
		close: () => looking.end(END_WITHIN_MS)
	};
}
