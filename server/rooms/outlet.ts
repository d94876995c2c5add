/**
 * The sending side of one line. Messages of one event-loop turn leave in one write. Who reads too slowly gets nothing
 * more until the line has drained, then only what was missed; who stays slow is closed (promises W6).
 */
import { CLOSE, type CloseCode, LIMIT } from '#lib/wire.ts';
import type { Line } from './line.ts';
import { type Frame, together } from './message.ts';

export type Outlet = {
	readonly line: Line;
	/** what only this line gets, until the next flush */
	waiting: Frame[];
	/** set while the reader is too slow: since when (ms), and how many bytes it has missed */
	stale: { readonly since: number; missed: number } | null;
	/** when anything was last written, ms */
	wroteAt: number;
	open: boolean;
};

/** How long a reader may stay stale before it is closed. */
const STALE_FOR_MS = 30_000;

export const outletOf = (line: Line, now: number): Outlet => ({
	line,
	waiting: [],
	stale: null,
	wroteAt: now,
	open: true
});

/**
 * Writes what waits for this line and what all get, in one write.
 * @param at ms
 * @returns whether its reader has become too slow by this: then nothing more is written before {@link whenRead}
 */
export function flush(outlet: Outlet, shared: Frame | null, at: number): boolean {
	const { line, waiting } = outlet;
	if (waiting.length > 0) outlet.waiting = [];
	else if (shared === null) return false;
	if (!outlet.open) return false;
	// Most get only what all get: the very same bytes, once for each keystroke and person.
	const bytes = waiting.length === 0 ? (shared as Frame) : together(shared === null ? waiting : [...waiting, shared]);
	if (outlet.stale !== null) {
		if (!line.isOpen()) return false;
		outlet.stale.missed += bytes.length;
		if (outlet.stale.missed > LIMIT.bufferedClose) closeOutlet(outlet, CLOSE.tooSlow, 'too slow');
		return false;
	}
	outlet.wroteAt = at;
	if (line.write(bytes) <= LIMIT.bufferedStale) return false;
	outlet.stale = { since: at, missed: 0 };
	return true;
}

/** Calls back once, when a reader that has become too slow has read everything. */
export function whenRead(outlet: Outlet, then: () => void): void {
	outlet.line.onceDrained(() => {
		outlet.stale = null;
		if (outlet.open) then();
	});
}

/** Closes a reader that has been too slow for too long. */
export function closeIfStuck(outlet: Outlet, now: number): void {
	if (outlet.stale !== null && now - outlet.stale.since > STALE_FOR_MS) closeOutlet(outlet, CLOSE.tooSlow, 'too slow');
}

/** Sends what waits, then closes; nothing that still arrives on this line may be handled. */
export function closeOutlet(outlet: Outlet, code: CloseCode, reason: string): void {
	if (!outlet.open) return;
	const { line } = outlet;
	if (outlet.stale === null && outlet.waiting.length > 0 && line.isOpen()) line.write(together(outlet.waiting));
	outlet.open = false;
	line.close(code, reason);
}
