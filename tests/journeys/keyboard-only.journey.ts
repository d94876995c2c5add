/** The chair has no mouse: three items, a risk with words in it, the list of keys, a hand, and the agenda by letters. */
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Locator, type Page, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';
import { enterRoom, expectSaved, meetingIsAt, planText } from './support/room.ts';

test('JOURNEY-11 the chair runs three items, writes a risk and opens the help with the keyboard alone', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	const [page, police] = await Promise.all([enter('chair'), enter('police')]);
	await Promise.all([enterRoom(page, meetingId), enterRoom(police, meetingId)]);

	await test.step('three items, one by letter and two by the button', async () => {
		await page.keyboard.press('n');
		await expect(meetingIsAt(page)).toContainText('Confidentiality');
		await tabTo(page, page.getByRole('button', { name: 'Next item' }));
		await page.keyboard.press('Enter');
		await expect(meetingIsAt(page)).toContainText('Status');
		// The button takes no second press while the first is on its way, and the others' news may come before its answer.
		await expect(page.getByRole('button', { name: 'Next item' })).toHaveAttribute('aria-disabled', 'false');
		await page.keyboard.press('Enter');
		await expect(meetingIsAt(page)).toContainText('Person');
		await expect(meetingIsAt(police)).toContainText('Person');
		await expect(page.getByRole('button', { name: 'Next item' })).toBeFocused();
	});

	await test.step('the help, and back to where the cursor was', async () => {
		await page.keyboard.press('?');
		const help = page.getByRole('dialog', { name: 'Keys' });
		await expect(help).toBeVisible();
		await checkAxe(page);
		await page.keyboard.press('Escape');
		await expect(help).toBeHidden();
		await expect(page.getByRole('button', { name: 'Next item' })).toBeFocused();
	});

	await test.step('looks ahead by letters and comes back to the meeting', async () => {
		const shown = page.getByRole('heading', { level: 2 }).filter({ hasText: /^\d+/ });
		await page.keyboard.press('j');
		await expect(shown).toContainText('Victims and potential victims');
		await page.keyboard.press('f');
		await expect(shown).toContainText('Person, sentence, dates');
	});

	await test.step('the plan: skip to it, add a risk, write in it', async () => {
		await tabTo(page, page.getByRole('navigation', { name: 'Agenda' }).getByRole('link', { name: /Plan/ }));
		await page.keyboard.press('Enter');
		await tabTo(page, page.getByRole('button', { name: 'Add a risk' }));
		await page.keyboard.press('Enter');
		await expect(planText(page, 'R1.risk')).toBeEditable();
		await tabTo(page, planText(page, 'R1.title'));
		await page.keyboard.type('Kiosk: no pushing through n, j, k, ? or h');
		await tabTo(page, planText(page, 'R1.risk'));
		await page.keyboard.type('Assault at the kiosk');
		await expectSaved(page);
		await police.keyboard.press('f');
		// Letters typed in a field are words, not keys of the room.
		await expect(meetingIsAt(page)).toContainText('Person');
		await expect(planText(page, 'R1.title')).toHaveValue('Kiosk: no pushing through n, j, k, ? or h');
	});

	await test.step('a hand by letter', async () => {
		await police.keyboard.press('h');
		await expect(police.getByRole('button', { name: 'Lower hand' }).first()).toBeVisible();
		await expect(page.getByRole('region', { name: 'Waiting to speak' })).toContainText('Teasel Marchbank-Owl');
	});
});

/** Presses Tab until the cursor is there; fails when it never comes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	const isThere = async (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
	for (let presses = 0; presses < 150; presses += 1) {
		if (await isThere()) return;
		await page.keyboard.press('Tab');
	}
	await expect(target).toBeFocused();
}
