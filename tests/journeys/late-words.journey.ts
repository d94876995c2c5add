/** An agency types as the meeting ends, and as the minutes are locked: the words reach the minute taker, and no record. */
import { PASSWORD } from './support/cast.ts';
import { cuttableNetwork } from './support/cuttable-network.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Locator, type Page, PHONE, test } from './support/journey.ts';
import { endMeeting, settleEverythingElse } from './support/lockable-meeting.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom, expectSaved, planText, saving } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const late = (page: Page): Locator => page.getByRole('region', { name: /came too late/ });
const words = (page: Page, name: string): Locator => late(page).getByRole('textbox', { name });

test('LATE-5 words that came too late are on every part of the room and on the final minutes, to copy or to send', async ({
	enter,
	as,
	complaints
}) => {
	// Several browsers, cut and mended: it takes its time on a busy machine.
	test.slow();
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police', 'housing'] });
	await postForm(await as('minuteTaker'), `/meetings/${meetingId}/room?/add-risk`, {});
	const network = await cuttableNetwork();
	const [police, housing] = await Promise.all([
		enter('police', { proxy: network.proxy, permissions: ['clipboard-write'] }),
		enter('housing', { ...PHONE, proxy: network.proxy })
	]);
	await Promise.all([enterRoom(police, meetingId, 'RMP'), enterRoom(housing, meetingId, 'RMP')]);

	await complaints.duringCut(police, () =>
		complaints.duringCut(housing, async () => {
			await planText(police, 'R1.risk').fill('Stored before the cut.');
			await expectSaved(police);
			network.cut();
			await planText(police, 'R1.risk').press('ControlOrMeta+End');
			await planText(police, 'R1.risk').pressSequentially(' Typed as the meeting ended.');
			await planText(housing, 'R1.evidence').fill('The landlord wrote on Monday.');
			await expect(saving(police)).toHaveText(/working offline since \d\d:\d\d/);
			// The meeting ends meanwhile: from here on only the chair and the minute taker write.
			await settleEverythingElse({ as, enter }, meetingId, ['chair', 'minuteTaker', 'police', 'housing']);
			await postForm(await as('chair'), `/meetings/${meetingId}/room?/remove-risk`, {
				key: 'R1',
				form: 'R1',
				reason: 'Taken into the next plan'
			});
			await endMeeting({ as, enter }, meetingId);
			network.mend();
			await expect(late(police)).toBeVisible();
			await expect(late(housing)).toBeVisible();
		})
	);

	await test.step('after the end: in one place on every part of the room, with its plain name', async () => {
		await expect(late(police).getByRole('alert')).toContainText('Writing has ended for you. These words came too late');
		await expect(words(police, 'R1: Risk')).toHaveValue('Stored before the cut. Typed as the meeting ended.');
		await expect(saving(police)).toHaveText(/Not all saved/);
		for (const tab of ['Agenda', 'People', 'This item']) {
			await housing.getByRole('navigation', { name: 'Parts of the room' }).getByRole('button', { name: tab }).click();
			await expect(words(housing, 'R1: Evidence')).toBeVisible();
		}
		for (const page of [police, housing]) {
			await checkAxe(page);
			await checkNoSidewaysScroll(page);
		}
		await late(police).getByRole('button', { name: 'Copy my words' }).click();
		await expect(late(police).getByRole('button', { name: 'Copied' })).toBeVisible();
	});

	await test.step('sent with the keyboard alone, they are put to the minute taker and to nobody else', async () => {
		await late(police).getByRole('button', { name: 'Send to the minute taker' }).focus();
		await police.keyboard.press('Enter');
		await expect(police.getByText('Sent to the minute taker: R1: Risk.')).toBeVisible();
		await expect(words(police, 'R1: Risk')).toHaveCount(0);
		const taker = await enter('minuteTaker');
		await taker.goto(`/meetings/${meetingId}/close`);
		await expect(late(taker)).toContainText('Typed as the meeting ended.');
		await expect(late(taker)).toContainText('Teasel Marchbank-Owl');
		const chair = await enter('chair');
		await chair.goto(`/meetings/${meetingId}/minutes`);
		await expect(late(chair)).toContainText('Typed as the meeting ended.');
		await housing.goto(`/meetings/${meetingId}/minutes`);
		await expect(housing.getByText('Typed as the meeting ended.')).toHaveCount(0);
	});

	await test.step('the lock: the other one finds the words on the page of the final minutes, and sends them there', async () => {
		const chair = await enter('chair');
		await chair.goto(`/meetings/${meetingId}/minutes`);
		await chair.getByLabel('Your password').fill(PASSWORD);
		await chair.getByRole('button', { name: 'Lock the minutes' }).click();
		await expect(chair.getByRole('heading', { name: /fingerprint/i })).toBeVisible();
		await housing.goto(`/meetings/${meetingId}/final`);
		const kept = housing.getByRole('region', { name: /Locked at \d\d:\d\d\. These words came too late/ });
		await expect(kept.getByRole('textbox', { name: 'R1: Evidence' })).toHaveValue('The landlord wrote on Monday.');
		await checkAxe(housing);
		await checkNoSidewaysScroll(housing);
		await kept.getByRole('button', { name: 'Send to the minute taker' }).click();
		await expect(kept).toHaveCount(0);
		await expect(housing.locator('#late-words')).toContainText('The landlord wrote on Monday.');
		await expect(housing.locator('#late-words')).toContainText('With the minute taker');
	});

	await test.step('without a script somebody sends some, and a refused form keeps what was typed', async () => {
		const plain = await enter('police', { javaScriptEnabled: false });
		await plain.goto(`/meetings/${meetingId}/final`);
		await plain.getByText('Send words to the minute taker that came too late').click();
		complaints.expectRefusal(plain, 422, `/meetings/${meetingId}/final/copies`);
		await plain.getByLabel('Your words').fill('Also the note of the tenth of May.');
		await plain.getByRole('button', { name: 'Send to the minute taker' }).click();
		await expect(plain.getByText('Choose where you typed them').first()).toBeVisible();
		await expect(plain.getByLabel('Your words')).toHaveValue('Also the note of the tenth of May.');
		await plain.getByLabel('Where you typed them').selectOption('R1.contingency');
		await plain.getByRole('button', { name: 'Send to the minute taker' }).click();
		await expect(plain.locator('#late-words')).toContainText('Also the note of the tenth of May.');
		await expect(plain.locator('#late-words')).toContainText('Typed as the meeting ended.');
	});

	await test.step('the minute taker deals with each; the record has none of them', async () => {
		const taker = await enter('minuteTaker', { javaScriptEnabled: false });
		await taker.goto(`/meetings/${meetingId}/final`);
		await expect(late(taker)).toContainText('3 to deal with');
		for (let left = 2; left >= 0; left--) {
			await late(taker)
				.getByRole('button', { name: /Mark as dealt with/ })
				.first()
				.click();
			await expect(late(taker).getByRole('button', { name: /Mark as dealt with/ })).toHaveCount(left);
		}
		await expect(late(taker).getByText('Dealt with', { exact: true })).toHaveCount(3);
		const record = await (await (await as('chair')).get(`/meetings/${meetingId}/final/record.json`)).text();
		for (const text of ['Typed as the meeting ended', 'landlord wrote', 'tenth of May'])
			expect(record).not.toContain(text);
		expect(record).toContain('Taken into the next plan');
	});
	await Promise.all([police.context().close(), housing.context().close()]);
	await network.close();
});
