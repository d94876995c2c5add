/** An agency's return, written on a phone without a script, read in the room, and taken into the plan. */
import { acceptStatement, freshMeeting, letIn } from './support/fresh-meeting.ts';
import { expect, NARROWEST, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

test('RETURN-15 a return is written on a phone without a script, sent, and stands in the room as that agency’s own', async ({
	enter,
	as,
	complaints
}) => {
	const journey = { enter, as };
	const { meetingId, subject } = await freshMeeting(journey, { invited: ['childrensServices'], started: false });
	const path = `/meetings/${meetingId}/return`;
	const phone = await enter('childrensServices', { ...PHONE, javaScriptEnabled: false });
	const known = 'The two children of the household are known to us: one visit in May.';

	await test.step('the statement comes first, then who it is about', async () => {
		await phone.goto(path);
		await expect(phone).toHaveURL(`/join/${meetingId}`);
		await expect(phone.getByText(subject)).toHaveCount(0);
		await acceptStatement(journey, 'childrensServices', meetingId);
		await phone.goto(path);
		await expect(phone.getByText(subject)).toBeVisible();
	});

	await test.step('a draft is kept, a return with something missing is not sent', async () => {
		await phone.getByLabel('What your agency knows').fill(known);
		await phone.getByRole('button', { name: 'Save as a draft' }).click();
		await expect(phone.getByText(/^Due .* A draft was saved by/s)).toBeVisible();
		complaints.expectRefusal(phone, 422, path);
		await phone.getByRole('button', { name: 'Send the return' }).click();
		await expect(phone.getByRole('link', { name: 'Choose whether your agency knows something' })).toBeVisible();
		await expect(phone.getByLabel('What your agency knows')).toHaveValue(known);
	});

	await test.step('it is sent', async () => {
		await phone.getByRole('radio', { name: 'We have information' }).check();
		await phone.getByRole('radio', { name: /^Somebody of the agency comes/ }).check();
		await phone.getByLabel('What is done').fill('Visit the household together before release');
		await phone.getByLabel('By when').fill('2027-06-01');
		await phone.getByRole('button', { name: 'Send the return' }).click();
		await expect(phone.getByRole('button', { name: 'Send it again' })).toBeVisible();
	});

	await letIn(journey, 'childrensServices', meetingId);
	const chair = await enter('chair');
	await test.step('the chair sees at a glance who has sent one, and reads it', async () => {
		await chair.goto(`/meetings/${meetingId}/returns`);
		await expect(chair.getByRole('heading', { name: /^Returns of the agencies: 1 of/ })).toBeVisible();
		await chair.getByText('Read it', { exact: true }).click();
		await expect(chair.getByText(known)).toBeVisible();
	});

	await test.step('the unit writes down what another agency told it, under both names', async () => {
		const taker = await enter('minuteTaker');
		await taker.goto(`/meetings/${meetingId}/returns`);
		await taker
			.getByRole('link', { name: /^Write down what it told you/ })
			.first()
			.click();
		await taker.getByLabel('Who of the agency told you, and how').fill('The duty sergeant, by telephone');
		await taker.getByRole('radio', { name: 'Nothing known' }).check();
		await taker.getByLabel('Its records were checked on').fill('2026-01-05');
		await taker.getByRole('radio', { name: /^This is our report/ }).check();
		await checkAxe(taker);
		await taker.setViewportSize(NARROWEST.viewport);
		await checkNoSidewaysScroll(taker);
		await taker.getByRole('button', { name: 'Send it for the agency' }).click();
		await expect(taker.getByText(/Fern Inkwell on behalf of .+, as told by The duty sergeant/)).toBeVisible();
	});

	await test.step('in the room the agency writes on, and what it proposes goes into the plan', async () => {
		const room = `/meetings/${meetingId}/room`;
		await postForm(await as('minuteTaker'), `${room}?/start-meeting`, {});
		await postForm(await as('chair'), `${room}?/add-risk`, {});
		await postForm(await as('chair'), `${room}?/open-item`, { code: 'AGENCY_INFO' });
		const agency = await enter('childrensServices');
		const theWords = await heldReturn(agency);
		await agency.goto(room);
		await enterRoom(chair, meetingId);
		const theirs = chair.locator('.return[data-state="sent"]');
		await theirs.getByText(/^Return of/).click();
		const own = agency.locator('.return').getByLabel('What your agency knows');
		// Until it can be typed in it is no field and says so; from then on no letter is lost.
		await expect.poll(theWords.isAsked).toBe(true);
		await expect(agency.locator('.return').getByText('Loading: you can write here in a moment.')).toBeVisible();
		await expect(agency.locator('.return').getByRole('textbox')).toHaveCount(0);
		theWords.letThrough();
		await expect(own).toHaveValue(known);
		await own.press('End');
		await own.pressSequentially(' And one in June.');
		await expect(theirs.getByLabel('What it knows')).toHaveValue(`${known} And one in June.`);
		await expect(theirs.getByLabel('What it knows')).not.toBeEditable();
		await agency.getByText('Choices of your return', { exact: true }).click();
		await agency.getByLabel('Does somebody of your agency come?').selectOption('REPORT');
		await checkAxe(agency);
		await agency.getByRole('button', { name: 'Save the choices' }).click();
		await expect(theirs.getByText('This is our report: nobody can come.')).toBeVisible();
		await agency.getByRole('button', { name: 'Send the return again' }).click();
		await expect(theirs.getByText(/in place of coming/)).toBeVisible();
		await theirs.getByRole('button', { name: /^Take it into the plan/ }).click();
		await expect(theirs.getByRole('link', { name: 'In the plan as A1' })).toBeVisible();
		await theirs.getByRole('link', { name: 'In the plan as A1' }).click();
		await expect(chair.getByText('Visit the household together before release')).toBeVisible();
	});
});

/** The words of returns, kept on their way to this page until they are let through. */
async function heldReturn(page: Page): Promise<{ isAsked: () => boolean; letThrough: () => void }> {
	let held: (() => void)[] | null = [];
	await page.routeWebSocket(/\/return\./, (socket) => {
		socket.connectToServer().onMessage((frame) => {
			if (held) held.push(() => socket.send(frame));
			else socket.send(frame);
		});
	});
	return {
		isAsked: () => (held?.length ?? 0) > 0,
		letThrough: () => {
			const waiting = held ?? [];
			held = null;
			for (const send of waiting) send();
		}
	};
}
