/**
 * When the removal of others' words is an alarm (promises Y3). All numbers are here. Rewording a sentence is none; emptying a
 * text is one, in one go or character by character.
 */

export const REMOVAL = {
	/** what one person removes in one field within this time counts together, ms */
	withinMs: 10_000,
	/** an alarm goes on, as one, until its person has removed nothing more there for this long, ms */
	restsMs: 3000,
	/** characters of others: so many are an alarm wherever they were */
	characters: 200,
	/** in a field that held at least this many characters of others, removing more than half of them is one */
	ofAtLeast: 80
} as const;

/**
 * @param removed characters of others that one person removed in one field within {@link REMOVAL.withinMs}
 * @param held characters of others that the field held before
 */
export const isAlarm = (removed: number, held: number): boolean =>
	removed >= REMOVAL.characters || (held >= REMOVAL.ofAtLeast && removed * 2 > held);
