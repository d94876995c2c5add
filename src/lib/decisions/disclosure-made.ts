/** What becomes of a disclosure after the minutes are locked (domain.md 4.6): told by whoever made it, beside the record. */

/** One disclosure a locked meeting decided on, for whoever makes it. */
export type DisclosureToMake = {
	readonly id: string;
	readonly caseRef: string;
	/** number of the meeting, and its day (YYYY-MM-DD) */
	readonly seq: number;
	readonly meetingOn: string;
	/** by role or code, never a name */
	readonly recipient: string;
	readonly content: string;
	readonly method: string;
	readonly conditions: string;
	/** YYYY-MM-DD or null */
	readonly deadline: string | null;
	readonly discloser: string;
	/** oldest first; another entry corrects an earlier one */
	readonly told: readonly DisclosureTold[];
};
export type DisclosureTold = {
	/** ISO 8601 UTC */
	readonly at: string;
	/** YYYY-MM-DD */
	readonly completedOn: string;
	readonly reaction: string;
	readonly undertakingSigned: boolean;
};

/** The newest word about it; null = nobody has told yet. */
export const lastTold = ({ told }: DisclosureToMake): DisclosureTold | null => told.at(-1) ?? null;
