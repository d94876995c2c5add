/** Waits for a thing itself, looking often. */
export class NotInTime extends Error {}

/** @returns ms it took. @throws NotInTime saying what never came */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
	const since = performance.now();
	for (;;) {
		if (await isSo()) return performance.now() - since;
		if (performance.now() - since > withinMs) throw new NotInTime(`${what}: not within ${withinMs} ms`);
		await pause(10);
	}
}

/** Lets time pass: for how long a fault lasts or people type, never for something to happen. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The same with an answer instead of an error. */
export const inTime = (isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> =>
	until('', isSo, withinMs).then(
		() => true,
		(problem: unknown) => {
			if (problem instanceof NotInTime) return false;
			throw problem;
		}
	);
