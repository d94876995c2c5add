/** A cable is pulled from one person's browser while they write, and put back. */

import { cuttableNetwork } from './support/cuttable-network.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Locator, type Page, test } from './support/journey.ts';
import { enterRoom, expectSaved, meetingIsAt, planText, saving } from './support/room.ts';

test('JOURNEY-3 who loses the network types on, is told, and comes back with every word and without a reload', async ({
	enter,
	as,
	complaints
}) => {
	const network = await cuttableNetwork();
	const meeting = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	const [chair, police] = await Promise.all([enter('chair'), enter('police', { proxy: network.proxy })]);
	await Promise.all([enterRoom(chair, meeting.meetingId, 'RMP'), enterRoom(police, meeting.meetingId)]);
	await chair.getByRole('button', { name: 'Add a risk' }).click();
	await police.getByRole('link', { name: /Risk Management Plan|^12/ }).click();
	await planText(police, 'R1.risk').pressSequentially('Assault at the kiosk');
	await expect(planText(chair, 'R1.risk')).toHaveValue('Assault at the kiosk');
	await expectSaved(police);
	// Anything set on the window is gone after a reload.
	await police.evaluate(() => Object.assign(window, { stillTheSamePage: true }));

	await complaints.duringCut(police, async () => {
		network.cut();
		await planText(police, 'R1.risk').pressSequentially(', most likely at night');
		await planText(police, 'R1.evidence').fill('Two call-outs in June');
		await expect(saving(police)).toHaveText(/Not saved – reconnecting, keep this page open/);
		await expect(police.getByRole('alert').filter({ hasText: 'Connection lost' })).toBeAttached();
		// Of the others it knows nothing any more, and says so.
		await expect(police.getByText(/As it was at \d\d:\d\d, when the connection was lost/)).toBeVisible();
		await expect(police.getByText('Everyone is here')).toBeHidden();
		// A choice made twice: the last one counts, also when neither could be sent yet.
		await pillar(police).selectOption('Supervision');
		await pillar(police).selectOption('Victim safety');
		// The others go on: in the same field, in the agenda, and with what the meeting knows.
		await planText(chair, 'R1.risk').press('ControlOrMeta+Home');
		await planText(chair, 'R1.risk').pressSequentially('Serious: ');
		await chair.getByRole('button', { name: 'Next item' }).click();
		await expect(meetingIsAt(chair)).toContainText(/Confidentiality/);
		await chair.getByRole('button', { name: 'Next item' }).click();
		await expect(meetingIsAt(chair)).toContainText(/Status/);
		await expectSaved(chair);
		await expect(meetingIsAt(police)).toContainText(/Welcome/);
		await expect(planText(police, 'R1.risk')).toHaveValue('Assault at the kiosk, most likely at night');
		network.mend();
		await expectSaved(police);
		await expect(police.getByText(/when the connection was lost/)).toBeHidden();
	});

	const merged = 'Serious: Assault at the kiosk, most likely at night';
	for (const page of [chair, police]) {
		await expect(planText(page, 'R1.risk')).toHaveValue(merged);
		await expect(planText(page, 'R1.evidence')).toHaveValue('Two call-outs in June');
		await expect(meetingIsAt(page)).toContainText(/Status/);
		await expect(pillar(page)).toHaveValue('VICTIM_SAFETY');
	}
	expect(await police.evaluate(() => 'stillTheSamePage' in window)).toBe(true);
	// What the server has is what a fresh browser gets.
	const later = await enter('minuteTaker');
	await enterRoom(later, meeting.meetingId, 'RMP');
	await expect(planText(later, 'R1.risk')).toHaveValue(merged);
	await network.close();
});

const pillar = (page: Page): Locator => page.getByLabel('Pillar of R1', { exact: true });
