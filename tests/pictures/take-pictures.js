/**
 * `npm run pictures`: the pictures of the README, taken anew from the demonstration in a browser, so that they show the
 * product as it is. Starts a demonstration of its own, with people at work in the room, and stops it again.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../support/browser.js';
import { BROWSER_FLAGS, ownDemonstration } from '../support/own-demonstration.js';

const FOLDER = 'tests/pictures';
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const CHAIR = 'Larkspur Ironbridge-Wren';
const MINUTE_TAKER = 'Fern Inkwell';
const POLICE = 'Teasel Marchbank-Owl';
const CASE_MANAGER = 'Rowan Lanternby';
const CHILDREN = 'Campion Ashmarsh';
const COORDINATOR = 'Opal Quillfeather';

const { origin, untilReady, stop } = await ownDemonstration();
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: BROWSER_FLAGS });
try {
	await untilReady();
	mkdirSync(FOLDER, { recursive: true });
	await takeAll();
} finally {
	await browser.close();
	await stop();
}

async function takeAll() {
	const chair = await personAt(CHAIR, DESK);
	const taker = await personAt(MINUTE_TAKER, DESK);
	const police = await personAt(POLICE, DESK);
	const manager = await personAt(CASE_MANAGER, DESK);
	const meeting = await meetingThatRuns(chair);
	await Promise.all([chair, taker, manager].map((page) => intoRoom(page, meeting, 'RISK')));
	await intoRoom(police, meeting, 'RMP');
	const phone = await personAt(CHILDREN, PHONE);
	await intoRoom(phone, meeting, 'RMP');
	await notNow(chair);
	await taking(chair, 'room');
	await chair.goto(`${origin}/meetings/${meeting}/room?item=RMP`);
	await saved(chair);
	await openFirstRisk(police);
	await openFirstRisk(chair);
	// Somebody is at work in a field, as in a meeting: their name stands beside it.
	const field = police.locator('[data-field] textarea:not([readonly])').first();
	await field.focus();
	const name = await field.locator('xpath=ancestor::*[@data-field][1]').getAttribute('data-field');
	await chair.locator(`[data-field="${name}"]`).getByText('Teasel').first().waitFor();
	await taking(chair, 'plan');
	await notNow(phone);
	await taking(phone, 'phone');
	const unit = await opened(COORDINATOR, '/cases');
	await unit.goto(origin + (await finalMinutes(unit)));
	await toTop(unit.locator('main h1').first());
	await taking(unit, 'record');
	await unit.goto(`${origin}/smb`);
	await toTop(unit.locator('figure').last());
	await taking(unit, 'board');
}

/** @param {string} name @param {string} path */
async function opened(name, path) {
	const page = await personAt(name, DESK);
	await page.goto(origin + path);
	return page;
}

/** @param {string} name @param {{ width: number; height: number }} viewport */
async function personAt(name, viewport) {
	const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
	const page = await context.newPage();
	await page.goto(`${origin}/demo`);
	await page.getByRole('button', { name }).click();
	await page.waitForURL((url) => url.pathname !== '/demo');
	return page;
}

/** @param {import('@playwright/test').Page} page */
async function meetingThatRuns(page) {
	const link = page.locator('a[href*="/meetings/"][href$="/room"], a[href^="/join/"]').first();
	await link.waitFor();
	const found = /\/(?:meetings|join)\/([\w-]+)/.exec((await link.getAttribute('href')) ?? '');
	if (!found?.[1]) throw new Error('The demonstration shows no meeting that runs.');
	return found[1];
}

/** The first final minutes that the unit can open. @param {import('@playwright/test').Page} page the list of cases */
async function finalMinutes(page) {
	const hrefs = (/** @type {RegExp} */ pattern) =>
		page
			.locator('a[href]')
			.evaluateAll(
				(all, source) =>
					all.map((one) => one.getAttribute('href') ?? '').filter((href) => new RegExp(source).test(href)),
				pattern.source
			);
	for (const href of await hrefs(/^\/cases\/[0-9a-f-]{36}$/)) {
		await page.goto(origin + href);
		const [found] = await hrefs(/^\/meetings\/[0-9a-f-]{36}\/final$/);
		if (found) return found;
	}
	throw new Error('The demonstration shows no locked meeting.');
}

/** @param {import('@playwright/test').Page} page @param {string} meeting @param {string} item */
async function intoRoom(page, meeting, item) {
	await page.goto(`${origin}/meetings/${meeting}/room?item=${item}`);
	await saved(page);
}
/** @param {import('@playwright/test').Page} page */
async function saved(page) {
	await page.locator('[data-saving="saved"]').first().waitFor();
}
/** Whoever was away is offered what they missed: put off, so that the work itself is in the picture. @param {import('@playwright/test').Page} page */
async function notNow(page) {
	const offer = page.locator('.room-told').getByRole('button', { name: 'Not now', exact: true });
	// It may have gone by itself meanwhile.
	if (await offer.first().isVisible())
		await offer
			.first()
			.click({ timeout: 5_000 })
			.catch(() => null);
}
/** @param {import('@playwright/test').Locator} part */
async function toTop(part) {
	await part.evaluate((one) => one.scrollIntoView({ block: 'start' }));
}
/** @param {import('@playwright/test').Page} page */
async function openFirstRisk(page) {
	const card = page.locator('article.risk > details').first();
	if (!(await card.evaluate((one) => /** @type {HTMLDetailsElement} */ (one).open)))
		await card.locator('summary').first().click();
	await card.locator('[data-field]').first().waitFor();
}

/** @param {import('@playwright/test').Page} page @param {string} name */
async function taking(page, name) {
	await page.evaluate(() => document.fonts.ready);
	await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
	console.log(`${FOLDER}/${name}.png`);
}
