/**
 * What one node says to the others over Redis: "look there, something is new". Ids only, never content, and nobody
 * believes a hint: whoever hears one asks PostgreSQL (server/decisions/010).
 */
import { z } from 'zod';

export type Hint = {
	/** documents that grew */
	readonly documents: readonly string[];
	/** meetings with new events */
	readonly meetings: readonly string[];
	/** meetings with news that are no events: who is connected, a question about a text */
	readonly presence: readonly string[];
	/** areas with a new statement */
	readonly areas: readonly string[];
	/** a session ended; which one, only the database says */
	readonly sessions: boolean;
};

/** Ids of one kind in one message; what is more is found by the next look. */
const MOST_IDS = 500;
const LONGEST_MESSAGE = 128 * 1024;
const ids = z.array(z.uuid()).max(MOST_IDS).default([]);
const message = z.strictObject({
	from: z.uuid(),
	documents: ids,
	meetings: ids,
	presence: ids,
	areas: ids,
	sessions: z.boolean().default(false)
});

/** @param from id of the node that speaks */
export function writeHint(from: string, hint: Hint): string {
	const part = (kind: 'documents' | 'meetings' | 'presence' | 'areas') =>
		hint[kind].length > 0 ? { [kind]: hint[kind].slice(0, MOST_IDS) } : {};
	const said = { ...part('documents'), ...part('meetings'), ...part('presence'), ...part('areas') };
	return JSON.stringify({ from, ...said, ...(hint.sessions ? { sessions: true } : {}) });
}

/** The hint in a message; null when it is no hint of ours or was said by `self`. Never throws. */
export function readHint(text: unknown, self: string): Hint | null {
	if (typeof text !== 'string' || text.length > LONGEST_MESSAGE) return null;
	try {
		const read = message.safeParse(JSON.parse(text));
		if (!read.success || read.data.from === self) return null;
		const { from: _, ...hint } = read.data;
		return hint;
	} catch {
		return null;
	}
}
