/** A page's idle lock comes after the page: what is done until it is here, and when it never comes. The page hands in its clock. */

/** A lost line may keep the lock away: asked for again until it is here, long before anything would be hidden. */
export const RETRY_MS = 5_000;

type Waiting = {
	/** brings the lock; refused when it cannot be had now */
	readonly bring: () => Promise<void>;
	readonly isHere: () => boolean;
	/** ms until the session ends if nothing is done from here on */
	readonly endsInMs: number;
	/** loads the page anew: what the server then sends says that the session is over */
	readonly reload: () => void;
};

/**
 * Asks for the lock until it is here. A page that stays without it is not shown for longer than its session lasts.
 * @returns what ends both
 */
export function awaitLock({ bring, isHere, endsInMs, reload }: Waiting): () => void {
	let waiting: ReturnType<typeof setTimeout> | undefined;
	let isOver = false;
	const ask = (): void =>
		void bring().catch(() => {
			if (!isOver) waiting = setTimeout(ask, RETRY_MS);
		});
	ask();
	const end = setTimeout(() => {
		if (!isHere()) reload();
	}, endsInMs);
	return () => {
		isOver = true;
		clearTimeout(waiting);
		clearTimeout(end);
	};
}
