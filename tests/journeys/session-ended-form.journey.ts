/** A form that is sent after its session has ended: nothing typed is lost, and nobody else gets it. */
import { emailOf, PASSWORD, type Role } from './support/cast.ts';
import { openCase } from './support/fresh-meeting.ts';
import { expect, type Page, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const OBJECTIVE = 'Agree the plan. This was being written for twenty minutes.';
const sessionEnds = (page: Page) => page.context().clearCookies({ name: 'session' });

async function signInHere(page: Page, role: Role): Promise<void> {
	await page.getByLabel('E-mail address').fill(emailOf(role));
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in and go on' }).click();
}

test('AUTH-30 M-11 without a script: signed out while writing, the same page signs in and the form comes back with its words', async ({
	enter,
	complaints
}) => {
	const page = await enter('coordinator', { javaScriptEnabled: false });
	const { caseId } = await openCase(page);
	await page.goto(`/cases/${caseId}/convene`);
	await page.getByLabel('What the meeting is for').fill(OBJECTIVE);
	await sessionEnds(page);
	complaints.expectRefusal(page, 401, `/cases/${caseId}/convene`);
	await page.getByRole('button', { name: 'Convene the meeting and invite' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'You have been signed out' })).toBeVisible();
	expect(await page.content()).not.toContain('twenty minutes');
	await page.setViewportSize({ width: 320, height: 640 });
	await checkNoSidewaysScroll(page);

	complaints.expectRefusal(page, 401, '/signed-out');
	await page.getByLabel('E-mail address').fill(emailOf('coordinator'));
	await page.getByLabel('Password').fill('not the password at all');
	await page.getByRole('button', { name: 'Sign in and go on' }).click();
	await expect(page.getByRole('alert')).toHaveText('The e-mail address or the password is not right');

	await signInHere(page, 'coordinator');
	await expect(page.getByRole('heading', { level: 1, name: 'You are signed in again' })).toBeVisible();
	await expect(page.getByText(OBJECTIVE)).toBeVisible();
	complaints.expectRefusal(page, 422, `/cases/${caseId}/convene`);
	await page.getByRole('button', { name: 'Send again' }).click();
	await expect(page.locator('.govuk-error-summary')).toContainText('Enter the date of the meeting');
	await expect(page.getByLabel('What the meeting is for')).toHaveValue(OBJECTIVE);
});

test('AUTH-30 M-11 with a script the same page comes, and somebody else who signs in there gets nothing', async ({
	enter,
	complaints
}) => {
	const page = await enter('coordinator');
	const { caseId } = await openCase(page);
	await page.goto(`/cases/${caseId}/convene`);
	await page.getByLabel('What the meeting is for').fill(OBJECTIVE);
	await sessionEnds(page);
	complaints.expectRefusal(page, 401, `/cases/${caseId}/convene`);
	await page.getByRole('button', { name: 'Convene the meeting and invite' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'You have been signed out' })).toBeVisible();
	await checkAxe(page);
	await signInHere(page, 'housing');
	await expect(page.getByText('is not yours')).toBeVisible();
	expect(await page.content()).not.toContain('twenty minutes');
});
