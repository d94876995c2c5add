/**
 * Keeps the place when the page gets another width, because a phone or a tablet is turned: the field with the cursor, or else
 * the row that stood at the top, stays where the eyes were. The words flow anew, so the same number of pixels is another row.
 */

/** What is held on to: an element, and how far below the top of the window it stood, px. */
type Held = { readonly element: Element; readonly top: number };

/** So long after the last change of size nothing is noted: what scrolls then is the change itself. */
const SETTLES_MS = 300;
/** A row is no higher than this, and is looked for every so many px, so far from the left edge. */
const ROW_PX = 160;
const STEP_PX = 16;
const LEFT_PX = 40;
const FIELDS = 'textarea, input, select';

/** Where the element should stand in a window of this height: as high as before, and within it. */
export const topAfter = (top: number, height: number, cover: number): number =>
	Math.min(Math.max(top, cover), Math.max(cover, Math.round(height * 0.4)));

const scrollerOf = (part: HTMLElement): Element => {
	const isOwn = part.scrollHeight > part.clientHeight && /auto|scroll/.test(getComputedStyle(part).overflowY);
	return isOwn ? part : (document.scrollingElement ?? document.documentElement);
};
/** How much of the top of the window lies under a head that stays in sight. */
const coverOf = (part: HTMLElement): number => {
	const head = part.closest('.room')?.querySelector('.room-head');
	if (!head || getComputedStyle(head).position !== 'sticky') return Math.max(0, part.getBoundingClientRect().top);
	return Math.max(0, head.getBoundingClientRect().bottom);
};

/** The first row below the head that is no more than a row: a whole card flows anew within itself. */
function rowAtTop(part: HTMLElement, cover: number): Element | null {
	const left = part.getBoundingClientRect().left + LEFT_PX;
	for (let top = cover + STEP_PX; top < innerHeight; top += STEP_PX) {
		const found = document.elementFromPoint(left, top);
		const isRow = found && found !== part && part.contains(found);
		if (isRow && found.getBoundingClientRect().height <= ROW_PX) return found;
	}
	return null;
}

/** @returns how to stop */
export function keepPlace(part: () => HTMLElement | undefined): () => void {
	let held: Held | null = null;
	let width = innerWidth;
	let settling: ReturnType<typeof setTimeout> | undefined;
	let frame = 0;

	const note = (): void => {
		frame = 0;
		const within = part();
		if (settling !== undefined || !within) return;
		const field = document.activeElement;
		const cover = coverOf(within);
		const isWriting = field?.matches(FIELDS) && within.contains(field);
		const element = isWriting ? field : rowAtTop(within, cover);
		held = element && { element, top: element.getBoundingClientRect().top };
	};
	const noteSoon = (): void => {
		if (frame === 0) frame = requestAnimationFrame(note);
	};
	const resized = (): void => {
		const within = part();
		if (innerWidth === width || !within) return;
		width = innerWidth;
		clearTimeout(settling);
		// The same row is held on to until somebody scrolls: turned back, the page is where it was.
		settling = setTimeout(() => {
			settling = undefined;
		}, SETTLES_MS);
		if (!held?.element.isConnected) return;
		const top = topAfter(held.top, innerHeight, coverOf(within));
		scrollerOf(within).scrollBy({ top: held.element.getBoundingClientRect().top - top, behavior: 'instant' });
	};
	const events = ['scroll', 'focusin', 'input'] as const;
	for (const event of events) document.addEventListener(event, noteSoon, { capture: true, passive: true });
	addEventListener('resize', resized);
	noteSoon();
	return () => {
		for (const event of events) document.removeEventListener(event, noteSoon, { capture: true });
		removeEventListener('resize', resized);
		clearTimeout(settling);
		cancelAnimationFrame(frame);
	};
}
