/** The test of a journey: people who are signed in, each in a browser of their own that is watched for complaints. */
import {
	type APIRequestContext,
	type BrowserContextOptions,
	test as base,
	expect,
	type Locator,
	type Page
} from '@playwright/test';
import { CAST, type Role } from './cast.ts';
import { clientOf, forgetOldClients } from './signed-in.ts';
import { type Complaints, complaints } from './watched-browser.ts';

export const DESK = { viewport: { width: 1440, height: 900 } };
export const LAPTOP = { viewport: { width: 1280, height: 720 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
export const NARROWEST = { viewport: { width: 320, height: 640 } };

export type Enter = (role: Role | null, options?: BrowserContextOptions) => Promise<Page>;
type Fixtures = {
	readonly complaints: Complaints;
	/** A fresh browser with this person signed in (null = nobody), on an empty page. It closes with the journey. */
	readonly enter: Enter;
	/** The same person without a browser, for the forms that a journey is not about. */
	readonly as: (role: Role) => Promise<APIRequestContext>;
};

export const test = base.extend<Fixtures>({
	// biome-ignore lint/correctness/noEmptyPattern: playwright reads the names of the fixtures out of this pattern
	complaints: async ({}, use) => {
		const all = complaints();
		await use(all);
		expect(all.unexpected(), 'complaints of the browsers').toEqual([]);
	},
	as: async ({ baseURL }, use) => {
		forgetOldClients();
		await use((role) => clientOf(role, baseURL ?? ''));
	},
	enter: async ({ browser, baseURL, complaints, as }, use) => {
		const contexts: { close: () => Promise<void> }[] = [];
		await use(async (role, options = {}) => {
			const storageState = role ? await (await as(role)).storageState() : undefined;
			const context = await browser.newContext({ ...DESK, storageState, ...options });
			// As if it had been in a room before; JOURNEY-8 comes as one that has not.
			if (options.javaScriptEnabled === false)
				await context.addCookies([{ name: 'scripts', value: 'off', url: baseURL ?? '' }]);
			contexts.push(context);
			complaints.watch(context, role ? CAST[role] : 'nobody');
			return context.newPage();
		});
		for (const context of contexts) await context.close();
	}
});
export { type APIRequestContext, expect, type Locator, type Page };
export type Journey = Pick<Fixtures, 'enter' | 'as'>;
