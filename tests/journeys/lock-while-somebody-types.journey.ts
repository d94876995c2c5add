/** The minute taker is in the middle of a sentence when the chair locks the minutes. */
import { randomUUID } from 'node:crypto';
import { PASSWORD } from './support/cast.ts';
import { cuttableNetwork } from './support/cuttable-network.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, test } from './support/journey.ts';
import { endMeeting, settleEverythingElse } from './support/lockable-meeting.ts';
import { enterRoom, expectSaved, notes, saving } from './support/room.ts';

test('JOURNEY-4 after the lock nothing changes, and whoever was typing keeps the words with a way to copy them', async ({
	enter,
	as,
	complaints
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, {});
	await settleEverythingElse({ as, enter }, meetingId, ['chair', 'minuteTaker'], ['RMP']);
	await endMeeting({ as, enter }, meetingId);
	const network = await cuttableNetwork();
	const [chair, taker, train] = await Promise.all([
		enter('chair'),
		enter('minuteTaker'),
		// The minute taker's second screen, on a train.
		enter('minuteTaker', { proxy: network.proxy, permissions: ['clipboard-write'] })
	]);
	await Promise.all([enterRoom(taker, meetingId, 'RMP'), enterRoom(train, meetingId, 'RMP')]);
	await notes(taker).fill('No risk rows yet: the referral came yesterday.');
	await expectSaved(taker);
	await expect(notes(train)).toHaveValue('No risk rows yet: the referral came yesterday.');
	await chair.goto(`/meetings/${meetingId}/minutes`);
	await chair.getByLabel('Your password').fill(PASSWORD);

	await complaints.duringCut(train, async () => {
		network.cut();
		await notes(train).press('ControlOrMeta+End');
		await notes(train).pressSequentially(' Typed in a tunnel.');
		await expect(saving(train)).toHaveText(/Not saved/);
		await notes(taker).press('ControlOrMeta+End');
		let locked = false;
		const typing = async (): Promise<void> => {
			while (!locked) await taker.keyboard.type(' Housing rings the landlord before Friday.', { delay: 20 });
		};
		const locking = async (): Promise<void> => {
			await expect(notes(taker)).toHaveValue(/before Friday/);
			await chair.getByRole('button', { name: 'Lock the minutes' }).click();
			await expect(chair.getByRole('heading', { name: /fingerprint/i })).toBeVisible();
			locked = true;
		};
		await Promise.all([typing(), locking()]);
		network.mend();
		await expect(train.getByText(/Locked at \d\d:\d\d/).first()).toBeVisible();
	});

	const record = async (): Promise<string> =>
		(await (await as('chair')).get(`/meetings/${meetingId}/final/record.json`)).text();
	const locked = await record();
	expect(locked).toContain('No risk rows yet: the referral came yesterday.');
	expect(locked).not.toContain('Typed in a tunnel');

	await test.step('the words that came too late stay on the screen and can be copied', async () => {
		await expect(train.getByRole('alert').filter({ hasText: 'not part of the minutes' })).toBeVisible();
		await expect(notes(train)).toHaveValue(/Typed in a tunnel\./);
		await expect(notes(train)).not.toBeEditable();
		await train.getByRole('button', { name: 'Copy my words' }).click();
		await expect(train.getByRole('button', { name: 'Copied' })).toBeVisible();
		const elsewhere = await train.context().newPage();
		await elsewhere.setContent('<textarea aria-label="Message to a colleague"></textarea>');
		await elsewhere.getByLabel('Message to a colleague').focus();
		await elsewhere.keyboard.press('ControlOrMeta+V');
		await expect(elsewhere.getByLabel('Message to a colleague')).toHaveValue(/Typed in a tunnel\./);
	});

	await test.step('what the one who typed on sees is in the record, or beside it as not stored', async () => {
		await expect(taker.getByText(/Locked at \d\d:\d\d/).first()).toBeVisible();
		const field = notes(taker);
		await expect(field).not.toBeEditable();
		const { record } = JSON.parse(locked) as { record: { items: { code: string; notes: string }[] } };
		const inRecord = record.items.find(({ code }) => code === 'RMP')?.notes ?? '';
		expect(inRecord).toContain('before Friday.');
		const isLost = await taker.getByRole('button', { name: 'Copy my words' }).isVisible();
		const onScreen = await field.inputValue();
		// Either everything on the screen is in the record, or the screen says that it is not.
		expect(isLost ? onScreen.slice(0, inRecord.length) : onScreen.trim()).toBe(inRecord);
		// Keys typed on went into the field that takes no more, not to the room.
		await expect(field).toBeFocused();
	});

	await test.step('nothing changes any more, by any form', async () => {
		const client = await as('chair');
		for (const [action, fields] of [
			['room?/add-risk', {}],
			['room?/present-statement', { manner: 'DISPLAYED' }],
			['minutes?/submit-minutes', {}],
			['close?/override-gate', { gate: 'V14:pillar:SUPERVISION', reason: 'Too late' }]
		] as const) {
			const form = { commandId: randomUUID(), ...fields };
			// Asked as a page with scripts asks, so that the answer says what became of the command.
			const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
			const answer = await client.post(`/meetings/${meetingId}/${action}`, { form, headers });
			expect(await answer.json(), action).toMatchObject({ type: 'failure', status: 409 });
		}
		expect(await record()).toBe(locked);
	});
	await network.close();
});
