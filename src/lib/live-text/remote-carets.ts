/** Where another person's caret is drawn over a <textarea>: a hidden copy of the element is asked for the place. */
export type CaretPlace = { readonly left: number; readonly top: number; readonly height: number };

const COPIED = [
	'boxSizing',
	'width',
	'borderTopWidth',
	'borderRightWidth',
	'borderBottomWidth',
	'borderLeftWidth',
	'borderStyle',
	'paddingTop',
	'paddingRight',
	'paddingBottom',
	'paddingLeft',
	'fontStyle',
	'fontVariant',
	'fontWeight',
	'fontStretch',
	'fontSize',
	'fontFamily',
	'lineHeight',
	'textAlign',
	'textTransform',
	'textIndent',
	'letterSpacing',
	'wordSpacing',
	'tabSize',
	'direction',
	'overflowWrap',
	'wordBreak'
] as const;

/**
 * Places of several carets, in CSS pixels from the element's outer top left corner, scrolling taken into account.
 * @param offsets UTF-16 offsets into the element's value
 */
export function caretPlaces(element: HTMLTextAreaElement, offsets: readonly number[]): CaretPlace[] {
	if (offsets.length === 0) return [];
	const { ownerDocument: page } = element;
	const copy = page.createElement('div');
	const look = (page.defaultView as Window).getComputedStyle(element);
	for (const property of COPIED) copy.style[property] = look[property];
	Object.assign(copy.style, {
		position: 'absolute',
		top: '0',
		left: '-9999px',
		visibility: 'hidden',
		whiteSpace: 'pre-wrap',
		height: 'auto'
	});
	copy.setAttribute('aria-hidden', 'true');
	page.body.append(copy);
	// All carets in one copy: the page is laid out once for a field, however many write in it.
	const { value } = element;
	const within = offsets.map((offset) => Math.min(offset, value.length));
	const from = [...new Set(within)].sort((one, other) => one - other);
	const marks = from.map((offset, n) => {
		const mark = page.createElement('span');
		// Something must follow, or a caret at the end of a line has no place.
		mark.textContent = value.slice(offset, from[n + 1]) || '.';
		return mark;
	});
	copy.replaceChildren(page.createTextNode(value.slice(0, from[0])), ...marks);
	const box = copy.getBoundingClientRect();
	const placeOf = (mark: HTMLElement | undefined): CaretPlace => {
		const first = mark?.getClientRects()[0];
		return {
			left: (first?.left ?? box.left) - box.left - element.scrollLeft,
			top: (first?.top ?? box.top) - box.top - element.scrollTop,
			height: first?.height ?? 0
		};
	};
	const places = new Map(from.map((offset, n) => [offset, placeOf(marks[n])]));
	copy.remove();
	return within.map((offset) => places.get(offset) ?? placeOf(undefined));
}
