/**
 * Loaded before the server (node --import): its clock stands ahead by as many milliseconds as the file STORY_CLOCK says, and
 * follows it. Only for journeys that play a story over weeks. PostgreSQL keeps the real time, so the story may only run ahead.
 */
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 20;
const RealDate = Date;
let ahead = 0;

const look = () => {
	const said = Number(readFileSync(process.env.STORY_CLOCK ?? '', 'utf8'));
	if (Number.isFinite(said) && said >= 0) ahead = said;
};
look();
setInterval(look, LOOK_EVERY_MS).unref();

class StoryDate extends RealDate {
	/** @param {...any} given */
	constructor(...given) {
		if (given.length === 0) super(RealDate.now() + ahead);
		else super(.../** @type {[any]} */ (given));
	}
	/** @override */
	static now() {
		return RealDate.now() + ahead;
	}
}
globalThis.Date = /** @type {DateConstructor} */ (/** @type {unknown} */ (StoryDate));
