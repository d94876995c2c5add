/** The parts of the room one goes through with F6, in the order in which they stand; in a hand those in sight. Browser only. */
import { stepFrom } from './writing-keys.ts';

const PARTS = '.room-head, .room-parts > *, .room-tabs';
const FOCUSABLE =
	'a[href], button:not([disabled]), summary, input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea, [tabindex="0"]';

const isInSight = (element: HTMLElement): boolean => element.getClientRects().length > 0;

/** Puts the cursor into the next part. @returns false beyond the last: the key is the browser's then */
export function goToPart(page: Document, back: boolean): boolean {
	const parts = [...page.querySelectorAll<HTMLElement>(PARTS)].filter(isInSight);
	const at = parts.findLastIndex((one) => one.contains(page.activeElement));
	const part = stepFrom(parts, at, back);
	if (!part) return false;
	const target = part.matches('[tabindex]') ? part : [...part.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isInSight);
	target?.focus();
	return target !== undefined;
}

/** The texts of the item that can be written in, as they stand. */
export const textsInSight = (page: Document): readonly HTMLTextAreaElement[] =>
	[...page.querySelectorAll<HTMLTextAreaElement>('textarea[data-text]:not([readonly])')].filter(isInSight);
