/** From a key pressed in one real browser to the letter seen in another, both on this machine and so on one clock. */
import { chromium, type Page } from '@playwright/test';
import { ensureBrowser } from '../support/browser.js';

const KEYS = 60;
const FLAGS = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-sync'
];
const FIELD = '[data-field="R1.evidence"] textarea';

export type Seats = { readonly meetingId: string; readonly cookies: readonly string[] };

/** Milliseconds for each of sixty keys, about seven a second. */
export async function measureBrowsers(port: number, seats: Seats): Promise<number[]> {
	const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...FLAGS, ...asRoot] });
	try {
		const [writer, reader] = await Promise.all([0, 1].map((seat) => openRoom(seat)));
		if (!writer || !reader) throw new Error('no pages');
		return await typeAndSee(writer, reader);
	} finally {
		await browser.close();
	}

	async function openRoom(seat: number): Promise<Page> {
		const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		const [name = '', value = ''] = (seats.cookies[seat] ?? '').split('=');
		await context.addCookies([{ name, value, domain: 'localhost', path: '/' }]);
		const page = await context.newPage();
		await page.goto(`http://localhost:${port}/meetings/${seats.meetingId}/room?item=RMP`);
		// A plan of so many rows begins with its rows closed: go to the field as a person would.
		await page.getByRole('link', { name: 'write "Evidence"' }).first().click();
		await page.locator(`${FIELD}:not([readonly])`).first().waitFor();
		return page;
	}
}

async function typeAndSee(writer: Page, reader: Page): Promise<number[]> {
	await reader.evaluate((field) => {
		const seen: number[] = [];
		Object.assign(window, { seen });
		const box = document.querySelector<HTMLTextAreaElement>(field);
		let before = box?.value.length ?? 0;
		const look = () => {
			const length = box?.value.length ?? 0;
			for (; before < length; before++) seen.push(performance.timeOrigin + performance.now());
			requestAnimationFrame(look);
		};
		look();
	}, FIELD);
	await writer.locator(FIELD).first().focus();
	await writer.evaluate((field) => {
		const pressed: number[] = [];
		Object.assign(window, { pressed });
		document
			.querySelector(field)
			?.addEventListener('keydown', () => pressed.push(performance.timeOrigin + performance.now()), true);
	}, FIELD);
	await writer.keyboard.press('Control+End');
	await writer.evaluate(() => {
		(window as unknown as { pressed: number[] }).pressed.length = 0;
	});
	for (let key = 0; key < KEYS; key++) await writer.keyboard.press('abcdefghij'[key % 10] ?? 'a', { delay: 100 });
	await reader.waitForFunction((count) => (window as unknown as { seen: number[] }).seen.length >= count, KEYS);
	const pressed = await writer.evaluate(() => (window as unknown as { pressed: number[] }).pressed);
	const seen = await reader.evaluate(() => (window as unknown as { seen: number[] }).seen);
	return pressed.map((at, index) => (seen[index] ?? Number.NaN) - at);
}
