/**
 * Whether this browser asked for little data: others' words come every few seconds and without cursors, what is typed here is
 * saved as always. Kept in a cookie of this browser, so that it holds in the next meeting too.
 */
import { LOW_DATA } from '../wire.ts';

const YEAR_S = 365 * 86_400;

/** Null: nobody has chosen in this browser. */
export const lowDataIn = (cookies: string): boolean | null => {
	const value = new RegExp(`(?:^|; )${LOW_DATA.cookie}=([01])(?:;|$)`).exec(cookies)?.[1];
	return value === undefined ? null : value === '1';
};

class LowData {
	on = $state(false);
	/** somebody chose in this browser, one way or the other: nothing is offered */
	chosen = $state(false);
	/** false in a practice room: nothing is kept on the device */
	keeps = true;

	/** Browser only. */
	read(): void {
		const kept = lowDataIn(document.cookie);
		this.on = kept === true;
		this.chosen = kept !== null;
	}
	choose(on: boolean): void {
		this.on = on;
		this.chosen = true;
		if (!this.keeps) return;
		const secure = location.protocol === 'https:' ? '; secure' : '';
		// biome-ignore lint/suspicious/noDocumentCookie: Safari has no Cookie Store
		document.cookie = `${LOW_DATA.cookie}=${on ? 1 : 0}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
	}
}
export const lowData = new LowData();
