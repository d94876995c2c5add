/** An action after the lock: its owner asks for more time on a phone without a script, the chair decides, the meeting sees it. */
import { DESK, expect, NARROWEST, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const SUBJECT = 'Wrenfield';
const TEXT = 'Submit move-on application';

async function look(page: Page): Promise<void> {
	await page.locator('details').evaluateAll((all) => {
		for (const one of all as HTMLDetailsElement[]) one.open = true;
	});
	await checkAxe(page);
	await page.setViewportSize(NARROWEST.viewport);
	await checkNoSidewaysScroll(page);
	await page.setViewportSize(DESK.viewport);
}

test('ACTION-11 an owner reports on a phone, the chair decides, and an agency’s contact reads no word of it', async ({
	enter,
	complaints
}) => {
	let path = '';
	await test.step('the owner reads the action and its risk, not the case, and says how it stands', async () => {
		const page = await enter('housing', { ...PHONE, javaScriptEnabled: false });
		await page.goto('/actions');
		await page.getByRole('link', { name: TEXT }).click();
		path = new URL(page.url()).pathname;
		await expect(page.getByText('Loss of stable address')).toBeVisible();
		expect(await page.content()).not.toContain(SUBJECT);
		complaints.expectRefusal(page, 422, path);
		await page.getByRole('radio', { name: 'Completed' }).check();
		await page.getByLabel('What was done and how that is known').fill('A place is found from Monday');
		await page.getByRole('button', { name: 'Send the report' }).click();
		await expect(page.locator('.govuk-error-summary')).toContainText('Enter the day it was completed');
		await expect(page.getByLabel('What was done and how that is known')).toHaveValue('A place is found from Monday');
		await page.getByRole('radio', { name: 'In progress' }).check();
		await page.getByRole('button', { name: 'Send the report' }).click();
		await expect(page.getByText('Reported: in progress', { exact: true })).toBeVisible();
		await page.goto('/actions/agency');
		await expect(page.getByRole('heading', { level: 1 })).toContainText('What my agency owes');
		expect(await page.content()).not.toContain(TEXT);
	});

	await test.step('the chair finds what waits for a decision, and leaves the deadline as it is', async () => {
		const chair = await enter('chair');
		await chair.goto('/actions');
		const waiting = chair.getByRole('table', { name: /Waiting for your decision/ });
		await waiting.getByRole('link', { name: TEXT }).click();
		await expect(chair.getByRole('heading', { name: 'Decide on a new deadline' })).toBeVisible();
		await look(chair);
		await chair.getByLabel('No, it stays as it is').check();
		await chair.getByLabel('Why', { exact: true }).fill('The meeting decides');
		await chair.getByRole('button', { name: 'Record the decision' }).click();
		await expect(chair.getByText('The chair left the deadline as it is', { exact: true })).toBeVisible();
		// Also the line manager of their own agency.
		await chair.goto('/actions/agency');
		await look(chair);
	});

	await test.step('the unit’s list shows what is late, and somebody else finds no such page', async () => {
		const unit = await enter('coordinator');
		await unit.goto('/actions/all?show=late');
		await expect(unit.getByRole('table')).toContainText('Check for children at addresses');
		const other = await enter('victimLiaison');
		complaints.expectRefusal(other, 404, path);
		await other.goto(path);
		await expect(other.getByRole('heading', { level: 1 })).toHaveText('Page not found');
	});
});
