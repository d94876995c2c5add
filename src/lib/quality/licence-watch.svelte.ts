/**
 * What an auditor has on the screen goes when the licence ends: by the clock at its end, and within seconds when it is withdrawn,
 * the case is closed to them, or the session ends. The server refuses everything from that moment anyway.
 */
const ASK_EVERY_MS = 3_000;
/** setTimeout takes no longer wait. */
const LONGEST_MS = 2 ** 31 - 1;

export class LicenceWatch {
	ended: boolean = $state(false);
	readonly #path: string;

	constructor(auditId: string) {
		this.#path = `/audits/${auditId}/licence`;
	}

	/** Opens it in the browser; the answer closes it. @param leftMs until the licence ends by the clock */
	open(leftMs: number): () => void {
		const end = setTimeout(
			() => {
				this.ended = true;
			},
			Math.min(LONGEST_MS, Math.max(0, leftMs))
		);
		const ask = (): void => void this.#ask();
		const timer = setInterval(ask, ASK_EVERY_MS);
		document.addEventListener('visibilitychange', ask);
		window.addEventListener('pageshow', ask);
		return () => {
			clearTimeout(end);
			clearInterval(timer);
			document.removeEventListener('visibilitychange', ask);
			window.removeEventListener('pageshow', ask);
		};
	}

	async #ask(): Promise<void> {
		if (this.ended || document.visibilityState === 'hidden') return;
		const answer = await fetch(this.#path, { redirect: 'manual', cache: 'no-store' }).catch(() => null);
		// Without an answer the clock alone says when it ends.
		if (answer && answer.status !== 204 && answer.status < 500) this.ended = true;
	}
}
