/** Somebody empties a text that another agency wrote: those who may put it back see it at once, wherever they look. */
import { agencyOf, CAST } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Locator, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom, expectSaved, planField, planText } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const FIELD = 'R1.responseSoFar';
const WORDS =
	'Kept five of six appointments since March. The police saw him twice at the kiosk; he left when asked. ' +
	'Housing moved him to Saltby on 4 May, away from the school. No alerts from the tag since then, and the case manager ' +
	'has spoken with his brother every second week.';

const list = (page: Page): Locator => page.getByRole('region', { name: 'Words of others were removed' });
const here = (page: Page): Locator => planField(page, FIELD).locator('[data-removed-here]');
const sentence = (who: string, characters = WORDS.length) =>
	`${who} removed ${characters} characters that others wrote in R1, response so far`;

test('WIPE-10 who selects all and deletes is seen at once by the chair, the minute taker and themselves, and it is put back', async ({
	enter,
	as
}) => {
	test.slow();
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police', 'housing'] });
	await postForm(await as('minuteTaker'), `/meetings/${meetingId}/room?/add-risk`, {});
	const [chair, police, housing] = await Promise.all([enter('chair'), enter('police', PHONE), enter('housing')]);
	await Promise.all([chair, police, housing].map((page) => enterRoom(page, meetingId, 'RMP')));
	await planText(housing, FIELD).fill(WORDS);
	await expectSaved(housing);
	for (const page of [chair, police]) await expect(planText(page, FIELD)).toHaveValue(WORDS);
	const wipe = async (page: Page) => {
		await planText(page, FIELD).focus();
		await page.keyboard.press('ControlOrMeta+A');
		await page.keyboard.press('Delete');
	};
	const sam = `${CAST.police} (${agencyOf('police')})`;

	await test.step('the chair sees it by the text and in the list, hears it politely, and nobody else is troubled', async () => {
		await wipe(police);
		await expect(here(chair)).toContainText(sentence(sam));
		await expect(list(chair)).toContainText(sentence(sam));
		await expect(chair.locator('[data-announce=polite]')).toContainText(sentence(sam));
		await expect(list(police)).toContainText(sentence('You'));
		await expect(list(police).getByRole('button', { name: /Leave it out/ })).toHaveCount(0);
		await expect(planText(housing, FIELD)).toHaveValue('');
		await expect(list(housing)).toHaveCount(0);
		await expect(here(housing)).toHaveCount(0);
		for (const page of [chair, police]) {
			await checkAxe(page);
			await checkNoSidewaysScroll(page);
		}
	});

	await test.step('put back with the keyboard: everybody has every word, and the line says whose they are', async () => {
		await here(chair)
			.getByRole('button', { name: /Put back/ })
			.focus();
		await chair.keyboard.press('Enter');
		for (const page of [chair, police, housing]) await expect(planText(page, FIELD)).toHaveValue(WORDS);
		await expect(planField(housing, FIELD)).toContainText(
			new RegExp(`put back by ${agencyOf('chair')}, \\d\\d:\\d\\d; written by ${agencyOf('housing')}`)
		);
		await expect(list(chair)).toHaveCount(0);
		await expect(list(police)).toHaveCount(0);
		await expect(planField(chair, FIELD)).toBeFocused();
		await expect(
			chair.getByRole('status').filter({ hasText: 'The words are in R1, response so far again.' })
		).toBeAttached();
		await chair.getByText('Removed words that were dealt with (1)').click();
		await expect(chair.locator('[data-removed]')).toContainText(`Put back by ${CAST.chair}`);
		await checkAxe(chair);
	});

	await test.step('without a script the minute taker leaves it out, and the one who removed it puts it back on the phone', async () => {
		await wipe(police);
		await expect(list(police)).toBeVisible();
		const taker = await enter('minuteTaker', { javaScriptEnabled: false });
		await taker.goto(`/meetings/${meetingId}/room?item=RMP`);
		await expect(list(taker)).toContainText(sentence(sam));
		await list(taker)
			.getByRole('button', { name: /Leave it out/ })
			.click();
		await expect(list(taker)).toHaveCount(0);
		await expect(list(police)).toHaveCount(0);
		await police.getByText('Removed words that were dealt with').tap();
		await expect(police.locator('[data-removed]').first()).toContainText(`Left out by ${CAST.minuteTaker}`);
		await police.getByRole('button', { name: /Put back/ }).tap();
		for (const page of [chair, police, housing]) await expect(planText(page, FIELD)).toHaveValue(WORDS);
		await taker.reload();
		await taker.getByText('Removed words that were dealt with (2)').click();
		await expect(taker.locator('[data-removed]').first()).toContainText(`Put back by ${CAST.police}`);
	});
});
