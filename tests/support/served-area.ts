/** One served area for a whole file of tests, and a case of its own in it for each of them. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { anotherCase, openWorld, type World } from './meeting-world.ts';
import { type ServedWorld, serveWorld } from './served-world.ts';

export type ServedArea = {
	/** the area as it was opened; a test that makes one case more starts from it */
	readonly area: World;
	readonly served: ServedWorld;
	/** the area with a fresh case */
	readonly world: World;
};

/**
 * Opens the area before the tests of the file that calls it and closes it after them. What a test opened in a browser
 * ends with the test.
 * @param each is given the area before each test, with a case that no other test has
 */
export function servedArea(each: (now: ServedArea) => void | Promise<void>): void {
	let area: World;
	let served: ServedWorld;
	beforeAll(async () => {
		area = await openWorld();
		served = await serveWorld(area);
	});
	beforeEach(async () => each({ area, served, world: await anotherCase(area) }));
	afterEach(() => served.hangUp());
	afterAll(async () => {
		await served.close();
		await area.close();
	});
}
