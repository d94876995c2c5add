/** What must hold of every page, whatever it shows. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const LAWS = {
	// Only a rule that is off needs the sheets: reading one that a lost line cut short puts a style into the page, which our policy refuses.
	preload: false,
	resultTypes: ['violations' as const],
	runOnly: { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
};

/** No violation of WCAG 2.2 AA and none of axe's own good practice. */
export async function checkAxe(page: Page): Promise<void> {
	// We have no frames: the other mode opens a page of its own for every look, to gather what frames say, and takes twice as long.
	const { violations } = await new AxeBuilder({ page }).options(LAWS).setLegacyMode(true).analyze();
	const said = violations.map(
		({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join('\n')}`
	);
	expect(said, page.url()).toEqual([]);
}

/** Nothing needs scrolling sideways (WCAG 1.4.10). */
export async function checkNoSidewaysScroll(page: Page): Promise<void> {
	const tooWide = await page.evaluate(() => {
		const width = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= width) return [];
		const wide = [...document.body.querySelectorAll('*')].filter(
			(one) => one.getBoundingClientRect().right > width + 1
		);
		return wide.slice(-5).map((one) => one.outerHTML.slice(0, 200));
	});
	expect(tooWide, `${page.url()} at ${page.viewportSize()?.width} px`).toEqual([]);
}
