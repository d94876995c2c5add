/** Somebody sets up an app for codes and a passkey, signs in with each, and signs out a device they do not have at hand. */
import { Secret, TOTP } from 'otpauth';
import { demoEmail } from '#drizzle/demo-people.ts';
import { PASSWORD } from './support/cast.ts';
import { expect, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

/** Nobody whom another journey is about: they are asked for a code from here on. */
const EMAIL = demoEmail('Lovage Bellhouse', 'ICB');

async function enterPassword(page: Page): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('E-mail address').fill(EMAIL);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}
const codeOf = (key: string, steps = 0): string =>
	new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({ timestamp: Date.now() + steps * 30_000 });

test('FACTOR-14 R12 a code and a passkey are set up and sign in, and another device is signed out from here', async ({
	enter,
	complaints
}) => {
	const page = await enter(null);
	await enterPassword(page);
	await expect(page).not.toHaveURL(/sign-in/);

	await page.goto('/account');
	await page.getByRole('button', { name: 'Set up an app' }).click();
	await expect(page.getByRole('img', { name: /^QR code of the key/ })).toBeVisible();
	await checkAxe(page);
	const key = (await page.locator('.key').textContent()) ?? '';
	await page.getByLabel('Code from your app').fill(codeOf(key));
	await page.getByRole('button', { name: 'Confirm the app' }).click();
	await expect(page.locator('code')).toHaveCount(10);
	await checkAxe(page);
	await page.getByRole('link', { name: 'I have kept them' }).click();

	const devtools = await page.context().newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			...({ protocol: 'ctap2', transport: 'internal' } as const),
			...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
		}
	});
	await page.getByRole('link', { name: 'Add a passkey' }).click();
	await page.getByLabel('Name for it').fill('Journey key');
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await expect(page.getByText('Journey key', { exact: true })).toBeVisible();

	const elsewhere = await enter(null, PHONE);
	await enterPassword(elsewhere);
	await expect(elsewhere.getByRole('heading', { name: 'Show that it is you' })).toBeVisible();
	await checkAxe(elsewhere);
	complaints.expectRefusal(elsewhere, 401, '/sign-in/second-factor');
	await elsewhere.getByLabel('Code from your app').fill('000 000');
	await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(elsewhere.getByRole('alert')).toContainText('That did not work');
	// The code of this moment was used up above: the next one counts already.
	await elsewhere.getByLabel('Code from your app').fill(codeOf(key, 1));
	await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(elsewhere.getByRole('link', { name: 'My work' })).toBeVisible();

	await page.goto('/account');
	const other = page.getByRole('listitem').filter({ hasText: 'last seen' });
	await expect(other).toHaveCount(1);
	await checkAxe(page);
	await page.setViewportSize({ width: 320, height: 640 });
	await checkNoSidewaysScroll(page);
	await other.getByRole('button', { name: /^Sign out/ }).click();
	await expect(other).toHaveCount(0);
	await elsewhere.goto('/');
	await expect(elsewhere.getByText('This device was signed out from another one.')).toBeVisible();

	await page.goto('/sign-out');
	await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await expect(page.getByRole('link', { name: 'My work' })).toBeVisible();
});
