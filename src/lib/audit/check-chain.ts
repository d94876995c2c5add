/** Whether an area's audit is as it was written: link after link, against its rows and against heads copied elsewhere. Pure. */
import { type ChainedRow, type ChainLink, FIRST_PREVIOUS, type LinkPlace } from './chain-link.ts';

/** A head of an area's chain as it was copied outside the database. */
export type CopiedHead = {
	readonly areaId: string;
	readonly number: number;
	readonly hmac: string;
	/** when it was copied, ISO 8601 */
	readonly at: string;
};

/** The first thing that is wrong with a chain, and what it says about the row. */
export type ChainFault = {
	readonly areaId: string;
	/** of the first bad link */
	readonly number: number;
	/** of the row in the audit, where there is one */
	readonly event: number | null;
	readonly reason: FaultReason;
};

export const FAULT_WORDS = {
	gap: 'a link is missing: the numbers of the chain leave a gap here',
	'another-previous': 'this link does not follow the one before it: links were swapped, removed or put in',
	'row-missing': 'the row of the audit that this link is about has been removed',
	'another-row': 'the row or its link was changed after it was written, or another key was used',
	'not-chained': 'this row of the audit has no link: it was put in past the service, or its link was removed',
	'behind-copy': 'the chain ends before a head that was copied: its end was cut off, or the database was rolled back',
	'another-head': 'the chain is another one than the one whose head was copied: it was written anew',
	'false-checkpoint':
		'links were removed up to here, and no removal by this service says so: the checkpoint was put in or changed, or links still stand before it',
	'no-area': 'a head of this area was copied, and the database has no such area'
} as const;
export type FaultReason = keyof typeof FAULT_WORDS;

export type ChainCheck = {
	/** Takes the next link in the order of their numbers, with its row. @returns the fault, the first ends the check */
	readonly take: (link: ChainLink, row: ChainedRow | null) => ChainFault | null;
	/** Nothing follows. @returns a copied head beyond the end */
	readonly end: () => ChainFault | null;
	/** the last good link */
	readonly head: () => { readonly number: number; readonly hmac: string };
};

/**
 * @param parts.heads copied ones of this area, in any order
 * @param parts.hmacOf the HMAC that a row at this place must have
 * @param parts.from what the chain is checked from: a link known to be good; the beginning when absent
 */
export function checkChain(parts: {
	readonly areaId: string;
	readonly heads: readonly CopiedHead[];
	readonly hmacOf: (place: LinkPlace, row: ChainedRow) => string;
	readonly from?: { readonly number: number; readonly hmac: string };
}): ChainCheck {
	const { areaId, heads, hmacOf } = parts;
	let last = parts.from ?? { number: 0, hmac: FIRST_PREVIOUS };
	const copied = new Map<number, string[]>();
	for (const { number, hmac } of heads) copied.set(number, [...(copied.get(number) ?? []), hmac]);
	const fault = (number: number, event: number | null, reason: FaultReason): ChainFault => ({
		...{ areaId, number, event, reason }
	});
	return {
		head: () => last,
		take: (link, row) => {
			const next = last.number + 1;
			if (link.number !== next) return fault(next, null, 'gap');
			if (row === null) return fault(next, link.event, 'row-missing');
			if (link.previous !== last.hmac) return fault(next, link.event, 'another-previous');
			if (link.event !== row.event || hmacOf(link, row) !== link.hmac) return fault(next, link.event, 'another-row');
			if ((copied.get(next) ?? []).some((hmac) => hmac !== link.hmac)) return fault(next, link.event, 'another-head');
			last = link;
			return null;
		},
		end: () => {
			const furthest = Math.max(0, ...copied.keys());
			return furthest > last.number ? fault(last.number + 1, null, 'behind-copy') : null;
		}
	};
}
