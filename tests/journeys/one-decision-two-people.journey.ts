/** Two people change one licence condition at once: each sees both texts, and nothing is lost. */
import { CAST } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, test } from './support/journey.ts';
import { expectSaved } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const AIM = 'What is it for?';
const CHAIRS_AIM = 'So that V1 can use the harbour road again';
const POLICE_AIM = 'To keep him from the kiosk at night';

test('LIC-6 of two who change one condition in the room the later sees both texts and records the last word', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	const base = `/meetings/${meetingId}/room`;
	await postForm(await as('police'), `${base}?/record-licence-condition`, {
		...{ category: 'FREEDOM_OF_MOVEMENT', text: 'Not to enter Harbour Road', form: 'new' }
	});
	const [chair, police] = await Promise.all([enter('chair'), enter('police')]);
	const condition = (page: Page) => page.locator('#L1');
	await Promise.all(
		[chair, police].map(async (page) => {
			await page.goto(`${base}?item=LICENCE_ORDERS`);
			await expectSaved(page);
			await condition(page).locator('summary', { hasText: 'Change' }).click();
		})
	);
	await condition(police).getByLabel(AIM, { exact: true }).fill(POLICE_AIM);
	await condition(chair).getByLabel(AIM, { exact: true }).fill(CHAIRS_AIM);
	await condition(chair).getByRole('button', { name: 'Record the change' }).click();

	// The police see the chair's words beside their own, before they have sent anything.
	await expect(condition(police).getByText(`${CAST.chair} recorded this too`)).toBeVisible();
	await expect(condition(police).locator('.room-theirs')).toContainText(CHAIRS_AIM);
	await expect(condition(police).getByLabel(AIM, { exact: true })).toHaveValue(POLICE_AIM);
	await condition(police).getByLabel(AIM, { exact: true }).fill(`${CHAIRS_AIM}. ${POLICE_AIM}`);
	const record = condition(police).getByRole('button', { name: 'Record the change' });
	await record.click();
	// Refused once, with both in view; sent again it stands for both.
	await expect(condition(police).getByText('Both are shown below')).toBeVisible();
	await record.click();
	await expect(condition(chair).locator('dd', { hasText: `${CHAIRS_AIM}. ${POLICE_AIM}` })).toBeVisible();
});
