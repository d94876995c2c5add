/**
 * What axe has no rule for, of a page as it stands: what a screen reader is given of it, whether the cursor is seen, text set
 * wider, the language of its parts, and whether something moves. Each gives the faults it found.
 */
import type { Page } from '@playwright/test';
import { heardOf, landmarkFaults, outlineFaults, sameNames } from '../../support/heard-page.ts';

/** Names that can be told apart, the outline of the headings, and landmarks (WCAG 1.3.1, 2.4.6, 2.4.9). */
export async function heardFaults(page: Page): Promise<readonly string[]> {
	const heard = heardOf(await page.locator('body').ariaSnapshot());
	return [...sameNames(heard), ...outlineFaults(heard), ...landmarkFaults(heard)];
}

/** Runs in the page: the control with the cursor, if nothing of it is seen; one that has no box is a hidden one's own matter. */
const unseen = (): string | null => {
	const control = document.activeElement;
	if (!control || control === document.body) return null;
	const { left, top, width, height } = control.getBoundingClientRect();
	if (width < 2 || height < 2) return null;
	const isSeenAt = (across: number, down: number): boolean => {
		const x = left + width * across;
		const y = top + height * down;
		const there = x > 0 && x < innerWidth && y > 0 && y < innerHeight ? document.elementFromPoint(x, y) : null;
		return there !== null && (control.contains(there) || there.contains(control) || there.matches('label, .caret'));
	};
	if ([0.5, 0.1, 0.9, 0.3, 0.7].some((down) => [0.5, 0.1, 0.9].some((across) => isSeenAt(across, down)))) return null;
	const over = document.elementFromPoint(left + width / 2, top + height / 2);
	const words = control.getAttribute('name') || control.textContent?.trim().slice(0, 40);
	return `covered: ${control.tagName} ${words}, ${Math.round(top)} to ${Math.round(top + height)} of ${innerHeight}, under ${over?.tagName} ${over?.className}`;
};
/** "seen", or what lies over the control that has the cursor (WCAG 2.4.11). */
export const isFocusSeen = async (page: Page): Promise<string> => (await page.evaluate(unseen)) ?? 'seen';

/**
 * Every control in sight of the page is given the cursor, to its end and back: those of which nothing is seen then. Only where
 * something stays in its place while the page scrolls can anything be covered.
 */
export const coveredFocus = (page: Page): Promise<readonly string[]> =>
	page.evaluate<readonly string[]>(`(${giveFocus})(${unseen})`);
const giveFocus = async (unseenNow: typeof unseen): Promise<readonly string[]> => {
	// What the page measures of itself after a change of the window's size is known a frame later.
	await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
	const stays = [...document.body.querySelectorAll('*')].some((one) =>
		/sticky|fixed/.test(getComputedStyle(one).position)
	);
	if (!stays) return [];
	const all = [
		...document.querySelectorAll<HTMLElement>(
			'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
		)
	].filter((one) => one.tabIndex >= 0 && !one.closest('dialog') && one.checkVisibility({ visibilityProperty: true }));
	const covered = new Set<string>();
	for (const control of [...all, ...all.toReversed()]) {
		control.focus();
		const found = document.activeElement === control ? unseenNow() : null;
		if (found) covered.add(found);
	}
	return [...covered];
};

/** What is cut, covered or wider than the window when lines, letters, words and paragraphs stand wider apart (WCAG 1.4.12). */
export const spacingFaults = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() => {
		// A sheet made by a script is no inline style: the policy of the pages lets it be.
		const wider = new CSSStyleSheet();
		wider.replaceSync(
			'* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }'
		);
		document.adoptedStyleSheets.push(wider);
		const faults: string[] = [];
		const called = (one: Element): string =>
			`${one.tagName} ${one.className} “${(one.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 50)}”`;
		const root = document.documentElement;
		if (root.scrollWidth > root.clientWidth + 1)
			faults.push(`spacing: the page is ${root.scrollWidth} px wide of ${root.clientWidth}`);
		const boxes: { one: Element; box: DOMRect; isPinned: boolean }[] = [];
		const pinned = (one: Element): boolean => {
			for (let each: Element | null = one; each; each = each.parentElement)
				if (/sticky|fixed/.test(getComputedStyle(each).position)) return true;
			return false;
		};
		for (const one of document.body.querySelectorAll<HTMLElement>(
			'a[href], button, summary, label, legend, input, select, textarea, h1, h2, h3, h4, th, [role=tab]'
		)) {
			const box = one.getBoundingClientRect();
			if (box.width < 3 || box.height < 3 || !one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
				continue;
			if (one.closest('.govuk-visually-hidden, .govuk-skip-link')) continue;
			if (one.matches('a, button, summary, input, select, textarea')) boxes.push({ one, box, isPinned: pinned(one) });
			const style = getComputedStyle(one);
			if (one.matches('input, select, textarea')) {
				const type = one.getAttribute('type') ?? 'text';
				if (one.matches('input') && /^(checkbox|radio|range|color|file)$/.test(type)) continue;
				const px = (length: string): number => Number.parseFloat(length) || 0;
				const room = one.clientHeight - px(style.paddingTop) - px(style.paddingBottom);
				// One line has to fit into any of them; a text that grows with its words shows them all.
				const line = px(style.lineHeight) || px(style.fontSize) * 1.15;
				if (room + 2 < line) faults.push(`spacing, cut below: ${called(one)} ${one.id}`);
				else if (
					one.matches('textarea') &&
					/hidden|clip/.test(style.overflowY) &&
					one.scrollHeight > one.clientHeight + 2
				)
					faults.push(`spacing, cut below: ${called(one)} ${one.id}`);
				continue;
			}
			if (/hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
				faults.push(`spacing, cut at the side: ${called(one)}`);
			if (/hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 2)
				faults.push(`spacing, cut below: ${called(one)}`);
			if (style.display !== 'inline' && one.matches('button, a, summary, label'))
				for (const node of one.childNodes) {
					if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
					const range = document.createRange();
					range.selectNodeContents(node);
					const words = range.getBoundingClientRect();
					if (words.right > box.right + 3 || words.bottom > box.bottom + 3)
						faults.push(`spacing, words out of their box: ${called(one)}`);
				}
		}
		boxes.forEach(({ one, box, isPinned }, n) => {
			if (isPinned) return;
			for (const next of boxes.slice(n + 1)) {
				if (next.isPinned || one.contains(next.one) || next.one.contains(one)) continue;
				const across = Math.min(box.right, next.box.right) - Math.max(box.left, next.box.left);
				const down = Math.min(box.bottom, next.box.bottom) - Math.max(box.top, next.box.top);
				// Lines of links in a text that runs on share the edges of their boxes.
				if (
					across > 6 &&
					down > 6 &&
					getComputedStyle(one).display !== 'inline' &&
					getComputedStyle(next.one).display !== 'inline'
				)
					faults.push(`spacing, one over the other: ${called(one)} and ${called(next.one)}`);
			}
		});
		document.adoptedStyleSheets.pop();
		return faults;
	});

/** With less motion asked for: what moves, or would (WCAG 2.3.3, and 2.2.2). The page's context asks for it. */
export const motionFaults = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() => {
		if (!matchMedia('(prefers-reduced-motion: reduce)').matches) return ['motion: nobody asked for less'];
		const seconds = (times: string): number =>
			Math.max(...times.split(',').map((one) => Number.parseFloat(one) * (one.trim().endsWith('ms') ? 0.001 : 1)));
		const faults = new Set<string>();
		for (const animation of document.getAnimations()) {
			const timing = animation.effect?.getComputedTiming();
			if (animation.playState === 'running' && Number(timing?.activeDuration ?? 0) > 10)
				faults.add('motion: something runs');
		}
		for (const one of [document.documentElement, ...document.body.querySelectorAll('*')])
			for (const part of ['', '::before', '::after'] as const) {
				const style = getComputedStyle(one, part || null);
				const called = `${one.tagName} ${one.className}${part}`;
				if (seconds(style.transitionDuration) > 0.01)
					faults.add(`motion: ${called} changes in ${style.transitionDuration}`);
				if (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01)
					faults.add(`motion: ${called} moves for ${style.animationDuration}`);
				if (part === '' && style.scrollBehavior === 'smooth') faults.add(`motion: ${called} scrolls smoothly`);
			}
		return [...faults];
	});

/** Sentences in English or Welsh in a part that is marked as the other, told by their small words (WCAG 3.1.1, 3.1.2). */
export const languageFaults = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() => {
		const SMALL = {
			en: /(?<![\p{L}’'])(the|and|of|is|was|to|for|with|that|this|are|who|what|be|not|it|by)(?![\p{L}’'])/giu,
			cy: /(?<![\p{L}’'])(yn|yr|ac|ar|wedi|mae|eich|hwn|hon|oes|sydd|gyda|neu|eu|nid|i’r|o’r|a’r|gan|dim|cyn|bydd)(?![\p{L}’'])/giu
		};
		const faults: string[] = [];
		const marks = document.querySelectorAll('[lang]');
		for (const one of marks)
			if (!['en', 'cy'].includes(one.getAttribute('lang') ?? ''))
				faults.push(`language: ${one.tagName} is in “${one.getAttribute('lang')}”`);
		if (!document.documentElement.lang) faults.push('language: the page says none');
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const text = walker.currentNode.textContent?.trim() ?? '';
			const within = walker.currentNode.parentElement;
			if (text.length < 25 || !within || within.closest('script, style, textarea, noscript')) continue;
			const lang = within.closest('[lang]')?.getAttribute('lang') === 'cy' ? 'cy' : 'en';
			const other = lang === 'cy' ? 'en' : 'cy';
			const count = (words: RegExp) => text.match(words)?.length ?? 0;
			if (count(SMALL[other]) > 2 && count(SMALL[lang]) === 0)
				faults.push(`language: marked ${lang}, reads ${other}: ${text.slice(0, 60)}`);
		}
		return faults;
	});
