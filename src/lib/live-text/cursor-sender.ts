/** Where one's own cursor is, told at most ten times a second, the newest last. */
import type { CursorState } from '#lib/wire.ts';

const CURSOR_EVERY_MS = 100;

export type CursorSender = {
	/** null: the cursor is in no field */
	readonly set: (cursor: CursorState | null) => void;
	readonly stop: () => void;
};

export function cursorSender(sendNow: (cursor: CursorState, clock: number) => void): CursorSender {
	let clock = 0;
	let next: CursorState | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const flush = () => {
		timer = undefined;
		if (next === null) return;
		sendNow(next, ++clock);
		next = null;
		timer = setTimeout(flush, CURSOR_EVERY_MS);
	};
	return {
		set: (cursor) => {
			next = cursor ?? { field: null };
			if (timer === undefined) flush();
		},
		stop: () => clearTimeout(timer)
	};
}
