/** Somebody on a telephone, the screen on the wall, and the chair's own notes, in one meeting. */
import { CAST } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';
import { everythingReceived } from './support/received.ts';
import { enterRoom, expectSaved, planText } from './support/room.ts';

const RISK = 'Serious assault on V1 at the harbour kiosk';
const NOTE = 'Ask about the missed appointment';
/** Buttons and links of the room that a finger could miss, with their size. Links within a sentence are as high as their line. */
const tooSmall = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('.room :is(button, summary, a.room-button, nav a, .room-link)')]
			.filter((one) => one.checkVisibility() && !one.closest('p:not(.room-notice), dd, .govuk-visually-hidden'))
			.map((one) => ({ text: one.textContent?.trim().slice(0, 30) ?? '', box: one.getBoundingClientRect() }))
			.filter(({ box }) => box.height > 0 && (box.height < 43.5 || box.width < 43.5))
			.map(({ text, box }) => `${text}: ${Math.round(box.width)} x ${Math.round(box.height)}`)
	);

test('JOURNEY-40 on a telephone somebody comes late, reads what they missed and their agency’s part; the wall shows the item and no case, and the chair’s notes are the chair’s', async ({
	enter,
	as,
	complaints
}) => {
	const { meetingId, subject, offence } = await freshMeeting({ enter, as }, { invited: ['childrensServices'] });
	const chair = await enter('chair');
	await enterRoom(chair, meetingId, 'RMP');
	await chair.getByRole('button', { name: 'Add a risk' }).click();
	await planText(chair, 'R1.risk').fill(RISK);
	await expectSaved(chair);

	await test.step('the chair’s own notes: saved as typed, and there again', async () => {
		await chair.getByText('More', { exact: true }).click();
		await chair.getByRole('link', { name: 'My private notes' }).click();
		await chair.getByRole('textbox', { name: 'Private notes' }).fill(NOTE);
		await expect(chair.locator('[data-notes="saved"]')).toHaveText(/^Saved \d\d:\d\d$/);
		await chair.keyboard.press('Escape');
		await expect(chair.locator('[data-panel]')).toHaveCount(0);
	});

	const wall = await enter(null);
	await wall.close();
	const received = await everythingReceived(wall.context());
	const screen = await wall.context().newPage();
	await test.step('the screen on the wall, by its link and without a session', async () => {
		const opened = chair.context().waitForEvent('page');
		await chair.getByText('More', { exact: true }).click();
		await chair.getByRole('link', { name: 'Room screen' }).click();
		const control = await opened;
		await control.getByRole('button', { name: 'Open a room screen' }).click();
		const link = (await control.locator('#link .link').textContent()) ?? '';
		await screen.goto(new URL(link).pathname);
		await expect(screen.getByText(/^Item \d+ of \d+$/)).toBeVisible();
		await chair.getByRole('button', { name: 'Next item' }).click();
		await expect(screen.getByRole('heading', { level: 1, name: /^Confidentiality/ })).toBeVisible();
		await checkAxe(screen);
		await complaints.duringCut(screen, async () => {
			await screen.route('**/feed', (route) => route.abort());
			await expect(screen.getByRole('alert')).toContainText('No connection since');
		});
		await screen.unroute('**/feed');
		await expect(screen.getByRole('alert')).toHaveCount(0);
	});

	const phone = await enter('childrensServices', PHONE);
	await test.step('two presses from the link to the room, at 390 pixels', async () => {
		await phone.goto(`/join/${meetingId}`);
		await phone.getByRole('checkbox', { name: /I have read the statement/ }).check();
		await phone.getByRole('button', { name: 'Accept the statement' }).click();
		await chair.getByRole('button', { name: `Let in ${CAST.childrensServices}` }).click();
		await expect(phone).toHaveURL(new RegExp(`/meetings/${meetingId}/room`));
		await expectSaved(phone);
	});
	await test.step('what was missed and the agency’s own part, with targets a finger hits', async () => {
		await phone.getByText('More', { exact: true }).click();
		expect(await tooSmall(phone)).toEqual([]);
		await phone.getByRole('button', { name: 'What you missed' }).click();
		const missed = phone.getByRole('complementary', { name: 'What you missed' });
		await expect(missed.getByRole('link', { name: /^Risk R1/ })).toBeVisible();
		await expect(missed.getByRole('heading', { name: 'Your agency’s actions so far' })).toBeVisible();
		await checkAxe(phone);
		expect(await tooSmall(phone)).toEqual([]);
		await missed.getByRole('button', { name: 'Close' }).click();
		await phone.getByText('More', { exact: true }).click();
		await phone.getByRole('button', { name: 'My agency' }).click();
		await expect(phone.getByRole('complementary', { name: 'My agency' })).toContainText('Our return');
		await checkAxe(phone);
		expect(await tooSmall(phone)).toEqual([]);
	});
	await test.step('so they are in the plan, where most is pressed', async () => {
		await phone.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
		await enterRoom(phone, meetingId, 'RMP');
		expect(await tooSmall(phone)).toEqual([]);
	});
	await test.step('back from another page, and out of the browser’s memory, the room is fetched anew', async () => {
		await phone.goto('/');
		await phone.goBack();
		await expect(phone).toHaveURL(new RegExp(`/meetings/${meetingId}/room`));
		await expectSaved(phone);
		const anew = phone.waitForEvent('load');
		await phone.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
		await anew;
		await expectSaved(phone);
	});
	await test.step('its link ended, nothing is left on the wall, and no word of the case ever came to it', async () => {
		const control = chair.context().pages().at(-1) as Page;
		await control.reload();
		complaints.expectRefusal(screen, 404, `${new URL(screen.url()).pathname}/feed`);
		await control.getByRole('button', { name: 'End the room screen' }).click();
		await expect(screen.getByRole('heading', { level: 1 })).toHaveText('This room screen was closed');
		expect(received.count().answers).toBeGreaterThan(5);
		const parts = subject.split(' ');
		expect(received.found([subject, ...parts, offence, RISK, NOTE, CAST.chair])).toEqual([]);
	});
});
