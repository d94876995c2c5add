/** An agency's IT department opens the connection test, on a good network and on one that lets no WebSocket through. */
import { cuttableNetwork } from './support/cuttable-network.ts';
import { expect, type Locator, type Page, test } from './support/journey.ts';

const verdict = (page: Page): Locator => page.getByRole('status').first();
const row = (page: Page, check: string): Locator => page.locator(`[data-check="${check}"]`);

test('CONN-6 without signing in it tries everything a meeting needs and says what works, to copy as text', async ({
	enter
}) => {
	const page = await enter(null, { permissions: ['clipboard-write'] });
	await page.goto('/sign-in');
	await page.getByRole('link', { name: /Test whether meetings will work/ }).click();
	await expect(verdict(page)).toHaveText('Meetings will work');
	const checks = ['page', 'script', 'browser', 'cookies', 'socket', 'polling', 'roundTrip', 'clock', 'keeping'];
	for (const check of checks) await expect(row(page, check)).toHaveAttribute('data-mark', 'good');
	await expect(row(page, 'polling')).toContainText(/Held for 2\.\d s/);
	await page.getByRole('button', { name: 'Copy the results' }).click();
	await expect(page.getByText('Copied', { exact: true })).toBeVisible();
	await page.getByText('The results as text').click();
	const text = await page.locator('pre').innerText();
	expect(text).toMatch(/^Meetings will work\nhttp:\/\/localhost:\d+, /);
	expect(text).toMatch(/\nLong polling: Works \(Held for/);
	await page.getByRole('button', { name: 'Test again' }).click();
	await expect(verdict(page)).toHaveText(/Testing/);
	await expect(verdict(page)).toHaveText('Meetings will work');
});

test('CONN-6 where no WebSocket comes through it says a little slower, and what to ask for', async ({
	enter,
	complaints
}) => {
	const network = await cuttableNetwork('refused');
	const page = await enter(null, { proxy: network.proxy });
	await complaints.duringCut(page, async () => {
		await page.goto('/connection-test');
		await expect(verdict(page)).toHaveText('Meetings will work, a little slower');
	});
	await expect(row(page, 'socket')).toContainText('ask your IT department');
	await expect(row(page, 'polling')).toHaveAttribute('data-mark', 'good');
	await network.close();
});

test('CONN-6 without JavaScript it says what the server can see, and that JavaScript is needed', async ({ enter }) => {
	const page = await enter(null, { javaScriptEnabled: false });
	await page.goto('/connection-test');
	await expect(verdict(page)).toHaveText('Meetings will not work: JavaScript does not run');
	await expect(row(page, 'page')).toHaveAttribute('data-mark', 'good');
	await expect(row(page, 'socket')).toContainText('Not tried');
	await expect(page.getByText('Allow JavaScript for http://localhost')).toBeVisible();
});

test('CONN-7 what it asks is answered to anybody on a page of ours, and small', async ({ playwright, baseURL }) => {
	const client = await playwright.request.newContext({ baseURL });
	const origin = { origin: baseURL ?? '' };
	expect((await client.get('/connection-test/time')).status()).toBe(200);
	expect(await (await client.get('/connection-test/time')).json()).toMatchObject({ cookie: true });
	const type = { 'content-type': 'application/octet-stream' };
	const echo = (data: Buffer, headers: Record<string, string>) =>
		client.post('/connection-test/echo', { data, headers: { ...type, ...headers } });
	const message = Buffer.from([0, 255, 10, 128]);
	expect((await (await echo(message, origin)).body()).equals(message)).toBe(true);
	expect((await echo(message, { origin: 'https://evil.example' })).status()).toBe(403);
	expect((await echo(message, { origin: 'null' })).status()).toBe(403);
	expect((await echo(Buffer.alloc(5000), origin)).status()).toBe(413);
	expect((await client.get('/connection-test/echo')).status()).toBe(405);
	await client.dispose();
});
