/** What a machine can see of a page that does not fit, run in the page itself: `npm run looks:all` tells it beside the picture. */

/**
 * @param {{ isPhone: boolean; isZoomed: boolean }} mode
 * @returns {string[]} one line a fault
 */
export function faultsOf({ isPhone, isZoomed }) {
	const width = document.documentElement.clientWidth;
	const height = window.innerHeight;
	/** @type {string[]} */
	const faults = [];
	const called = (/** @type {Element} */ one) => {
		const classes = [...one.classList].filter((each) => !each.startsWith('svelte-')).slice(0, 2);
		const words = (one.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 50);
		return `${one.tagName.toLowerCase()}${one.id ? `#${one.id}` : ''}${classes.map((each) => `.${each}`).join('')} “${words}”`;
	};
	const isDrawn = (/** @type {Element} */ one) => {
		const { width: wide, height: high } = one.getBoundingClientRect();
		return wide > 2 && high > 2 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
	};
	const scrollsSideways = (/** @type {Element | null} */ one) => {
		for (let each = one; each && each !== document.body; each = each.parentElement)
			if (/auto|scroll|hidden|clip/.test(getComputedStyle(each).overflowX)) return true;
		return false;
	};
	const rightOf = (/** @type {Node} */ words) => {
		const range = document.createRange();
		range.selectNodeContents(words);
		return range.getBoundingClientRect().right;
	};
	if (document.documentElement.scrollWidth > width + 1)
		faults.push(`the document is ${document.documentElement.scrollWidth} px wide of ${width}`);
	const all = [...document.body.querySelectorAll('*')].filter(
		(one) => !one.closest('.govuk-visually-hidden, svg, script, style, noscript') && isDrawn(one)
	);
	for (const one of all) {
		const { left, right } = one.getBoundingClientRect();
		if ((right > width + 1 || left < -1) && !scrollsSideways(one.parentElement))
			faults.push(`beyond the edge (${Math.round(left)} to ${Math.round(right)}): ${called(one)}`);
		const style = getComputedStyle(one);
		const hasWords = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
		const isField = one instanceof HTMLTextAreaElement;
		if ((hasWords || isField) && /hidden|clip|auto|scroll/.test(style.overflow)) {
			if (one.scrollWidth > one.clientWidth + 1 && !/auto|scroll/.test(style.overflowX))
				faults.push(`cut at the side: ${called(one)}`);
			if (one.scrollHeight > one.clientHeight + 3 && (isField || !/auto|scroll/.test(style.overflowY)))
				faults.push(`cut below (${one.clientHeight} of ${one.scrollHeight}): ${called(one)}`);
		}
		if (hasWords && style.display !== 'inline' && !/hidden|clip|auto|scroll/.test(style.overflowX)) {
			const edge = one.getBoundingClientRect().right;
			const spill = Math.max(
				...[...one.childNodes].filter((node) => node.nodeType === 3).map((node) => rightOf(node) - edge)
			);
			if (spill > 3) faults.push(`words stand ${Math.round(spill)} px out of their box: ${called(one)}`);
		}
		if (one instanceof HTMLTableElement && one.parentElement && !scrollsSideways(one.parentElement)) {
			const out = one.getBoundingClientRect().right - one.parentElement.getBoundingClientRect().right;
			if (out > 3) faults.push(`a table stands ${Math.round(out)} px out of its column: ${called(one)}`);
		}
		if (one instanceof HTMLImageElement && one.complete && one.naturalWidth === 0)
			faults.push(`broken picture: ${called(one)}`);
		if (isZoomed && /sticky|fixed/.test(style.position)) {
			const box = one.getBoundingClientRect();
			const covers = Math.min(box.bottom, height) - Math.max(box.top, 0);
			if (covers > height * 0.4 && !one.closest('dialog, [role=dialog]'))
				faults.push(`stands over ${Math.round((covers / height) * 100)} % of the window: ${called(one)}`);
		}
		if (isPhone && one.matches('main .govuk-button') && !one.closest('.room, table')) {
			const column = one.closest('form, div, li, p, section') ?? one;
			const room = column.getBoundingClientRect().width;
			if (one.getBoundingClientRect().width < room * 0.9) faults.push(`not as wide as its column: ${called(one)}`);
		}
	}
	const pressable = all.filter((one) =>
		one.matches('a[href], button, input:not([type=hidden]), select, summary, textarea')
	);
	const isPinned = (/** @type {Element | null} */ one) => {
		for (let each = one; each; each = each.parentElement)
			if (/sticky|fixed/.test(getComputedStyle(each).position)) return true;
		return false;
	};
	// What is pinned stands over what scrolls beneath it, as it should.
	const boxes = pressable.filter((one) => !isPinned(one)).map((one) => ({ one, box: one.getBoundingClientRect() }));
	boxes.forEach(({ one, box }, n) => {
		for (const next of boxes.slice(n + 1)) {
			if (one.contains(next.one) || next.one.contains(one)) continue;
			const across = Math.min(box.right, next.box.right) - Math.max(box.left, next.box.left);
			const down = Math.min(box.bottom, next.box.bottom) - Math.max(box.top, next.box.top);
			if (across > 6 && down > 6 && !scrollsSideways(one))
				faults.push(`one over the other: ${called(one)} and ${called(next.one)}`);
		}
		if (box.height < 24 && box.width < 24 && !one.matches('input')) faults.push(`smaller than 24 px: ${called(one)}`);
	});
	return faults.slice(0, 12);
}
