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
	const places = offsets.map((offset) => placeIn(copy, element, offset));
	copy.remove();
	return places;
}

function placeIn(copy: HTMLElement, element: HTMLTextAreaElement, offset: number): CaretPlace {
	const { ownerDocument: page, value } = element;
	const mark = page.createElement('span');
	// Something must follow, or a caret at the end of a line has no place.
	mark.textContent = value.slice(offset) || '.';
	copy.replaceChildren(page.createTextNode(value.slice(0, offset)), mark);
	const [first] = mark.getClientRects();
	const box = copy.getBoundingClientRect();
	return {
		left: (first?.left ?? box.left) - box.left - element.scrollLeft,
		top: (first?.top ?? box.top) - box.top - element.scrollTop,
		height: first?.height ?? 0
	};
}
