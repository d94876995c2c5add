/** Somebody who is not signed in practises a meeting, with help and the tour on the way; the browser asks the service for nothing. */
import { expect, type Page, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';

/** What a page holds on the device; the framework's own note of where pages were scrolled to says nothing. */
const kept = (page: Page): Promise<unknown> =>
	page.evaluate(async () => ({
		local: { ...localStorage },
		session: Object.keys(sessionStorage).filter((name) => !name.startsWith('sveltekit:')),
		cookies: document.cookie,
		databases: (await indexedDB.databases()).map(({ name }) => name)
	}));

test('PRACTICE-6 a whole meeting in the page: colleagues answer, nothing is asked of the service or kept, and a reload begins anew', async ({
	enter
}) => {
	const page = await enter(null);
	await page.goto('/sign-in');
	await page.getByRole('link', { name: 'Practise a meeting' }).click();
	await page.getByRole('link', { name: 'Chair', exact: true }).click();
	await expect(page.getByText('Practice: nothing here is kept or sent.')).toBeVisible();
	await expect(page.locator('[data-saving="saved"]')).toBeVisible();
	const asked: string[] = [];
	page.on('websocket', (socket) => asked.push(`socket ${socket.url()}`));
	page.on('request', (request) => {
		const { pathname } = new URL(request.url());
		if (!pathname.startsWith('/_app/immutable/')) asked.push(`${request.method()} ${pathname}`);
	});

	const practice = page.getByRole('region', { name: 'Practice' });
	await page.getByRole('button', { name: 'Let in Sorrel Banbridge' }).click();
	await expect(practice).toContainText('Move the meeting on to the plan');
	await page.locator('.room-head').getByRole('button', { name: 'Next item' }).click();
	await expect(practice).toContainText('Give somebody the floor');
	await expect(page.locator('#item-title')).toContainText('Risk Management Plan');
	// A colleague writes, and another one raises a hand.
	await expect(page.getByRole('textbox', { name: 'Evidence' })).toHaveValue(/^Three call-outs/);
	await page.getByRole('button', { name: 'Give the floor to Alder Whitcombe-Snow' }).click();
	await expect(practice).toContainText('I would build on that');
	await page.getByRole('button', { name: 'Add an action to R1' }).click();
	await page.keyboard.type('Monitor contact');
	await expect(page.locator('[data-hints="A2"]')).toContainText('who looks at what, and how often?');
	await page
		.locator('[data-hints="A2"]')
		.getByRole('button', { name: /^Not now/ })
		.click();
	await expect(page.locator('[data-hints="A2"]')).toHaveCount(0);

	const help = page.getByRole('button', { name: 'Help for Contingency' });
	await help.press('Enter');
	await expect(page.locator('[data-help="plan.contingency"]')).toContainText('It has no trigger and no person.');
	await checkAxe(page);
	await page.keyboard.press('Escape');
	await expect(page.locator('[data-help]')).toHaveCount(0);
	await expect(help).toBeFocused();

	await page.locator('.room-head').getByText('More', { exact: true }).click();
	await page.getByRole('button', { name: 'Two-minute tour' }).click();
	const tour = page.locator('section.tour');
	await expect(tour.getByRole('heading', { name: 'Step 1 of 9 The agenda' })).toBeFocused();
	await expect(page.locator('.room-agenda[data-tour]')).toBeVisible();
	await tour.getByRole('button', { name: 'Next' }).press('Enter');
	await expect(tour).toContainText('You move the meeting on');
	await tour.getByRole('button', { name: 'Next' }).press('Enter');
	await expect(page.locator('article.risk[data-tour]')).toBeVisible();
	await tour.getByRole('button', { name: 'Back' }).press('Enter');
	await page.keyboard.press('Escape');
	await expect(tour).toHaveCount(0);
	await expect(page.locator('[data-tour]')).toHaveCount(0);

	expect(asked).toEqual([]);
	expect(await kept(page)).toEqual({ local: {}, session: [], cookies: '', databases: [] });
	await page.reload();
	await expect(practice).toContainText('Let in the person at the door');
	await expect(page.locator('#item-title')).toContainText('Risk assessment');
	await page.getByRole('button', { name: 'Let in Sorrel Banbridge' }).click();
	await expect(practice).toContainText('Move the meeting on to the plan');
	await page.getByRole('button', { name: 'Finish' }).click();
	await expect(page.getByRole('heading', { name: 'What you have done' })).toBeFocused();
	await expect(page.getByText('You let somebody in from the door.')).toBeVisible();
});
