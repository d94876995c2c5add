/** One sign-in, two seats: another tab says calmly that its seat is no longer the one, and nothing goes out in the wrong name. */
import { PASSWORD } from './support/cast.ts';
import { expect, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';

const NURSE = 'gorse.pennywhistle@snh.example';
const TYPED = 'Words of the trust and of nobody else';

test('SEAT-8 a form of the seat before does nothing in the name of the new one, and keeps its words', async ({
	enter,
	complaints
}) => {
	const page = await enter(null);
	await page.goto('/sign-in?next=/seats');
	await page.getByLabel('E-mail address').fill(NURSE);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Your seats' })).toBeVisible();
	await checkAxe(page);

	const other = await page.context().newPage();
	await other.goto('/referrals/start');
	await other.getByRole('button', { name: 'Begin', exact: true }).click();
	await other.getByRole('link', { name: 'The person', exact: true }).click();
	const field = other.locator('form.section input[type=text], form.section textarea').first();
	await field.fill(TYPED);

	await page.getByRole('button', { name: 'Go on here as Saltmarch Integrated Care Board' }).click();
	const marking = page.getByRole('region', { name: 'Marking and sign-in' });
	await expect(marking).toContainText('Saltmarch Integrated Care Board');
	await expect(other.getByText('nothing can be sent from it')).toBeVisible();
	await other.getByRole('button', { name: 'Save and finish later' }).click();
	await expect(other.locator('.govuk-error-summary')).toContainText('This was sent from a page of another seat');
	await expect(field).toHaveValue(TYPED);

	await other.getByRole('link', { name: 'Go on as Saltmarch Integrated Care Board' }).click();
	await other.waitForURL('/');
	await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
	await other.goto('/referrals');
	await expect(other.getByText(TYPED)).toHaveCount(0);

	// Whether it exists in another seat is not told: to people with several the page always says the same.
	complaints.expectRefusal(other, 404, '/cases/no-such-case');
	await other.goto('/cases/no-such-case');
	await other.getByRole('link', { name: 'go to your seats' }).click();
	await expect(other.getByRole('heading', { level: 1, name: 'Your seats' })).toBeVisible();
});
