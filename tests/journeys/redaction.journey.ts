/** Words about a victim's home were recorded: the chair finds them on a phone without scripts, the co-ordinator takes them out. */
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const WORDS = '9 Marigold Steps';

test('REDACT-13 R17 the chair asks on a phone without scripts, the co-ordinator confirms by keyboard, and whoever is in the room begins anew', async ({
	enter,
	as,
	complaints
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	const at = `/meetings/${meetingId}/redactions`;
	const reason = `A neighbour rang from ${WORDS}, next to her door`;
	await postForm(await as('chair'), `/meetings/${meetingId}/room?/pause-meeting`, { reason });
	const [police, chair, coordinator] = await Promise.all([
		enter('police'),
		enter('chair', { ...PHONE, javaScriptEnabled: false }),
		enter('coordinator')
	]);
	await enterRoom(police, meetingId, 'RMP');

	await test.step('the words are found, and a forgotten answer loses nothing that was chosen', async () => {
		await chair.goto(at);
		await chair.getByLabel('The exact words').fill(WORDS);
		await chair.getByRole('button', { name: 'Find them' }).click();
		const place = chair.getByRole('checkbox', { name: 'Recorded in the meeting: meeting paused' });
		await expect(chair.getByText(`A neighbour rang from ${WORDS}, next to her door`)).toBeVisible();
		await place.check();
		complaints.expectRefusal(chair, 422, at);
		await chair.getByRole('button', { name: 'Ask for it' }).click();
		await expect(chair.getByRole('alert').getByRole('link', { name: 'Choose why it must go' })).toBeVisible();
		await expect(place).toBeChecked();
		await checkNoSidewaysScroll(chair);
		await chair.getByRole('radio', { name: 'Victim’s location' }).check();
		await chair.getByRole('button', { name: 'Ask for it' }).click();
		await expect(chair.getByText('Waiting for a second person')).toBeVisible();
		await expect(chair.getByRole('button', { name: 'Take it out for good' })).toHaveCount(0);
		expect(new URL(chair.url()).search).toBe('');
	});

	await test.step('the second person sees exactly what goes and what stands there then, and takes it out', async () => {
		await coordinator.goto(at);
		await expect(coordinator.locator('del')).toContainText(WORDS);
		await expect(coordinator.locator('ins')).toContainText('[Redacted]');
		await checkAxe(coordinator);
		await coordinator.getByRole('button', { name: 'Take it out for good' }).focus();
		await coordinator.keyboard.press('Enter');
		await expect(coordinator.getByText('Taken out for good', { exact: true })).toBeVisible();
		await expect(coordinator.getByText(WORDS)).toHaveCount(0);
	});

	await test.step('whoever is in the room is told to reload, and finds it without the words', async () => {
		await expect(police.getByRole('heading', { level: 1, name: 'Reload this page' })).toBeVisible();
		await police.getByRole('link', { name: 'Reload the page' }).click();
		await expect(police.getByText('A neighbour rang from [Redacted], next to her door').first()).toBeVisible();
		await expect(police.getByText(WORDS)).toHaveCount(0);
		await chair.reload();
		await expect(chair.getByText('Taken out for good', { exact: true })).toBeVisible();
	});
});
