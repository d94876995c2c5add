/** A guest from the request to the end of their part, in a browser of their own; and screens of people who are away. */
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const GUEST = 'Hawthorn Quickwater';

test('GUEST-17 R4 a guest comes in by link and code, sees the room as a guest, and is out when their part ends', async ({
	enter,
	as
}) => {
	test.setTimeout(90_000);
	const meeting = await freshMeeting({ enter, as }, { inTheRoom: ['housing'] });
	const guests = `/meetings/${meeting.meetingId}/guests`;
	const [sponsor, unit, guest] = await Promise.all([enter('housing'), enter('coordinator'), enter(null, PHONE)]);

	await sponsor.goto(guests);
	await sponsor.getByLabel('Name of the guest').fill(GUEST);
	await sponsor.getByLabel('What they do').fill('Hostel manager');
	await sponsor.getByLabel('Their e-mail address').fill('not an address');
	await sponsor.getByRole('radio', { name: /^Reads along/ }).check();
	await sponsor.getByLabel('Why the meeting needs them').fill('Knows which room is free');
	await sponsor.getByRole('checkbox', { name: /^My agency has checked/ }).check();
	await sponsor.getByRole('button', { name: 'Ask for the guest' }).click();
	await expect(sponsor.getByRole('link', { name: /^Enter an e-mail address/ })).toBeVisible();
	await sponsor.getByLabel('Their e-mail address').fill('hawthorn@hostel.example');
	await sponsor.getByRole('button', { name: 'Ask for the guest' }).click();
	await expect(sponsor.getByRole('heading', { level: 2, name: new RegExp(`^${GUEST}`) })).toContainText('Asked for');

	await unit.goto(guests);
	await unit.getByRole('button', { name: `Approve ${GUEST}` }).click();
	await unit.getByRole('button', { name: 'Show a new link' }).click();
	const link = new URL((await unit.locator('#shown .link').textContent()) ?? '').pathname;
	await sponsor.goto(guests);
	await sponsor.getByRole('button', { name: 'Make a code' }).click();
	const code = (await sponsor.locator('#shown .code').textContent()) ?? '';
	await checkAxe(sponsor);

	await guest.goto(link);
	await checkAxe(guest);
	await checkNoSidewaysScroll(guest);
	await guest.getByLabel('Code').fill(code);
	await guest.getByRole('button', { name: 'Come in' }).click();
	await guest.getByRole('checkbox', { name: /^I have read the statement/ }).check();
	await guest.getByRole('button', { name: 'Accept the statement' }).click();
	await expect(guest.getByText('Waiting for the chair or the minute taker')).toBeVisible();
	expect((await guest.request.get('/cases')).status()).toBe(404);
	expect((await guest.request.get('/')).status()).toBe(404);

	// The chair is away in their own room: nothing of it is there until one press brings it back.
	const chair = await enter('chair');
	await chair.clock.install();
	await enterRoom(chair, meeting.meetingId);
	const waiting = chair.getByRole('region', { name: 'Waiting to come in' });
	await expect(waiting).toContainText('guest of');
	await chair.clock.fastForward('10:30');
	const hidden = chair.getByRole('heading', { name: 'The screen is hidden' });
	await expect(hidden).toBeVisible();
	await expect(waiting).toBeHidden();
	await expect(chair).toHaveTitle(/^Screen hidden/);
	await checkAxe(chair);
	await chair.getByRole('button', { name: 'Show the screen' }).click();
	await waiting.getByRole('button', { name: 'Let in' }).click();
	await expect(guest).toHaveURL(/\/room$/);
	await guest.getByRole('button', { name: 'People', exact: true }).click();
	await expect(guest.getByRole('region', { name: 'In the room' })).toContainText('guest of');

	const second = await enter(null);
	expect((await second.request.get(link)).status()).toBe(403);
	await expect(chair.getByText(`The guest link of ${GUEST} was tried in a second browser at`)).toBeVisible();

	const guestId = await sponsor.locator('input[name="guestId"]').first().inputValue();
	await postForm(await as('chair'), `${guests}?/end-guest`, { guestId, reason: 'Heard what was needed' });
	await expect(guest.locator('[data-gone]')).toContainText('Your part as a guest has ended');
	expect((await guest.request.get(link)).status()).toBe(404);
});

test('IDLE-7 a screen is hidden and comes back with what was typed, and a warning is answered in either tab', async ({
	enter
}) => {
	const page = await enter('housing');
	await page.clock.install();
	await page.goto('/referrals/start');
	const hide = page.getByRole('button', { name: 'Hide screen' });
	await expect(hide).toBeVisible();
	const title = await page.title();
	const back = page.getByRole('heading', { name: 'The screen is hidden' });
	await hide.click();
	await expect(back).toBeVisible();
	await expect(page).toHaveTitle(/^Screen hidden/);
	await expect(page.getByRole('banner')).toBeHidden();
	await page.getByRole('button', { name: 'Show the screen' }).click();
	await expect(page).toHaveTitle(title);
	await expect(back).toBeHidden();

	await page.clock.fastForward('13:00');
	const warning = page.getByRole('dialog', { name: 'Are you still there?' });
	await expect(warning).toContainText('You will be signed out in 2 minutes');
	await checkAxe(page);
	const other = await page.context().newPage();
	await other.goto('/');
	// The lock comes a moment after the page, and hears nothing before.
	await expect(other.locator('dialog.app-idle')).toBeAttached();
	await other.keyboard.press('Shift');
	await expect(warning).toBeHidden();
});
