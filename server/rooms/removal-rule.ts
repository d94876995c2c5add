/**
 * When the removal of others' words is an alarm (promises Y3). All numbers are here. Rewording a sentence is none; emptying a
 * text is one, in one go or character by character.
 */

export const REMOVAL = {
	/** what one person removes in one field within this time counts together, ms */
	withinMs: 10_000,
	/** characters of others: so many are an alarm wherever they were */
	characters: 200,
	/** in a field that held at least this many characters of others, removing more than half of them is one */
	ofAtLeast: 80
} as const;

/** Fewer than this are never an alarm: nothing else needs to be looked up. */
export const NEVER_BELOW = Math.floor(REMOVAL.ofAtLeast / 2) + 1;

/**
 * @param removed characters of others that one person removed in one field within {@link REMOVAL.withinMs}
 * @param left characters of others that are still in that field
 */
export const isAlarm = (removed: number, left: number): boolean =>
	removed >= REMOVAL.characters || (removed + left >= REMOVAL.ofAtLeast && removed > left);
