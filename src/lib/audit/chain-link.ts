/** What one link of an area's audit chain says, as the text its HMAC is over. */
import { canonicalJson } from '../seal/canonical-json.ts';

/** A row of the audit as it is chained. */
export type ChainedRow = {
	/** as PostgreSQL counts rows, of all areas together */
	readonly event: number;
	/** UTC, with microseconds: 2026-12-17T10:00:00.123456Z */
	readonly at: string;
	readonly actorId: string;
	readonly agencyId: string;
	readonly act: string;
	readonly object: string;
	readonly objectId: string;
	readonly meetingId: string | null;
};

export type LinkPlace = {
	readonly areaId: string;
	/** 1, 2, 3 ... without a gap in each area */
	readonly number: number;
	/** HMAC of the link before, 64 hexadecimal digits; {@link FIRST_PREVIOUS} for the first */
	readonly previous: string;
};

export type ChainLink = LinkPlace & { readonly event: number; readonly hmac: string };

export const FIRST_PREVIOUS = '0'.repeat(64);

/** The canonical text of a link. */
export const linkText = ({ areaId, number, previous }: LinkPlace, row: ChainedRow): string =>
	canonicalJson({ ...row, areaId, number, previous });
