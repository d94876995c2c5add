/** A meeting with somebody whose network lets no WebSocket through: the same room, a little slower. */
import { PASSWORD } from './support/cast.ts';
import { cuttableNetwork } from './support/cuttable-network.ts';
import { freshMeeting, personIdOf } from './support/fresh-meeting.ts';
import { expect, type Page, test } from './support/journey.ts';
import { endMeeting, settleEverythingElse } from './support/lockable-meeting.ts';
import { enterRoom, expectSaved, notes, planField, planText } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const slower = (page: Page) => page.getByRole('link', { name: /Slower connection/ });

test('POLL-8 people without and with WebSockets write one plan, and both are saved, seen, removed and locked', async ({
	enter,
	as,
	complaints
}) => {
	test.setTimeout(150_000);
	const journey = { enter, as };
	const network = await cuttableNetwork('refused');
	const { meetingId } = await freshMeeting(journey, { inTheRoom: ['police', 'childrensServices'] });
	const [chair, police, taker] = await Promise.all([
		enter('chair'),
		enter('police', { proxy: network.proxy }),
		enter('minuteTaker', { proxy: network.proxy })
	]);
	await complaints.duringCut(police, () =>
		complaints.duringCut(taker, async () => {
			await Promise.all([chair, police, taker].map((page) => enterRoom(page, meetingId, 'RMP')));
			await Promise.all([police, taker].map((page) => expect(slower(page)).toBeVisible()));
			await expect(slower(chair)).toHaveCount(0);

			await test.step('both type, both see it, and both are saved', async () => {
				await chair.getByRole('button', { name: 'Add a risk' }).click();
				// Over the slower connection the plan may still be opening: until it stands there it cannot be written in.
				await Promise.all([
					expect(planText(police, 'R1.risk')).toBeEditable(),
					expect(planText(chair, 'R1.evidence')).toBeEditable()
				]);
				await Promise.all([
					planText(police, 'R1.risk').pressSequentially('Assault at the harbour kiosk'),
					planText(chair, 'R1.evidence').pressSequentially('Two call-outs in June')
				]);
				await expect(planField(chair, 'R1.risk')).toContainText('Teasel');
				await expect(planField(police, 'R1.evidence')).toContainText('Larkspur');
				for (const page of [chair, police, taker]) {
					await expect(planText(page, 'R1.risk')).toHaveValue('Assault at the harbour kiosk');
					await expect(planText(page, 'R1.evidence')).toHaveValue('Two call-outs in June');
					await expectSaved(page);
				}
				await expect(planField(chair, 'R1.risk')).toContainText(/last by .*, \d\d:\d\d/);
			});

			await test.step('the chair removes one of them: cut within a second', async () => {
				const personId = await personIdOf({ as }, 'police', meetingId);
				// A long poll that was on its way when the session was ended is told that there is none.
				complaints.mayBeRefused(police, 400, '/socket.io/');
				const client = await as('chair');
				const reason = 'No longer works on this case';
				await postForm(client, `/meetings/${meetingId}?/remove-attendee`, {
					personId,
					form: personId,
					reason
				});
				const gone = police.getByRole('heading', { name: 'You are no longer in this meeting' });
				await expect(gone).toBeVisible({ timeout: 1_000 });
				await expect(planText(police, 'R1.risk')).toHaveCount(0);
			});

			await test.step('the lock reaches the other one', async () => {
				await settleEverythingElse(
					journey,
					meetingId,
					['chair', 'minuteTaker', 'childrensServices', 'police'],
					['RMP']
				);
				await postForm(await as('chair'), `/meetings/${meetingId}/room?/remove-risk`, {
					key: 'R1',
					form: 'R1',
					reason: 'Merged'
				});
				await notes(taker).fill('One risk, taken into the exclusion zone.');
				await expectSaved(taker);
				await endMeeting(journey, meetingId);
				await chair.goto(`/meetings/${meetingId}/minutes`);
				await chair.getByLabel('Your password').fill(PASSWORD);
				await chair.getByRole('button', { name: 'Lock the minutes' }).click();
				await expect(chair.getByRole('heading', { name: /fingerprint/i })).toBeVisible();
				await expect(taker.getByText(/Locked at \d\d:\d\d/).first()).toBeVisible();
				const record = await (await (await as('chair')).get(`/meetings/${meetingId}/final/record.json`)).text();
				expect(record).toContain('One risk, taken into the exclusion zone.');
			});
		})
	);
	for (const page of [police, taker]) await page.context().close();
	await network.close();
});

test('POLL-9 a network that swallows WebSockets without a word works too, and goes back to them when they come through', async ({
	enter,
	as,
	complaints
}) => {
	const network = await cuttableNetwork('swallowed');
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	const [chair, police] = await Promise.all([enter('chair'), enter('police', { proxy: network.proxy })]);
	await enterRoom(chair, meetingId, 'RMP');
	await chair.getByRole('button', { name: 'Add a risk' }).click();
	await complaints.duringCut(police, async () => {
		await police.goto(`/meetings/${meetingId}/room?item=RMP`);
		await expect(slower(police)).toBeVisible({ timeout: 30_000 });
		await planText(police, 'R1.risk').pressSequentially('Assault at the kiosk');
		await expect(planText(chair, 'R1.risk')).toHaveValue('Assault at the kiosk');
		await expectSaved(police);

		network.letWebSocketsThrough();
		network.cut();
		await planText(police, 'R1.risk').pressSequentially(' at night');
		network.mend();
		await expect(slower(police)).toHaveCount(0, { timeout: 30_000 });
		await expectSaved(police);
	});
	await expect(planText(chair, 'R1.risk')).toHaveValue('Assault at the kiosk at night');
	await police.context().close();
	await network.close();
});
