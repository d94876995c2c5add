/**
 * `npm run looks:all -- FOLDER [MODE,MODE] [NAME-PART]`: every main page at three sizes, dark, in forced colours, at 200 % zoom and in
 * Welsh, as pictures to be looked at by a person, with what a machine finds wrong of them, and the pages that are printed
 * as PDFs. Not part of the tests. Starts a demonstration of its own, with a year of meetings in it, and stops it again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../support/browser.js';
import { BROWSER_FLAGS, ownDemonstration } from '../support/own-demonstration.js';
import { faultsOf } from './look-faults.js';
import { LOOKERS, looks } from './pages-to-look-at.js';

/** @typedef {import('./pages-to-look-at.js').Look} Look */
/** @typedef {import('@playwright/test').BrowserContextOptions} Options */

const HIGHEST = 2500;
/** Of everybody in the demonstration, as its own page says. */
const DEMO_PASSWORD = 'fictional-demo-password';
const laptop = { width: 1280, height: 720 };
const phone = { width: 390, height: 844 };
/** @type {Record<string, Options & { welsh?: boolean }>} */
const MODES = {
	desk: { viewport: { width: 1440, height: 900 } },
	laptop: { viewport: laptop },
	phone: { viewport: phone, isMobile: true, hasTouch: true },
	dark: { viewport: laptop, colorScheme: 'dark' },
	forced: { viewport: laptop, forcedColors: 'active', colorScheme: 'dark' },
	zoom: { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 },
	'phone-dark': { viewport: phone, isMobile: true, hasTouch: true, colorScheme: 'dark' },
	welsh: { viewport: laptop, welsh: true },
	'welsh-phone': { viewport: phone, isMobile: true, hasTouch: true, welsh: true }
};
const [folder = '', modes, part] = process.argv.slice(2);
if (!folder || !relative(process.cwd(), resolve(folder)).startsWith('..')) {
	console.error('Name a folder outside the repository: npm run looks:all -- FOLDER [MODE,MODE] [NAME-PART]');
	process.exit(1);
}
const wanted = modes ? modes.split(',') : [...Object.keys(MODES), 'print'];

const { origin, untilReady, stop } = await ownDemonstration(Number(process.env.DEMO_PORT) || undefined);
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: BROWSER_FLAGS });
/** @type {Map<string, Options['storageState']>} */
const seats = new Map();
/** @type {string[]} */
const told = [];
try {
	await untilReady();
	await lookAtAll();
} finally {
	await browser.close();
	await stop();
}

async function lookAtAll() {
	for (const [role, name] of Object.entries(LOOKERS)) seats.set(role, await signedIn(name));
	const pages = await found(looks(await places()));
	const chosen = pages.filter(({ name }) => !part || new RegExp(part).test(name));
	for (const mode of wanted.filter((each) => each !== 'print')) await inMode(mode, chosen);
	if (wanted.includes('print')) await onPaper(chosen.filter(({ paper }) => paper));
	writeFileSync(join(folder, `faults-${wanted.join('-')}.txt`), `${told.join('\n')}\n`);
	console.log(`${told.length} faults found by the machine: ${folder}/faults-${wanted.join('-')}.txt`);
}

/** @param {string} name @returns {Promise<Options['storageState']>} */
async function signedIn(name) {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(`${origin}/demo`);
	await page.getByRole('button', { name }).click();
	await page.waitForURL((url) => url.pathname !== '/demo');
	const state = await context.storageState();
	await context.close();
	return state;
}

/** The meetings and the case of the demonstration's story, a wall screen, a guest; and a year of meetings beside them. */
async function places() {
	const chair = await (await browser.newContext({ storageState: seats.get('chair') })).newPage();
	await chair.goto(origin);
	const running = /\/(?:meetings|join)\/([\w-]+)/.exec(
		(await chair.locator('a[href$="/room"], a[href^="/join/"]').first().getAttribute('href')) ?? ''
	)?.[1];
	await chair.goto(`${origin}/meetings/${running}`);
	const unit = await (await browser.newContext({ storageState: seats.get('unit') })).newPage();
	await unit.goto(`${origin}/meetings/${running}`);
	const caseHref = (await unit.locator('a[href^="/cases/"]').first().getAttribute('href')) ?? '';
	const caseId = caseHref.split('/')[2]?.split(/[?#]/)[0] ?? '';
	await unit.goto(`${origin}/cases/${caseId}`);
	const locked = (await unit.locator('a[href$="/final"]').first().getAttribute('href'))?.split('/')[2] ?? '';
	await chair.goto(`${origin}/meetings/${running}/screen`);
	await chair.locator('main form button').first().click();
	const link = chair.locator('main a[href*="/screen/"], main input[value*="/screen/"], main :is(kbd, code)').first();
	await link.waitFor();
	const screen = new URL(
		(await link.getAttribute('href')) ?? (await link.inputValue().catch(() => link.innerText())),
		origin
	);
	const nobody = await (await browser.newContext()).newPage();
	await nobody.goto(`${origin}/demo`);
	await nobody.locator('form[action="?/be-guest"] button').click();
	const guest = (await nobody.locator('a[href^="/guest/"]').first().getAttribute('href')) ?? '/guest/none';
	const year = nobody.locator('form[action="?/load-year"] button');
	if (await year.isVisible()) {
		await year.click();
		await nobody.locator('progress').waitFor();
		await nobody.locator('progress').waitFor({ state: 'detached', timeout: 300_000 });
	}
	await unit.goto(`${origin}/cases`);
	const levelOne = unit.getByRole('row', { name: 'Level 1' }).locator('a[href^="/cases/"]').first();
	const levelOneCaseId = (await levelOne.getAttribute('href'))?.split('/')[2] ?? '';
	const made = { audit: await anAudit(unit), request: await aRequest(unit, caseId), draft: await aReferral() };
	for (const page of [chair, unit, nobody]) await page.context().close();
	return { running: running ?? '', locked, caseId, levelOneCaseId, screen: screen.pathname, guest, ...made };
}

/** One meeting put into a sample for the auditor, who accepts the statement. @param {import('@playwright/test').Page} unit */
async function anAudit(unit) {
	await unit.goto(`${origin}/audits`);
	const form = unit.locator('form[action="?/choose-audited-meeting"]');
	if ((await form.locator('#choose-meetingId option').count()) < 2) {
		await unit.locator('form.quarter select').selectOption({ index: 1 });
		await unit.locator('form.quarter button').click();
	}
	await unit.locator('details', { has: form }).locator('summary').click();
	await form.locator('#choose-meetingId').selectOption({ index: 1 });
	await form.locator('#choose-reason').fill('Two agencies wrote about how it went.');
	await form.locator('#choose-auditorId').selectOption({ label: LOOKERS.auditor });
	await form.locator('button.govuk-button').click();
	const path = await unit.locator('table a[href^="/audits/"]').first().getAttribute('href');
	const auditor = await (await browser.newContext({ storageState: seats.get('auditor') })).newPage();
	await auditor.goto(origin + path);
	await auditor.locator('main input[type=checkbox]').first().check();
	await auditor.locator('main form button.govuk-button').first().click();
	await auditor.locator('main input[type=radio]').first().waitFor();
	await auditor.context().close();
	return path ?? '/audits/none';
}

/** @param {import('@playwright/test').Page} unit @param {string} caseId */
async function aRequest(unit, caseId) {
	await unit.goto(`${origin}/requests/new?case=${caseId}`);
	const form = unit.locator('form[action*="open-request"]');
	await form.locator('[name=asker]').fill('Sable Hartwhistle, solicitor');
	await form.locator('[name=basis]').fill('Data Protection Act 2018, section 45');
	await form.locator('[name=purpose]').fill('To know what is held about him before the hearing');
	await form.locator('input[type=checkbox]').first().check();
	await form.locator('button.govuk-button').click();
	await unit.waitForURL(/\/requests\/[0-9a-f-]{36}/);
	return new URL(unit.url()).pathname;
}

/** Begun, with the first answers of one section. */
async function aReferral() {
	const manager = await (await browser.newContext({ storageState: seats.get('manager') })).newPage();
	await manager.goto(`${origin}/referrals/start`);
	await manager.locator('form[action*="begin-referral"] button.govuk-button').click();
	await manager.waitForURL(/\/referrals\/[0-9a-f-]{36}/);
	const path = new URL(manager.url()).pathname;
	await manager.goto(`${origin}${path}/person`);
	await manager.getByLabel('Full name').fill('Sorley Bramblewick');
	await manager.getByRole('button', { name: 'Save and continue' }).last().click();
	await manager.context().close();
	return path;
}

/** With every `*` filled by the first link that the pages of the same person show. @param {Look[]} pages @returns {Promise<Look[]>} */
async function found(pages) {
	/** @type {Look[]} */
	const whole = [];
	for (const role of new Set(pages.map((each) => each.role))) {
		const own = pages.filter((each) => each.role === role);
		const context = await browser.newContext({ storageState: role === null ? undefined : seats.get(role) });
		/** @type {Set<string>} */
		const links = new Set();
		const read = async (/** @type {string} */ path) => {
			const answer = await context.request.get(origin + path, { headers: { accept: 'text/html' } });
			for (const [, href] of (await answer.text()).matchAll(/href="(\/[^"#?]*)/g)) if (href) links.add(href);
		};
		const isOpen = own.some(({ path }) => path.includes('*'));
		for (const { path } of own) if (isOpen && !path.includes('*') && !path.includes('/room')) await read(path);
		for (const one of own) {
			const shape = new RegExp(
				`^${one.path.replaceAll('*', '(?!new$|start$|feedback$|annual$|figures$|all$|agency$|contacts$)[\\w-]+')}$`
			);
			const path = one.path.includes('*') ? [...links].find((link) => shape.test(link)) : one.path;
			if (!path) told.push(`${one.name}: no page like ${one.path} is shown to ${role}`);
			else {
				if (one.path.includes('*')) await read(path);
				whole.push({ ...one, path });
			}
		}
		await context.close();
	}
	return whole;
}

/** @param {string} mode @param {Look[]} pages */
async function inMode(mode, pages) {
	const { welsh = false, ...options } = MODES[mode] ?? {};
	mkdirSync(join(folder, mode), { recursive: true });
	for (const role of new Set(pages.map((each) => each.role))) {
		const context = await browser.newContext({
			...{ ...options, reducedMotion: 'reduce', locale: 'en-GB' },
			storageState: role === null ? undefined : seats.get(role)
		});
		if (welsh) await speak(context, 'cy');
		let page = await context.newPage();
		for (const look of pages.filter((each) => each.role === role)) {
			/** @type {string[]} */
			const said = [];
			page.on('pageerror', (error) => said.push(`error: ${error.message}`));
			page.on('console', (line) => {
				if (line.type() === 'error' && !/status of (4|503)/.test(line.text())) said.push(`console: ${line.text()}`);
			});
			try {
				await page.goto(origin + look.path, { waitUntil: 'load' });
				await confirmed(page, look.path);
				await (look.ready ?? ready)(page);
				await page.evaluate(() => document.fonts.ready);
				said.push(...(await page.evaluate(faultsOf, { isPhone: mode.includes('phone'), isZoomed: mode === 'zoom' })));
				await taken(page, join(folder, mode, `${look.name}.png`));
			} catch (error) {
				said.push(`not taken: ${String(error).split('\n')[0]}`);
			}
			for (const one of said) told.push(`${mode} ${look.name}: ${one}`);
			await page.close();
			page = await context.newPage();
		}
		if (welsh) await speak(context, 'en');
		// Whoever gave the password again has another session now: the next mode goes on with that one.
		if (role !== null) seats.set(role, await context.storageState());
		await context.close();
	}
	console.log(mode);
}
/** What needs a password entered a short while ago asks for it. @param {import('@playwright/test').Page} page @param {string} path */
async function confirmed(page, path) {
	if (path === '/confirm' || new URL(page.url()).pathname !== '/confirm') return;
	await page.locator('input[name=password]').fill(DEMO_PASSWORD);
	await page
		.locator('form[action*="password"] button[type=submit], form[action*="password"] button.govuk-button')
		.last()
		.click();
	await page.waitForURL((url) => url.pathname !== '/confirm');
}
/** @param {import('@playwright/test').Page} page */
async function ready(page) {
	if (/\/(room|design\/[a-z-]+)(\?|$)/.test(page.url())) await page.locator('[data-saving], h1').first().waitFor();
	await page.waitForLoadState('networkidle', { timeout: 700 }).catch(() => null);
}
/** @param {import('@playwright/test').BrowserContext} context @param {string} language */
async function speak(context, language) {
	await context.request.post(`${origin}/language`, { form: { language, back: '/' }, headers: { origin } });
}
/** As much of it as a person scrolls through. @param {import('@playwright/test').Page} page @param {string} path */
async function taken(page, path) {
	const size = page.viewportSize() ?? laptop;
	const high = await page.evaluate(() => document.documentElement.scrollHeight);
	const clip = { x: 0, y: 0, width: size.width, height: Math.min(HIGHEST, Math.max(high, size.height)) };
	await page.screenshot({ path, fullPage: true, clip, animations: 'disabled' });
}
/** @param {Look[]} pages */
async function onPaper(pages) {
	mkdirSync(join(folder, 'print'), { recursive: true });
	for (const { name, role, path, ready: done } of pages) {
		const context = await browser.newContext({
			storageState: role === null ? undefined : seats.get(role),
			viewport: laptop
		});
		const page = await context.newPage();
		await page.goto(origin + path);
		await confirmed(page, path);
		await (done ?? ready)(page);
		await page.pdf({ path: join(folder, 'print', `${name}.pdf`), preferCSSPageSize: true, printBackground: false });
		await context.close();
	}
}
