/**
 * What one hears and where the cursor is: names told apart by row, a cursor nobody takes away, focus that is in sight, and a
 * meeting attended by the keyboard alone on a page four times as large.
 */
import { coveredFocus } from './support/assist-checks.ts';
import { CAST, emailOf, PASSWORD } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, PHONE, test } from './support/journey.ts';
import { AT_200, AT_400, pressUntil, tabTo } from './support/keyboard.ts';
import { enterRoom, expectSaved, meetingIsAt, notes, planField, planText } from './support/room.ts';

const polite = (page: Page) => page.locator('[data-announce=polite]');

test('ASSIST-1 names are told apart by row, others take nobody’s cursor, and the room answers where everybody is', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police'], invited: ['childrensServices'] });
	const [chair, taker, police] = await Promise.all([enter('chair'), enter('minuteTaker'), enter('police', PHONE)]);
	await Promise.all([
		enterRoom(chair, meetingId, 'RMP'),
		enterRoom(taker, meetingId),
		enterRoom(police, meetingId, 'RMP')
	]);

	await test.step('two risks, each field named by its row', async () => {
		for (const key of ['R1', 'R2']) {
			await chair.getByRole('button', { name: 'Add a risk' }).click();
			await expect(planText(chair, `${key}.risk`)).toBeEditable();
		}
		await expect(chair.getByRole('textbox', { name: 'Contingency of R2', exact: true })).toBeEditable();
		const first = await chair.getByRole('article', { name: 'R1 No short name yet' }).ariaSnapshot();
		for (const part of [
			'textbox "Short name',
			'combobox "Pillar',
			'combobox "Kind',
			'combobox "Control',
			'textbox "Contingency'
		])
			expect(first).toContain(`- ${part} of R1"`);
		expect(first).toContain('- region "Actions for R1"');
		const names = await chair.locator('.room-work').ariaSnapshot();
		const fields = [...names.matchAll(/- (?:textbox|combobox) "[^"]*"/g)].map(([field]) => field);
		expect(
			fields.filter((field, n) => fields.indexOf(field) !== n),
			'fields of one name'
		).toEqual([]);
	});

	await test.step('a row that somebody else removes leaves the cursor at what stands there now, and that is said', async () => {
		await planText(police, 'R2.evidence').focus();
		await chair.locator('#R2 summary', { hasText: 'Remove R2' }).click();
		await chair
			.locator('#R2')
			.getByLabel(/^Why is this risk removed/)
			.fill('Written twice');
		await chair.locator('#R2').getByRole('button', { name: 'Remove R2' }).click();
		await expect(police.locator('#R2')).toBeFocused();
		await expect(polite(police)).toContainText('You are now at R2 removed');
	});

	await test.step('whoever writes stays in their item when the chair opens the next', async () => {
		await notes(taker).focus();
		await taker.keyboard.type('Everybody was ');
		await chair.getByRole('button', { name: 'Next item' }).click();
		await expect(meetingIsAt(taker)).toContainText('Confidentiality');
		await expect(notes(taker)).toBeFocused();
		await taker.keyboard.type('welcomed.');
		await expect(notes(taker)).toHaveValue('Everybody was welcomed.');
		await expect(taker.getByRole('button', { name: 'Back to item 2' })).toBeVisible();
		await expect(polite(taker)).toContainText('You are still at item 1');
	});

	await test.step('on a phone no control that has the cursor lies under a bar', async () => {
		await expect(planField(police, 'R1.risk')).toBeVisible();
		expect(await coveredFocus(police)).toEqual([]);
	});

	await test.step('who is where, heard and read, and put away again', async () => {
		await police.locator('#item-title').focus();
		await police.keyboard.press('w');
		await expect(police.locator('[data-answer]')).toContainText('Item 1: Fern Inkwell');
		await expect(polite(police)).toContainText('Item 1: Fern Inkwell');
		await police.getByRole('button', { name: 'Close this answer' }).click();
		await expect(police.locator('[data-answer]')).toBeHidden();
	});

	const late = await enter(null, { viewport: AT_200 });
	await test.step('by the link at 200 % and with the keyboard alone: signs in, accepts, is let in, reads what was missed', async () => {
		await planText(police, 'R1.evidence').fill('Seen at the school gate');
		await expectSaved(police);
		await late.goto(`/join/${meetingId}`);
		await tabTo(late, late.getByLabel('E-mail address'));
		await late.keyboard.type(emailOf('childrensServices'));
		await tabTo(late, late.getByLabel('Password', { exact: true }));
		await late.keyboard.type(PASSWORD);
		await late.keyboard.press('Enter');
		await tabTo(late, late.getByRole('checkbox', { name: /^I have read the statement/ }));
		await late.keyboard.press('Space');
		await tabTo(late, late.getByRole('button', { name: 'Accept the statement' }));
		await late.keyboard.press('Enter');
		await chair.getByRole('button', { name: `Let in ${CAST.childrensServices}` }).click();
		await expect(late).toHaveURL(new RegExp(`/meetings/${meetingId}/room`));
		await expectSaved(late);
		await tabTo(late, late.locator('summary', { hasText: /^More$/ }));
		await late.keyboard.press('Enter');
		await tabTo(late, late.getByRole('button', { name: /^What you missed/ }));
		await late.keyboard.press('Enter');
		await expect(late.getByRole('heading', { name: 'What you missed' })).toBeFocused();
	});

	await test.step('goes from there to the risk, writes in it, and raises a hand', async () => {
		await tabTo(late, late.getByRole('link', { name: /^Risk R1/ }));
		await late.keyboard.press('Enter');
		await expect(late.locator('#R1')).toBeVisible();
		await tabTo(late, planText(late, 'R1.risk'));
		await late.keyboard.type('Harm to a child at home');
		await expect(planText(police, 'R1.risk')).toHaveValue('Harm to a child at home');
		const hand = late
			.getByRole('navigation', { name: 'Parts of the room' })
			.getByRole('button', { name: 'Raise hand' });
		await tabTo(late, hand);
		await late.keyboard.press('Enter');
		await expect(chair.getByRole('region', { name: 'Waiting to speak' })).toContainText(CAST.childrensServices);
	});

	await test.step('finds the item of the agencies in the agenda and answers for their own', async () => {
		await tabTo(
			late,
			late.getByRole('navigation', { name: 'Parts of the room' }).getByRole('button', { name: 'Agenda' })
		);
		await late.keyboard.press('Enter');
		await tabTo(
			late,
			late
				.getByRole('navigation', { name: 'Agenda' })
				.getByRole('link', { name: /Information from each agency|Agencies/ })
		);
		await late.keyboard.press('Enter');
		const answer = late.locator('[data-return] textarea').first();
		await tabTo(late, answer);
		await expect(answer).toBeEditable();
		await late.keyboard.type('The family is known to us.');
		await expectSaved(late);
		await expect(answer).toHaveValue('The family is known to us.');
	});

	await test.step('at 400 %: asked to speak, back to where the meeting is, on to the next item by a letter, and out', async () => {
		await late.setViewportSize(AT_400);
		expect(await coveredFocus(late)).toEqual([]);
		await chair.getByRole('button', { name: 'Next item' }).click();
		await tabTo(late, late.getByRole('button', { name: 'Back to item 3' }));
		await late.keyboard.press('Enter');
		const shown = late.getByRole('heading', { level: 2 }).filter({ hasText: /^\d+/ });
		await expect(shown).toContainText('Category, level and lead agency');
		await pressUntil(late, 'j', shown.filter({ hasText: 'Person' }));
		await tabTo(late, late.getByRole('button', { name: 'Sign out' }));
		await late.keyboard.press('Enter');
		await expect(late).toHaveURL(/\/sign-in/);
	});
});
