/** A name that one living tab holds: the browser lets go of it when the tab is gone, however it went. */

/** @returns how to let go; null when another tab holds it */
export type HoldName = (name: string) => Promise<(() => void) | null>;

/** Null where the browser has no such locks. */
export function browserTabLocks(): HoldName | null {
	const { locks } = navigator;
	if (!locks) return null;
	return (name) =>
		new Promise((resolve, reject) => {
			locks
				.request(name, { ifAvailable: true }, (lock) => {
					if (lock === null) return resolve(null);
					return new Promise<void>((letGo) => resolve(letGo));
				})
				.catch(reject);
		});
}
