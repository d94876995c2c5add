/** What the room knows of a return besides the facts: its choices and, for the first paint, its words. */
import type { ReturnValues } from './return-values.ts';

export type ReturnInRoom = {
	/** number of the saved state that the choices are of */
	readonly edition: number;
	readonly values: ReturnValues;
	/** texts by field as they stood */
	readonly fields: Readonly<Record<string, string>>;
};
