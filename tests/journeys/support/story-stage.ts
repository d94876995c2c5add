/** The stage of a story that is played on the screens of a server of its own, whose clock the story sets. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { type DemoCase, readDemoCase } from '#drizzle/demo-case.ts';
import { demoEmail } from '#drizzle/demo-people.ts';
import { addWeeks, fromLondon, londonDate } from '#lib/time.ts';
import { makeDataFolder } from '../../support/data-folder.js';
import { PASSWORD } from './cast.ts';
import { DESK } from './journey.ts';
import { endOwnServer, type OwnServer, startOwnServer } from './own-server.ts';
import type { Complaints } from './watched-browser.ts';

/** Where the story begins, as it is told, and its second meeting. */
const TOLD = { begins: '2026-09-25', secondMeeting: '2026-12-17' };
/** By this many weeks the weekdays and the holidays of Christmas fall alike. */
const A_YEAR_OF_WEEKS = 52;

export type StoryStage = {
	readonly story: DemoCase;
	/** a date as told (2026-10-22), moved to when the story is played */
	readonly day: (told: string) => string;
	/** sets the server's clock: London time on a day as told */
	readonly at: (told: string, time: string) => Promise<void>;
	/** A browser with this person of the story signed in; without a script when only forms are filled in. */
	readonly enter: (code: string, wish?: { readonly script?: boolean }) => Promise<Page>;
	readonly nameOf: (code: string) => string;
	/** says beforehand that a page will be refused */
	readonly refuses: Complaints['expectRefusal'];
	readonly end: () => Promise<void>;
};

export async function openStoryStage(browser: Browser, complaints: Complaints): Promise<StoryStage> {
	const today = londonDate(new Date().toISOString());
	let weeks = 0;
	while (addWeeks(TOLD.begins, weeks) <= today) weeks += A_YEAR_OF_WEEKS;
	const day = (told: string): string => addWeeks(told, weeks);
	const moment = (told: string, time: string): number => Date.parse(fromLondon(day(told), time) ?? '');

	const folder = makeDataFolder('mapp-story-');
	const clock = join(folder, 'clock');
	const set = (told: string, time: string) => writeFileSync(clock, String(moment(told, time) - Date.now()));
	set(TOLD.begins, '08:00');
	const preload = pathToFileURL(join(process.cwd(), 'tests/support/story-clock.js')).href;
	const server: OwnServer = await startOwnServer({ DATA_DIR: join(folder, 'data'), STORY_CLOCK: clock }, [
		process.execPath,
		...['--import', preload, 'server/main.js']
	]);
	const story = readDemoCase('drizzle/demo', new Date(moment(TOLD.secondMeeting, '09:00')));
	const person = (code: string) => {
		const found = story.people.find(({ id }) => id === code);
		if (!found) throw new Error(`nobody is called ${code} in the story`);
		return found;
	};
	const contexts: { close: () => Promise<void> }[] = [];
	return {
		story,
		day,
		at: async (told, time) => {
			set(told, time);
			const passed = async () => {
				const answer = await fetch(`${server.origin}/connection-test/time`);
				// Asked too often it says so, and is asked again.
				return answer.ok && ((await answer.json()) as { now: number }).now >= moment(told, time);
			};
			await expect.poll(passed, { intervals: [100, 500] }).toBe(true);
		},
		enter: async (code, { script = false } = {}) => {
			const { name, agency } = person(code);
			const context = await browser.newContext({ ...DESK, baseURL: server.origin, javaScriptEnabled: script });
			if (!script) await context.addCookies([{ name: 'scripts', value: 'off', url: server.origin }]);
			contexts.push(context);
			complaints.watch(context, name);
			const page = await context.newPage();
			await page.goto('/sign-in');
			await page.getByLabel('E-mail address').fill(demoEmail(name, agency));
			await page.getByLabel('Password').fill(PASSWORD);
			await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
			await expect(page).not.toHaveURL(/sign-in/);
			return page;
		},
		nameOf: (code) => person(code).name,
		refuses: complaints.expectRefusal,
		end: async () => {
			await Promise.allSettled(contexts.map((context) => context.close()));
			await endOwnServer(server);
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** Fills in fields of a form by their names, as somebody does who goes down the page; a choice by its value, a person or agency by its words. */
export async function fillIn(form: Page | Locator, answers: Readonly<Record<string, string>>): Promise<void> {
	for (const [name, value] of Object.entries(answers)) {
		const field = form.locator(`[name="${name}"]:not([type=hidden])`);
		const kind = await field.first().evaluate((one) => (one instanceof HTMLInputElement ? one.type : one.tagName));
		if (kind === 'radio' || kind === 'checkbox') await form.locator(`[name="${name}"][value="${value}"]`).check();
		else if (kind === 'SELECT') {
			const option = field
				.locator('option', { hasText: value })
				.or(field.locator(`option[value="${value}"]`))
				.first();
			await field.selectOption((await option.getAttribute('value')) ?? '');
		} else await field.fill(value);
	}
}
