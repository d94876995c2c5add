/** The session ends while somebody writes: nothing of the case stays on the screen, and nothing they typed is lost. */
import { emailOf, PASSWORD, type Role } from './support/cast.ts';
import { cuttableNetwork } from './support/cuttable-network.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Locator, type Page, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom, expectSaved, meetingIsAt, planText, saving } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const panel = (page: Page): Locator => page.locator('[data-gone="signed-out"]');

/** As somebody does in a new window of the same browser. */
async function signIn(page: Page, role: Role): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('E-mail address').fill(emailOf(role));
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
	await expect(page).not.toHaveURL(/sign-in/);
}
async function signOut(page: Page): Promise<void> {
	await page.goto('/sign-out');
	await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
	await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

test('BADGE-5 the session ends: the case is hidden at once, and the same person goes on with every word', async ({
	enter,
	as,
	complaints
}) => {
	// Several browsers, cut and mended: it takes its time on a busy machine.
	test.slow();
	const network = await cuttableNetwork();
	const meeting = await freshMeeting({ enter, as }, { inTheRoom: ['childrensServices', 'housing'] });
	await postForm(await as('minuteTaker'), `/meetings/${meeting.meetingId}/room?/add-risk`, {});
	const page = await enter(null, { proxy: network.proxy });
	const window2 = await page.context().newPage();
	await signIn(window2, 'childrensServices');
	await enterRoom(page, meeting.meetingId, 'RMP');
	await planText(page, 'R1.risk').fill('Seen at the school gate');
	await expectSaved(page);
	await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));

	await test.step('unsaved words and a choice are in the page when the session ends', async () => {
		await complaints.duringCut(page, async () => {
			network.cut();
			await planText(page, 'R1.risk').press('ControlOrMeta+End');
			await planText(page, 'R1.risk').pressSequentially(', twice in May');
			await page.getByLabel('Pillar of R1', { exact: true }).selectOption('Victim safety');
			await expect(saving(page)).toHaveText(/Not saved/);
			// Somebody ends the session elsewhere, while this browser is away.
			const { cookies } = await page.context().storageState();
			const elsewhere = await enter(null);
			await elsewhere.context().addCookies(cookies);
			await signOut(elsewhere);
			await elsewhere.context().close();
			network.mend();
			await expect(panel(page)).toBeVisible();
		});
	});

	await test.step('nothing of the case is on the screen, and it says what is kept', async () => {
		await expect(panel(page)).toContainText('You have been signed out');
		await expect(panel(page)).toContainText('Your 2 unsaved changes are kept in this page');
		await expect(page.getByRole('textbox')).toHaveCount(0);
		const shown = (await page.locator('body').textContent()) ?? '';
		for (const secret of [meeting.subject, meeting.ref, 'school gate', 'twice in May'])
			expect(shown).not.toContain(secret);
		await expect(panel(page)).toBeFocused();
		await checkAxe(page);
		await page.setViewportSize({ width: 320, height: 640 });
		await checkNoSidewaysScroll(page);
		await page.setViewportSize({ width: 1440, height: 900 });
		const asked = page.waitForEvent('dialog');
		await page.evaluate(() => setTimeout(() => location.reload()));
		const dialog = await asked;
		expect(dialog.type()).toBe('beforeunload');
		await dialog.dismiss();
	});

	await test.step('signed in again in a new window, the page goes on by itself and sends them', async () => {
		await signIn(window2, 'childrensServices');
		await page.bringToFront();
		await expectSaved(page);
		await expect(planText(page, 'R1.risk')).toHaveValue('Seen at the school gate, twice in May');
		await expect(page.getByLabel('Pillar of R1', { exact: true })).toHaveValue('VICTIM_SAFETY');
		await expect(meetingIsAt(page)).toContainText(/Welcome/);
		expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true);
		const chair = await enter('chair');
		await enterRoom(chair, meeting.meetingId, 'RMP');
		await expect(planText(chair, 'R1.risk')).toHaveValue('Seen at the school gate, twice in May');
	});

	await test.step('somebody else who signs in there gets nothing of it', async () => {
		await complaints.duringCut(page, async () => {
			network.cut();
			await planText(page, 'R1.risk').press('ControlOrMeta+End');
			await planText(page, 'R1.risk').pressSequentially('. Never sent');
			await expect(saving(page)).toHaveText(/Not saved/);
			network.mend();
			await Promise.all([
				signOut(window2),
				expect(panel(page).or(saving(page).filter({ hasText: /^\W*Saved/ }))).toBeVisible()
			]);
		});
		await expect(panel(page)).toBeVisible();
		await signIn(window2, 'housing');
		await page.bringToFront();
		await expect(page.locator('[data-gone="closed"]')).toBeVisible();
		await expect(page.getByText('This meeting is not available')).toBeVisible();
		const databases = () => page.evaluate(() => indexedDB.databases().then((all) => all.length));
		await enterRoom(window2, meeting.meetingId, 'RMP');
		expect(await databases()).toBeLessThanOrEqual(1);
	});
	await page.context().close();
	await network.close();
});
