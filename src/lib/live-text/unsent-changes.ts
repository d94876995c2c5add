/**
 * Which local changes are stored at the server. The server counts the frames of a connection and says how many are
 * committed; deletions have no clock of their own, so a state vector alone could not tell.
 */
export type UnsentChanges = {
	/** number of the newest local change, and of the newest that is stored */
	made: number;
	stored: number;
	/** newest change per field that is not stored yet, and since when the field has had unsent words (ms) */
	readonly fields: Map<string, { change: number; readonly since: number }>;
	/** frames sent on this connection, and up to which change each brought the server */
	sent: number;
	marks: { readonly frame: number; readonly change: number }[];
};

export const noChanges = (): UnsentChanges => ({ made: 0, stored: 0, fields: new Map(), sent: 0, marks: [] });

export function noteChange(changes: UnsentChanges, fields: Iterable<string>, now: number): void {
	changes.made++;
	for (const field of fields)
		changes.fields.set(field, { change: changes.made, since: changes.fields.get(field)?.since ?? now });
}

/** A frame has left that brings the server up to the newest change. */
export function noteSent(changes: UnsentChanges): void {
	changes.sent++;
	changes.marks.push({ frame: changes.sent, change: changes.made });
}

/** A frame has left after which more must follow. */
export const notePart = (changes: UnsentChanges): void => {
	changes.sent++;
};

/** @param frames how many frames of this connection are committed */
export function noteStored(changes: UnsentChanges, frames: number): void {
	while (changes.marks[0] !== undefined && changes.marks[0].frame <= frames) {
		changes.stored = changes.marks[0].change;
		changes.marks.shift();
	}
	for (const [field, { change }] of changes.fields) if (change <= changes.stored) changes.fields.delete(field);
}

/** The connection is gone: what was under way may or may not have arrived. */
export function noteCutOff(changes: UnsentChanges): void {
	changes.sent = 0;
	changes.marks = [];
}

export const allStored = (changes: UnsentChanges): boolean => changes.stored === changes.made;

/** The server has everything there is, however it came there. */
export function noteAllStored(changes: UnsentChanges): void {
	changes.stored = changes.made;
	changes.fields.clear();
}
