/**
 * Speed of hand: how long a key, or a click in the agenda, takes to be drawn in a real browser while twenty people are in the room
 * of a plan of twelve risks and forty actions and all of them type (Event Timing, what INP is made of), and what the page's memory
 * does meanwhile.
 */
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { ensureBrowser } from '../support/browser.js';
import { pause } from './chance.ts';
import { percentile } from './histogram.ts';
import { FIELDS, RISKS } from './long-history.ts';
import type { OurTarget } from './our-target.ts';
import { type Measures, withServer } from './scenario.ts';
import { leaveMeeting, openMeetings, stopTyping, syntheticMeeting, tally, typeOn } from './synthetic-meeting.ts';

const PEOPLE = 20;
const [RISKS_LEFT, ACTIONS] = [12, 40];
const KEYS = 200;
const CLICKS = 60;
/** A computer four times slower than this one. */
const SLOWER = 4;
/** Each of the others presses this many keys a second: before, half an hour of a meeting in a few minutes; then, as people type. */
const RATE = { quick: 6, full: 12 } as const;
const HUMAN_RATE = 5;
const SECONDS = { quick: 20, full: 150 } as const;
const FIELD = '[data-field="R1.evidence"] textarea';
const fields = FIELDS.filter((name) => Number(name.slice(1).split('.')[0]) <= RISKS_LEFT);

export async function measureHand(ours: OurTarget, quick: boolean): Promise<Measures> {
	const [number = 0] = await ours.meetings(1, PEOPLE);
	const pace = quick ? 'quick' : 'full';
	return withServer(ours, async ({ port }) => {
		const load = {
			people: PEOPLE - 1,
			typists: PEOPLE - 1,
			rate: RATE[pace],
			cursors: true,
			seed: 8,
			compares: false,
			fields
		};
		const others = syntheticMeeting(ours, number, { tally: tally(), ...load });
		const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
		const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--disable-gpu', ...asRoot] });
		try {
			const { meetingId, cookies } = ours.seats(number);
			await makePlan(`http://localhost:${port}`, meetingId, cookies[0] ?? '');
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
			let rate: number = RATE[pace];
			typeOn(others, () => rate);
			const before = await heapOf(line);
			await pause(SECONDS[pace] * 1000);
			rate = HUMAN_RATE;
			const keys = await timed(page, 'keydown', KEYS, () => pressKeys(page));
			const clicks = await timed(page, 'click', CLICKS, () => pickItems(page));
			stopTyping(others);
			await leaveMeeting(others);
			const grown = (await heapOf(line)) - before;
			return {
				keyP50: percentile(keys, 0.5),
				keyP98: percentile(keys, 0.98),
				keyMost: Math.max(...keys),
				clickP50: percentile(clicks, 0.5),
				clickP98: percentile(clicks, 0.98),
				clickMost: Math.max(...clicks),
				heapMB: grown
			};
		} finally {
			await browser.close();
		}
	});
}

/** What the meeting that is copied does not have: of its risks twelve are left, and each has actions, forty together. */
async function makePlan(origin: string, meetingId: string, cookie: string): Promise<void> {
	const run = async (command: string, row: number, fields: Record<string, string>): Promise<void> => {
		const body = new URLSearchParams({ ...fields, commandId: `${command}-bench-${row}` });
		const headers = { cookie, origin, accept: 'text/html' };
		const answer = await fetch(`${origin}/meetings/${meetingId}/room?/${command}`, {
			...{ method: 'POST', headers, body, redirect: 'manual' }
		});
		if (answer.status !== 303) throw new Error(`${command}: ${answer.status}`);
	};
	for (let row = RISKS_LEFT + 1; row <= RISKS; row++)
		await run('remove-risk', row, { key: `R${row}`, reason: 'Not needed' });
	for (let row = 0; row < ACTIONS; row++) await run('add-action', row, { riskKeys: `R${(row % RISKS_LEFT) + 1}` });
}

/** Milliseconds from what a hand does to the frame that shows it, of each time; those too quick to be told are counted as 16. */
async function timed(
	page: Page,
	what: 'keydown' | 'click',
	count: number,
	does: () => Promise<void>
): Promise<number[]> {
	await page.evaluate((name) => {
		const times: number[] = [];
		Object.assign(window, { times });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) if (entry.name === name) times.push(entry.duration);
		}).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
	}, what);
	await does();
	const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
	return [...times, ...Array.from({ length: Math.max(0, count - times.length) }, () => 16)];
}

async function pressKeys(page: Page): Promise<void> {
	await page.locator(FIELD).first().focus();
	for (let key = 0; key < KEYS; key++) await page.keyboard.press('abcdefghij'[key % 10] ?? 'a', { delay: 100 });
}

/** One item of the agenda after the other, the plan among them. */
async function pickItems(page: Page): Promise<void> {
	const items = page.locator('.room-agenda a[data-item]');
	const count = await items.count();
	for (let click = 0; click < CLICKS; click++) {
		await items.nth(click % count).click();
		await pause(150);
	}
}

/** MB the page keeps after its garbage was collected. */
async function heapOf(line: CDPSession): Promise<number> {
	await line.send('HeapProfiler.collectGarbage');
	const { usedSize } = await line.send('Runtime.getHeapUsage');
	return usedSize / 1_000_000;
}
