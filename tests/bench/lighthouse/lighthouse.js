/**
 * `npm run lighthouse [-- --slow room case]`: the main pages as Google Lighthouse judges them, signed in through the
 * demonstration in a real browser. Prints a table ready to paste; nothing passes or fails. A page is looked at three times and the
 * middle run is told, as Lighthouse's own guidance on what varies has it. Lighthouse is a package of its own, installed the
 * first time. Without `--slow` it is Lighthouse's own preset for desktops, with it a computer four times slower.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../../support/browser.js';
import { BROWSER_FLAGS, freePort, ownDemonstration } from '../../support/own-demonstration.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const FINAL = /^\/meetings\/[0-9a-f-]{36}\/final$/;
const CATEGORIES = /** @type {const} */ (['performance', 'accessibility', 'best-practices']);
const [CHAIR, COORDINATOR] = ['Larkspur Ironbridge-Wren', 'Opal Quillfeather'];
/** Each with who looks: null = nobody is signed in. Where a page is of a case or meeting, links of the demonstration lead there. */
const PAGES = /** @type {const} */ ({
	'sign-in': [null, async () => '/sign-in'],
	'connection-test': [null, async () => '/connection-test'],
	home: [CHAIR, async () => '/'],
	actions: [CHAIR, async () => '/actions'],
	room: [CHAIR, async () => `/meetings/${await meetingThatRuns()}/room`],
	plan: [CHAIR, async () => `/meetings/${await meetingThatRuns()}/room?item=RMP`],
	meeting: [COORDINATOR, async () => `/meetings/${await meetingThatRuns()}`],
	case: [COORDINATOR, async () => caseWithMinutes()],
	final: [COORDINATOR, async () => lockedMeeting()],
	smb: [COORDINATOR, async () => '/smb']
});

if (!existsSync(join(HERE, 'node_modules/lighthouse'))) {
	console.log('Installing Lighthouse ...');
	execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: HERE, stdio: 'inherit' });
}
const ofLighthouse = (/** @type {string} */ path) =>
	import(pathToFileURL(join(HERE, 'node_modules/lighthouse/core', path)).href);
const { default: lighthouse } = await ofLighthouse('index.js');
const { computeMedianRun } = await ofLighthouse('lib/median-run.js');
const RUNS = 3;

const isSlow = process.argv.includes('--slow');
const asked = process.argv.slice(2).filter((one) => one !== '--slow');
const unknown = asked.filter((one) => !Object.hasOwn(PAGES, one));
if (unknown.length > 0)
	throw new Error(`No such page: ${unknown.join(', ')}. There are: ${Object.keys(PAGES).join(', ')}`);
/** As the preset has it; the network is that of the preset either way. */
const SLOWER = isSlow ? 4 : 1;
const { origin, untilReady, stop } = await ownDemonstration(Number(process.env.LIGHTHOUSE_PORT) || undefined);
const debugging = await freePort();
const browser = await chromium.launch({
	executablePath: ensureBrowser(),
	args: [...BROWSER_FLAGS, `--remote-debugging-port=${debugging}`]
});
/** @type {string | null} */
let cookie = null;
try {
	await untilReady();
	/** @type {Map<string, string>} */
	const cookies = new Map();
	for (const name of [CHAIR, COORDINATOR]) cookies.set(name, await signIn(name));
	console.log(
		`${isSlow ? 'A computer four times slower than this one' : "Lighthouse's own preset for desktops"}: ${cpus().length} cores, processor slowed ${SLOWER} times, 10 Mbit/s, 40 ms; the middle of ${RUNS} runs; ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, load average at the start ${loadavg()[0]?.toFixed(1)}.\n`
	);
	console.log(`| page | ${CATEGORIES.join(' | ')} | first text, s | largest, s | blocked, ms | moved |`);
	console.log(`| --- | ${CATEGORIES.map(() => '---').join(' | ')} | --- | --- | --- | --- |`);
	/** @type {string[]} */
	const found = [];
	for (const [page, [who, pathOf]] of Object.entries(PAGES)) {
		if (asked.length > 0 && !asked.includes(page)) continue;
		cookie = cookies.get(who ?? '') ?? null;
		const path = await pathOf();
		await signPageIn();
		const look = () =>
			lighthouse(
				origin + path,
				{
					port: debugging,
					output: 'json',
					logLevel: 'error',
					onlyCategories: [...CATEGORIES]
				},
				{
					extends: 'lighthouse:default',
					settings: {
						formFactor: 'desktop',
						screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
						throttling: {
							rttMs: 40,
							throughputKbps: 10_240,
							cpuSlowdownMultiplier: SLOWER,
							requestLatencyMs: 0,
							downloadThroughputKbps: 0,
							uploadThroughputKbps: 0
						}
					}
				}
			);
		/** @type {any[]} */
		const runs = [];
		// A page that was disturbed before it showed anything is looked at again, but not for ever.
		for (let tries = 0; runs.length < RUNS && tries < 2 * RUNS; tries += 1) {
			const { lhr: one } = await look();
			if (!one.runtimeError) runs.push(one);
		}
		if (runs.length === 0) throw new Error(`Lighthouse saw nothing of ${page}.`);
		const lhr = computeMedianRun(runs);
		if (process.env.LIGHTHOUSE_JSON) writeFileSync(`${process.env.LIGHTHOUSE_JSON}-${page}.json`, JSON.stringify(lhr));
		const of = (/** @type {string} */ audit) => lhr.audits[audit]?.numericValue ?? Number.NaN;
		const scores = CATEGORIES.map((one) => Math.round((lhr.categories[one]?.score ?? 0) * 100));
		const times = [of('first-contentful-paint'), of('largest-contentful-paint')].map((ms) => (ms / 1000).toFixed(2));
		console.log(
			`| ${page} | ${scores.join(' | ')} | ${times.join(' | ')} | ${of('total-blocking-time').toFixed(0)} | ${of('cumulative-layout-shift').toFixed(3)} |`
		);
		if (lhr.finalDisplayedUrl !== origin + path) found.push(`${page}: ended at ${lhr.finalDisplayedUrl}`);
		for (const category of CATEGORIES)
			for (const { id, weight } of lhr.categories[category].auditRefs) {
				const { score, scoreDisplayMode, title, displayValue } = lhr.audits[id];
				if (weight > 0 && score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
					found.push(`${page}, ${category}: ${title} ${displayValue ?? ''} (${id})`);
			}
	}
	if (found.length > 0) console.log(`\n${found.join('\n')}`);
} finally {
	await browser.close();
	await stop();
}

/** @param {string} name @returns {Promise<string>} the cookies of somebody of the demonstration */
async function signIn(name) {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(`${origin}/demo`);
	await page.getByRole('button', { name }).click();
	await page.waitForURL((url) => url.pathname !== '/demo');
	const all = await context.cookies();
	await context.close();
	return all.map((one) => `${one.name}=${one.value}`).join('; ');
}
/** In the browser's own jar, where Lighthouse opens its page: a header it would add goes with no socket, and the room says that one was signed out. */
async function signPageIn() {
	const line = await browser.newBrowserCDPSession();
	await line.send('Storage.clearCookies');
	const cookies = (cookie ?? '').split('; ').flatMap((one) => {
		const [, name, value] = /^([^=]+)=(.*)$/.exec(one) ?? [];
		return name ? [{ name, value: value ?? '', url: origin }] : [];
	});
	await line.send('Storage.setCookies', { cookies });
	await line.detach();
}
/** @param {string} path @param {RegExp} pattern @returns {Promise<string>} the first link of a page that fits */
async function linkOn(path, pattern) {
	const text = await (await fetch(origin + path, { headers: { cookie: cookie ?? '' } })).text();
	const found = [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '').find((href) => pattern.test(href));
	if (!found) throw new Error(`Nothing on ${path} leads to ${pattern}.`);
	return found;
}
async function meetingThatRuns() {
	return (await linkOn('/', /^\/(meetings|join)\/[0-9a-f-]{36}/)).split('/')[2];
}
async function lockedMeeting() {
	return linkOn(await caseWithMinutes(), FINAL);
}
/** The first case of the list that has a locked meeting. */
async function caseWithMinutes() {
	const list = await (await fetch(`${origin}/cases`, { headers: { cookie: cookie ?? '' } })).text();
	for (const [, href] of list.matchAll(/href="(\/cases\/[0-9a-f-]{36})"/g)) {
		const found = await linkOn(href ?? '', FINAL).catch(() => null);
		if (found) return href ?? '';
	}
	throw new Error('No case of the demonstration has a locked meeting.');
}
