/** The minute taker never leaves the keyboard: wording, a paste from Word, a question and its answer, undo, find, item to item. */
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';
import { enterRoom, expectSaved, notes } from './support/room.ts';

const FROM_WORD =
	"<html><body><!--StartFragment--><p class=MsoNormal>Weekly <del>office</del><ins>home</ins>\u00a0visits</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Tag checked</p><!--EndFragment--></body></html>";

test('JOURNEY-15 the minute taker writes, pastes, asks, finds and goes from item to item with the keyboard alone', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
	const [page, police] = await Promise.all([enter('minuteTaker'), enter('police')]);
	await Promise.all([enterRoom(page, meetingId), enterRoom(police, meetingId)]);
	const words = notes(page);

	await test.step('from the item to its notes, and wording by a few letters', async () => {
		await page.keyboard.press('F6');
		await page.keyboard.press('F6');
		await page.keyboard.press('F6');
		await toNotes(page);
		await page.keyboard.type('All well. ;apol');
		const list = page.getByRole('listbox', { name: 'Wording' });
		await expect(list.getByRole('option', { name: /Apologies/ })).toHaveAttribute('aria-selected', 'true');
		await checkAxe(page);
		await page.keyboard.press('Tab');
		await expect(list).toBeHidden();
		await page.keyboard.type('Briar Ledgerwood');
		await page.keyboard.press('Tab');
		await page.keyboard.type('Housing');
		await expect(words).toHaveValue(/^All well\. Apologies were received from Briar Ledgerwood, Housing\. Reason/);
		await page.keyboard.press('Tab');
		await page.keyboard.type('leave');
		await page.keyboard.press('Tab');
		await page.keyboard.type('sent');
		await page.keyboard.press('End');
		await page.keyboard.type('\n');
	});

	await test.step('a paste from Word comes clean, comes as it was when asked, and is taken back at once', async () => {
		await paste(page, FROM_WORD, 'Weekly home\u00a0visits\r\n·\u00a0 Tag checked');
		await expect(words).toHaveValue(/sent\.\nWeekly home visits\n- Tag checked$/);
		const said = page.getByRole('status').filter({ hasText: 'Pasted as plain text' });
		await expect(said).toContainText('tracked changes');
		await page.getByRole('button', { name: 'Paste as it was' }).click();
		await expect(words).toHaveValue(/sent\.\nWeekly home\u00a0visits\n·\u00a0 Tag checked$/);
		await expect(words).toBeFocused();
		await page.keyboard.press('ControlOrMeta+z');
		await expect(words).toHaveValue(/sent\.\nWeekly home visits\n- Tag checked$/);
		await page.keyboard.press('ControlOrMeta+z');
		await expect(words).toHaveValue(/report was sent\.\n$/);
		await page.keyboard.press('ControlOrMeta+y');
		await expect(words).toHaveValue(/- Tag checked$/);
	});

	const asks = page.getByRole('complementary', { name: 'Questions about texts' });
	const one = asks.locator('[data-ask]');
	await test.step('marks words and asks the police about them; the question quotes the words', async () => {
		await page.keyboard.press('ControlOrMeta+End');
		await page.keyboard.press('Shift+Home');
		await page.keyboard.press('Escape');
		await page.keyboard.press('a');
		const asking = page.getByRole('textbox', { name: 'Question', exact: true });
		await expect(asking).toBeFocused();
		await expect(asks.locator('form q')).toHaveText('- Tag checked');
		await page.keyboard.type('Who said this?');
		await page.keyboard.press('Tab');
		await page.keyboard.type('Police');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await expect(one).toContainText('Who said this?');
		await expect(one.locator('q')).toHaveText('- Tag checked');
		await expect(page.getByRole('button', { name: '1 question about this text' })).toBeVisible();

		await police.keyboard.press('a');
		const answer = police.getByRole('textbox', { name: 'Answer to: Who said this?' });
		await expect(answer).toBeVisible();
		await expect(police.locator('[data-ask] q')).toHaveText('- Tag checked');
		await answer.focus();
		await police.keyboard.type('Teasel did');
		await police.keyboard.press('Enter');
		await expect(one).toContainText('Teasel did');
		await checkAxe(page);
	});

	await test.step('it leads to its words wherever others have moved them, and says when they are gone', async () => {
		const chair = await enter('chair');
		await enterRoom(chair, meetingId, 'WELCOME');
		await askBeforeHelpIsHere(chair);
		await notes(chair).focus();
		await chair.keyboard.press('ControlOrMeta+Home');
		await chair.keyboard.type('At ten. ');
		await expect(words).toHaveValue(/^At ten\. All well\./);
		await expect(one.locator('q')).toHaveText('- Tag checked');
		await one.getByRole('link', { name: /^Notes: Introductions/ }).focus();
		await page.keyboard.press('Enter');
		await expect(words).toBeFocused();
		const marked = (field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd);
		expect(await words.evaluate(marked)).toBe('- Tag checked');
		// What one takes back is one's own alone.
		await page.keyboard.press('ControlOrMeta+z');
		await expect(words).toHaveValue(/^At ten\. All well\.[\s\S]*report was sent\.\n$/);
		await expect(one).toContainText('The words are gone');
	});

	await test.step('the lock waits for it until it is resolved', async () => {
		const missing = async () => (await (await as('chair')).get(`/meetings/${meetingId}/close`)).text();
		expect(await missing()).toContain('Resolve or drop the question about Notes: Introductions');
		await one.getByRole('button', { name: 'Resolve the question Who said this?' }).focus();
		await page.keyboard.press('Enter');
		await expect(one).toHaveCount(0);
		expect(await missing()).not.toContain('Resolve or drop the question');
		await page.keyboard.press('Escape');
		await expect(asks).toBeHidden();
	});

	await test.step('on to the next text in the next item, and back by finding words', async () => {
		await toNotes(page);
		await page.keyboard.press('ControlOrMeta+Enter');
		await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: /^\d+/ })).toContainText('Confidentiality');
		await expect(words).toBeFocused();
		await page.keyboard.type('Read out.');
		await page.keyboard.press('Escape');
		await page.keyboard.press('/');
		await expect(page.getByRole('combobox', { name: 'Words to find' })).toBeFocused();
		await page.keyboard.type('LEDGERWOOD');
		const place = page.getByRole('option', { name: /Notes: Introductions/ });
		await expect(place.locator('mark')).toHaveText('Ledgerwood');
		await checkAxe(page);
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: /^\d+/ })).toContainText('Introductions');
		await expectSaved(page);
	});
});

/** Out of a text by F6, before what notes where one was in it has come: the question is about that text all the same. */
async function askBeforeHelpIsHere(page: Page): Promise<void> {
	const held: (() => void)[] = [];
	let isHeld = true;
	await page.route('**/_app/immutable/**', async (route) => {
		if (isHeld) await new Promise<void>((go) => held.push(go));
		await route.continue();
	});
	await notes(page).focus();
	await expect.poll(() => held.length).toBeGreaterThan(0);
	await page.keyboard.press('ControlOrMeta+End');
	await page.keyboard.press('Shift+Home');
	await page.keyboard.press('F6');
	await expect(notes(page)).not.toBeFocused();
	await page.keyboard.press('a');
	isHeld = false;
	for (const go of held) go();
	const asks = page.getByRole('complementary', { name: 'Questions about texts' });
	await expect(asks.getByRole('textbox', { name: 'Question', exact: true })).toBeFocused();
	await expect(asks.locator('form q')).toHaveText('- Tag checked');
	await page.keyboard.press('Escape');
	await expect(asks).toBeHidden();
	await page.unroute('**/_app/immutable/**');
}

/** With Tab alone. */
async function toNotes(page: Page): Promise<void> {
	for (let presses = 0; presses < 80; presses += 1) {
		if (await notes(page).evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	await expect(notes(page)).toBeFocused();
}

/** What the browser hands over when somebody pastes. */
const paste = (page: Page, html: string, text: string): Promise<void> =>
	page.evaluate(
		([rich = '', plain = '']) => {
			const data = new DataTransfer();
			data.setData('text/html', rich);
			data.setData('text/plain', plain);
			const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
			document.activeElement?.dispatchEvent(event);
		},
		[html, text]
	);
