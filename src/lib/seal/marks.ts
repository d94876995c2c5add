/**
 * What is marked in a locked record: sentences of it that not every version may tell. The record itself never changes. Marks are
 * made and taken back in rows that stay; a proposal counts as a mark until somebody says that it is none.
 */
import type { AgencyType } from '../identity.ts';
import { AGENCIES_OF } from '../restricted/audiences.ts';

export const MARK_KINDS = ['THIRD_PARTY', 'VICTIM', 'INTELLIGENCE', 'HEALTH', 'OTHER_AGENCY'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];
export const isMarkKind = (text: string): text is MarkKind => (MARK_KINDS as readonly string[]).includes(text);

/** Sentences of one text of the record, `to` included. */
export type MarkedPlace = {
	/** "/items/3/notes" */
	readonly path: string;
	readonly from: number;
	readonly to: number;
	readonly kind: MarkKind;
	/** of another agency's information: whose it is, who still reads it; else null */
	readonly agencyId: string | null;
};
export type Mark = MarkedPlace & {
	readonly id: string;
	/** false: somebody said that a proposal is none, or took their mark back */
	readonly leavesOut: boolean;
	/** name and agency */
	readonly by: string;
	/** ISO 8601, UTC */
	readonly at: string;
};
/** Found by the facts, for a person to confirm or refuse. */
export type Proposal = MarkedPlace & { readonly because: string };

/** The newest word on each sentence and kind. */
export type MarkOn = MarkedPlace & {
	/** the person's word; null while it is only proposed */
	readonly said: Mark | null;
	readonly because: string;
	readonly leavesOut: boolean;
};

const keyOf = ({ path, kind, agencyId }: MarkedPlace, part: number): string =>
	JSON.stringify([path, part, kind, agencyId]);

/** Every sentence that is marked or proposed, one entry for each kind: what a person said last counts over a proposal. */
export function marksOn(proposals: readonly Proposal[], marks: readonly Mark[]): readonly MarkOn[] {
	const found = new Map<string, MarkOn>();
	const each = (place: MarkedPlace, say: (at: MarkedPlace, before: MarkOn | undefined) => MarkOn): void => {
		const { path, kind, agencyId } = place;
		for (let part = place.from; part <= place.to; part++) {
			const key = keyOf(place, part);
			found.set(key, say({ path, from: part, to: part, kind, agencyId }, found.get(key)));
		}
	};
	for (const proposal of proposals)
		each(proposal, (at) => ({ ...at, said: null, because: proposal.because, leavesOut: true }));
	for (const mark of marks)
		each(mark, (at, before) => ({ ...at, said: mark, because: before?.because ?? '', leavesOut: mark.leavesOut }));
	return [...found.values()];
}

/** Whether an agency of this type reads what is marked so in its own version. */
export const readsMarked = (
	{ kind, agencyId }: Pick<MarkedPlace, 'kind' | 'agencyId'>,
	reader: { readonly id: string; readonly type: AgencyType }
): boolean => {
	if (agencyId !== null && agencyId === reader.id) return true;
	switch (kind) {
		case 'VICTIM':
			return AGENCIES_OF.VICTIM_SENSITIVE.includes(reader.type);
		case 'INTELLIGENCE':
			return AGENCIES_OF.POLICE_INTELLIGENCE.includes(reader.type);
		case 'HEALTH':
			return AGENCIES_OF.HEALTH_SENSITIVE.includes(reader.type);
		// Agencies protect third parties together: what is said of them is why they meet.
		case 'THIRD_PARTY':
			return true;
		case 'OTHER_AGENCY':
			return false;
	}
};
