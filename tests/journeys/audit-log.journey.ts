/** The co-ordinator looks into the audit on a phone without a script, and takes what was found out as a file. */
import { CAST } from './support/cast.ts';
import { expect, NARROWEST, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

test('AUDIT-10 the co-ordinator searches the audit log without a script, and takes it out as a file', async ({
	enter
}) => {
	const [phone, desk] = await Promise.all([
		enter('coordinator', { ...PHONE, javaScriptEnabled: false }),
		enter('coordinator')
	]);
	await phone.goto('/audit');
	await expect(phone.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
	await phone.getByLabel('Kind of act').selectOption('Signing in');
	const person = phone.getByLabel('Person', { exact: true });
	await person.selectOption(await person.locator('option', { hasText: CAST.coordinator }).getAttribute('value'));
	await phone.getByRole('button', { name: 'Search' }).click();
	await expect(phone).toHaveURL(/kind=SIGN_IN/);
	const first = phone.getByRole('row').nth(1);
	await expect(first).toContainText(CAST.coordinator);
	await expect(first).toContainText('Sign in');
	await desk.goto(phone.url());
	await checkAxe(desk);
	await desk.setViewportSize(NARROWEST.viewport);
	await checkNoSidewaysScroll(desk);

	await phone.getByLabel('Who gets the file').fill('The Commissioner');
	await phone.getByLabel('What it is for').fill('They asked for it');
	const [file] = await Promise.all([
		phone.waitForEvent('download'),
		phone.getByRole('button', { name: 'Make the file' }).click()
	]);
	expect(file.suggestedFilename()).toMatch(/^audit-export-\d+\.csv$/);
	await phone.goto('/audit?from=2090-01-01');
	await expect(phone.getByText('Nothing in the log is like that.')).toBeVisible();
	await phone.goto('/audit?from=tomorrow');
	await expect(phone.locator('.govuk-error-summary')).toContainText('Enter the first day as a date');
});
