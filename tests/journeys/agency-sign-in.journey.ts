/** A system administrator sets up an agency's own sign-in, tries it, and somebody of that agency comes in through it and leaves. */
import { demoEmail } from '#drizzle/demo-people.ts';
import { CLIENT, startProvider } from '../support/agency-provider.ts';
import { expect, NARROWEST, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const AGENCY = 'Northmere and Vale NHS Foundation Trust';
const EMAIL = demoEmail('Comfrey Deepwell', 'NHS');

test('AGENCYIN-13 an agency’s sign-in is set up, tried and used, and nobody comes in who is not the unit’s', async ({
	enter,
	complaints,
	baseURL
}) => {
	const provider = await startProvider(`${baseURL}/sign-in/agency/return`);
	try {
		// Without a script, so that none closes again what was opened before it ran.
		const admin = await enter('administrator', { javaScriptEnabled: false });
		await admin.goto('/settings/agency-sign-in');
		await admin.getByText(`Set up the sign-in of ${AGENCY}`, { exact: true }).click();
		const form = admin.locator('form', { has: admin.getByRole('button', { name: `Save the sign-in of ${AGENCY}` }) });
		await form.getByLabel('Issuer').fill(provider.issuer);
		await form.getByLabel('Client id').fill(CLIENT.clientId);
		await form.getByLabel('Client secret').fill(CLIENT.secret);
		await form.getByLabel('Domains of its e-mail addresses').fill('nhs.example');
		await form.getByLabel('What means two factors there').fill('mfa');
		await form.getByLabel('People of this agency may sign in through it').check();
		await form.getByRole('button').click();
		await admin.getByRole('button', { name: `Try it with ${AGENCY}` }).click();
		await expect(admin.getByText('Its provider answers as it should.')).toBeVisible();
		const look = await enter('administrator');
		await look.goto('/settings/agency-sign-in');
		await checkAxe(look);

		const page = await enter(null, NARROWEST);
		provider.seat({ subject: 'a stranger', email: 'stranger@nhs.example' });
		await page.goto('/sign-in');
		await page.getByRole('link', { name: 'Sign in through your agency' }).click();
		await expect(page.getByRole('heading', { name: 'Sign in through your agency' })).toBeVisible();
		await checkAxe(page);
		await checkNoSidewaysScroll(page);
		complaints.expectRefusal(page, 401, '/sign-in/agency/return');
		await page.getByRole('link', { name: AGENCY }).click();
		await expect(page.getByRole('alert')).toHaveText('Your agency’s sign-in does not let you in here.');
		await checkAxe(page);

		provider.seat({ subject: 'comfrey', email: EMAIL, amr: ['mfa'] });
		await page.context().clearCookies({ domain: '127.0.0.1' });
		await page.getByRole('link', { name: 'Begin again' }).click();
		await page.getByRole('link', { name: AGENCY }).click();
		await expect(page).toHaveURL(`${baseURL}/`);
		await page.goto('/sign-out');
		await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
		await expect(page.getByRole('link', { name: 'Sign out at your agency as well' })).toHaveAttribute(
			'href',
			new RegExp(`^${provider.issuer}/`)
		);
	} finally {
		await provider.close();
	}
});
