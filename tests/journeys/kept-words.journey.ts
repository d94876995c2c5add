/** What is typed while the network is away outlives the browser, and nobody can read it on the machine. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from '../support/data-folder.js';
import { CAST, emailOf, PASSWORD } from './support/cast.ts';
import { cuttableNetwork } from './support/cuttable-network.ts';
import { freshMeeting, personIdOf } from './support/fresh-meeting.ts';
import { expect, type Page, test } from './support/journey.ts';
import { ownBrowser } from './support/own-browser.ts';
import { enterRoom, expectSaved, planText, saving } from './support/room.ts';
import { postForm } from './support/signed-in.ts';
import { dumpStorage, filesThatHold } from './support/storage-dump.ts';

const TYPED = 'Quartermaster Lane, the blue door, after seven';
/** where browsers put what pages store, apart from the address bar's memory */
const PAGE_STORAGE = /IndexedDB|Local Storage|Session Storage|Service Worker|File System|WebStorage|shared_proto_db/;

const kept = (page: Page): Promise<number> => dumpStorage(page).then(({ records }) => records);
const nothingKept = (page: Page) => expect.poll(() => kept(page)).toBe(0);

test('KEEP-8 a browser that is killed while offline has nothing readable on its disk, and the next one brings every word back', async ({
	enter,
	as,
	baseURL
}) => {
	// Several browsers, cut and mended: it takes its time on a busy machine.
	test.slow();
	const network = await cuttableNetwork();
	const meeting = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	await postForm(await as('minuteTaker'), `/meetings/${meeting.meetingId}/room?/add-risk`, {});
	const personId = await personIdOf({ as }, 'police', meeting.meetingId);
	const folder = makeDataFolder('mapp-profile-');
	const { cookies } = await (await as('police')).storageState();
	const start = () => ownBrowser(join(folder, 'profile'), network, cookies);
	const nowhere = [TYPED, 'Quartermaster', 'blue door'];
	const nowhereStored = [...nowhere, 'contingency', 'R1.risk', meeting.meetingId, personId, CAST.police];

	const first = await start();
	const page = await first.newPage();
	const room = `${baseURL}/meetings/${meeting.meetingId}/room?item=RMP`;
	await page.goto(room);
	await expectSaved(page);
	await planText(page, 'R1.contingency').fill('Ring the hostel.');
	await expectSaved(page);
	await nothingKept(page);

	await test.step('typed offline, it lies in the browser, sealed', async () => {
		network.cut();
		await planText(page, 'R1.contingency').press('ControlOrMeta+End');
		await page.keyboard.insertText(` ${TYPED}`);
		await expect.poll(() => kept(page)).toBe(1);
		await expect(saving(page)).toHaveText(/Not saved/);
		const { text } = await dumpStorage(page);
		for (const secret of nowhereStored) expect(text, secret).not.toContain(secret);
	});

	await test.step('a browser killed like by a power cut leaves no byte of it on the disk', async () => {
		await first.kill();
		expect(filesThatHold(folder, nowhere)).toEqual([]);
		expect(filesThatHold(folder, nowhereStored, PAGE_STORAGE)).toEqual([]);
		// The kept record is there: it is not that nothing was written.
		expect(filesThatHold(folder, ['records'], /IndexedDB/).length).toBeGreaterThan(0);
	});

	network.mend();
	const second = await start();
	const again = await second.newPage();
	await test.step('the next browser of the same session brings it back, once', async () => {
		await again.goto(room);
		await expect(planText(again, 'R1.contingency')).toHaveValue(`Ring the hostel. ${TYPED}`);
		await expectSaved(again);
		await nothingKept(again);
		const other = await enter('chair');
		await enterRoom(other, meeting.meetingId, 'RMP');
		await expect(planText(other, 'R1.contingency')).toHaveValue(`Ring the hostel. ${TYPED}`);
	});
	await second.kill();
	await network.close();
	rmSync(folder, { recursive: true, force: true });
});

test('KEEP-9 a reload while offline, a crashed tab and a duplicated one lose nothing and double nothing (F16)', async ({
	enter,
	as,
	complaints
}) => {
	// Several browsers, cut and mended: it takes its time on a busy machine.
	test.slow();
	const network = await cuttableNetwork();
	const meeting = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	await postForm(await as('minuteTaker'), `/meetings/${meeting.meetingId}/room?/add-risk`, {});
	const page = await enter('police', { proxy: network.proxy });
	await enterRoom(page, meeting.meetingId, 'RMP');
	const twin = await page.context().newPage();
	await enterRoom(twin, meeting.meetingId, 'RMP');

	await complaints.duringCut(page, async () => {
		network.cut();
		await planText(page, 'R1.risk').pressSequentially('from the first tab. ');
		await planText(twin, 'R1.evidence').pressSequentially('from the second tab');
		await expect.poll(() => kept(page)).toBe(2);
		// Somebody who is told that words are not saved and reloads all the same.
		page.once('dialog', (dialog) => dialog.accept());
		await page.reload().catch(() => {});
		await expect(page.getByRole('textbox')).toHaveCount(0);
		network.mend();
		await page.goto(`/meetings/${meeting.meetingId}/room?item=RMP`);
		await expectSaved(page);
		await expectSaved(twin);
	});
	for (const tab of [page, twin]) {
		await expect(planText(tab, 'R1.risk')).toHaveValue('from the first tab. ');
		await expect(planText(tab, 'R1.evidence')).toHaveValue('from the second tab');
	}
	await nothingKept(page);

	await test.step('a tab that goes while another lives leaves its words to that one', async () => {
		await complaints.duringCut(page, async () => {
			network.cut();
			await planText(twin, 'R1.risk').press('ControlOrMeta+End');
			// In one piece: what is kept is then the whole of it, however slow the machine.
			await twin.keyboard.insertText('Crashed in the middle');
			await expect.poll(() => kept(page)).toBe(1);
			await twin.close({ runBeforeUnload: false });
			network.mend();
			await page.goto(`/meetings/${meeting.meetingId}/room?item=RMP`);
			await expect(planText(page, 'R1.risk')).toHaveValue('from the first tab. Crashed in the middle');
			await expectSaved(page);
		});
		await nothingKept(page);
	});
	await network.close();
});

test('KEEP-6 after signing out nothing kept is left, and its key is given to nobody', async ({
	enter,
	as,
	complaints,
	browser,
	baseURL
}) => {
	// Several browsers, cut and mended: it takes its time on a busy machine.
	test.slow();
	const network = await cuttableNetwork();
	const meeting = await freshMeeting({ enter, as }, { inTheRoom: ['housing'] });
	await postForm(await as('minuteTaker'), `/meetings/${meeting.meetingId}/room?/add-risk`, {});
	// A session of its own: the journeys after this one still need the other.
	const context = await browser.newContext({ proxy: network.proxy, baseURL });
	const page = await context.newPage();
	await signIn(page, 'housing');
	await enterRoom(page, meeting.meetingId, 'RMP');
	const keyOf = () => page.request.get(`/meetings/${meeting.meetingId}/unsent-key`, { maxRedirects: 0 });
	const answer = await keyOf();
	expect([answer.status(), answer.headers()['cache-control']]).toEqual([200, 'no-store']);
	const other = await context.newPage();
	await other.goto('/');
	await complaints.duringCut(page, async () => {
		network.cut();
		await planText(page, 'R1.risk').pressSequentially(TYPED);
		// A page that is just being put in place has no storage yet.
		await expect(async () => expect(await kept(other)).toBe(1)).toPass();
		await page.close({ runBeforeUnload: false });
		network.mend();
	});
	const cookies = await context.cookies();
	await other.goto('/sign-out');
	await other.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
	await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	await expect.poll(() => other.evaluate(() => indexedDB.databases().then((all) => all.length))).toBe(0);
	// Also with the old cookie, which somebody may have copied together with the sealed bytes.
	await context.addCookies(cookies);
	expect((await other.request.get(`/meetings/${meeting.meetingId}/unsent-key`, { maxRedirects: 0 })).status()).toBe(
		303
	);
	await context.close();
	await network.close();
});

async function signIn(page: Page, role: 'housing'): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('E-mail').fill(emailOf(role));
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
}
