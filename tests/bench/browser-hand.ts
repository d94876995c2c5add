/**
 * Speed of hand: how long a key of one person takes to be drawn in a real browser while twenty people are in the room and all of
 * them type (Event Timing, what INP is made of), and what the page's memory does meanwhile.
 */
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { ensureBrowser } from '../support/browser.js';
import { pause } from './chance.ts';
import { percentile } from './histogram.ts';
import type { OurTarget } from './our-target.ts';
import { type Measures, withServer } from './scenario.ts';
import { leaveMeeting, openMeetings, stopTyping, syntheticMeeting, tally, typeOn } from './synthetic-meeting.ts';

const PEOPLE = 20;
const KEYS = 80;
/** A computer four times slower than this one. */
const SLOWER = 4;
/** Each of the others presses this many keys a second: half an hour of a meeting in a few minutes. */
const RATE = { quick: 6, full: 12 } as const;
const SECONDS = { quick: 20, full: 150 } as const;
const FIELD = '[data-field="R1.evidence"] textarea';

export async function measureHand(ours: OurTarget, quick: boolean): Promise<Measures> {
	const [number = 0] = await ours.meetings(1, PEOPLE);
	const pace = quick ? 'quick' : 'full';
	return withServer(ours, async ({ port }) => {
		const load = { people: PEOPLE - 1, typists: PEOPLE - 1, rate: RATE[pace], cursors: true, seed: 8, compares: false };
		const others = syntheticMeeting(ours, number, { tally: tally(), ...load });
		const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
		const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--disable-gpu', ...asRoot] });
		try {
			const { meetingId, cookies } = ours.seats(number);
			const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
			const [name = '', value = ''] = (cookies.at(-1) ?? '').split('=');
			await context.addCookies([{ name, value, domain: 'localhost', path: '/' }]);
			const page = await context.newPage();
			const line = await context.newCDPSession(page);
			await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
			await page.goto(`http://localhost:${port}/meetings/${meetingId}/room?item=RMP`);
			await page.getByRole('link', { name: 'write "Evidence"' }).first().click();
			await page.locator(`${FIELD}:not([readonly])`).first().waitFor();
			await openMeetings([others]);
			typeOn(others);
			const before = await heapOf(line);
			await pause(SECONDS[pace] * 1000);
			const keys = await pressKeys(page);
			stopTyping(others);
			await leaveMeeting(others);
			const grown = (await heapOf(line)) - before;
			return {
				keyP50: percentile(keys, 0.5),
				keyP98: percentile(keys, 0.98),
				keyMost: Math.max(...keys),
				heapMB: grown
			};
		} finally {
			await browser.close();
		}
	});
}

/** Milliseconds from a key to the frame that shows it, of each key; those too quick to be told are counted as 16. */
async function pressKeys(page: Page): Promise<number[]> {
	await page.evaluate(() => {
		const times: number[] = [];
		Object.assign(window, { times });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) if (entry.name === 'keydown') times.push(entry.duration);
		}).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
	});
	await page.locator(FIELD).first().focus();
	for (let key = 0; key < KEYS; key++) await page.keyboard.press('abcdefghij'[key % 10] ?? 'a', { delay: 100 });
	const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
	return [...times, ...Array.from({ length: Math.max(0, KEYS - times.length) }, () => 16)];
}

/** MB the page keeps after its garbage was collected. */
async function heapOf(line: CDPSession): Promise<number> {
	await line.send('HeapProfiler.collectGarbage');
	const { usedSize } = await line.send('Runtime.getHeapUsage');
	return usedSize / 1_000_000;
}
