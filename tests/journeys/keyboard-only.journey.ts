/**
 * The chair has no mouse, from the door to the end: opens items, asks a silent agency to speak, gives the floor, jumps by the
 * palette, writes a risk and an action, settles a gate, reads back, decides, ends. The steps say what was done.
 */
import { CAST } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Locator, type Page, test } from './support/journey.ts';
import { pressUntil, tabTo } from './support/keyboard.ts';
import { nextMeetingDay } from './support/lockable-meeting.ts';
import { checkAxe } from './support/page-checks.ts';
import { enterRoom, expectSaved, meetingIsAt, planText } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

test('JOURNEY-11 the chair runs the meeting from the door to the end with the keyboard alone', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['housing'], started: false });
	const [page, housing] = await Promise.all([enter('chair'), enter('housing')]);

	await test.step('from the door into the room, and starts the meeting', async () => {
		await page.goto(`/join/${meetingId}`);
		await tabTo(page, page.getByRole('link', { name: 'Enter the meeting' }));
		await page.keyboard.press('Enter');
		await expectSaved(page);
		await tabTo(page, page.getByRole('button', { name: 'Start the meeting' }));
		await page.keyboard.press('Enter');
		await expect(meetingIsAt(page)).toContainText('Welcome');
		await enterRoom(housing, meetingId);
	});

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
		await expect(meetingIsAt(housing)).toContainText('Person');
		await expect(page.getByRole('button', { name: 'Next item' })).toBeFocused();
	});

	await test.step('the help, and back to where the cursor was', async () => {
		const help = page.getByRole('dialog', { name: 'Keys' });
		await pressUntil(page, '?', help);
		await checkAxe(page);
		await page.keyboard.press('Escape');
		await expect(help).toBeHidden();
		await expect(page.getByRole('button', { name: 'Next item' })).toBeFocused();
	});

	await test.step('asks the agency nobody has heard to speak', async () => {
		const column = page.getByRole('region', { name: 'Running the meeting', exact: true });
		await expect(column).toContainText('Not yet heard on this item:');
		await page.keyboard.press('u');
		await expect(housing.getByText('The chair asks your agency to speak on this item.')).toBeVisible();
		await expect(column).not.toContainText('Not yet heard');
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
		await housing.keyboard.press('f');
		// Letters typed in a field are words, not keys of the room.
		await expect(meetingIsAt(page)).toContainText('Person');
		await expect(planText(page, 'R1.title')).toHaveValue('Kiosk: no pushing through n, j, k, ? or h');
	});

	await test.step('a hand by letter, and the floor given by letter', async () => {
		await housing.keyboard.press('h');
		await expect(housing.getByRole('button', { name: 'Lower hand' }).first()).toBeVisible();
		const waiting = page.getByRole('region', { name: 'Waiting to speak' });
		await expect(waiting).toContainText(CAST.housing);
		// From the field the cursor is in to a person, by name: then a letter is a key again.
		await palette(page, CAST.housing);
		await expect(async () => {
			await page.keyboard.press('x');
			await expect(waiting).toContainText('Nobody', { timeout: 500 });
		}).toPass();
	});

	await test.step('jumps to the risk by its number and writes an action under it', async () => {
		await palette(page, 'r1');
		await expect(page.locator('#R1')).toBeVisible();
		await tabTo(page, page.locator('#R1').getByRole('button', { name: 'Add an action to R1' }));
		await page.keyboard.press('Enter');
		await expect(planText(page, 'A1.text')).toBeEditable();
		await tabTo(page, planText(page, 'A1.text'));
		await page.keyboard.type('Visit the kiosk with the owner');
		await tabTo(page, page.getByLabel('Owner of A1'));
		await page.keyboard.type(CAST.housing.slice(0, 6));
		await expect(page.locator('[id="A1.owner"] b')).not.toHaveText('No owner');
		const due = page.getByLabel('A1 to be done by');
		await tabTo(page, due);
		await typeDate(page, due, nextMeetingDay());
		await page.keyboard.press('Tab');
		await expectSaved(page);
	});

	await test.step('jumps to an item by its name and settles what is left there', async () => {
		await palette(page, 'confidentiality statement');
		const read = page.getByRole('button', { name: 'Read aloud' });
		await tabTo(page, read);
		await page.keyboard.press('Enter');
		await expect(read).toBeHidden();
	});

	await test.step('opens the read-back for everybody, and the owner accepts on their own screen', async () => {
		await palette(page, 'open everybody new actions');
		await expect(meetingIsAt(page)).toContainText('New actions');
		await startClosing(page);
		await pressUntil(page, '2', page.getByRole('region', { name: '0 of 1 accepted by their owners' }));
		const back = page.getByRole('region', { name: '0 of 1 accepted by their owners' });
		await expect(back).toContainText('Visit the kiosk with the owner');
		await expect(housing.getByRole('button', { name: 'I accept A1' })).toBeVisible();
		await housing.keyboard.press('y');
		await expect(page.getByRole('region', { name: '1 of 1 accepted by their owners' })).toContainText('Accepted');
	});

	await test.step('decides the level and the next date, and notes that there is nothing for the Board', async () => {
		await page.keyboard.press('3');
		const form = page.locator('[id="LEVEL.decision"] form');
		await tabTo(page, form.getByRole('radio').first());
		await page.keyboard.press('Space');
		await tabTo(page, form.getByRole('checkbox').first());
		await page.keyboard.press('Space');
		for (const field of ['criterion', 'meetingsAdd', 'rationale', 'exitCriteria', 'dissent']) {
			await tabTo(page, form.locator(`[name="${field}"]`));
			await page.keyboard.type('The agencies work at one table');
		}
		const next = form.locator('[name="nextMeetingOn"]');
		await tabTo(page, next);
		await typeDate(page, next, nextMeetingDay());
		await expect(form).toContainText('Normal for Level 2: ');
		await tabTo(page, form.getByRole('button', { name: 'Record the decision' }));
		await page.keyboard.press('Enter');
		await expect(step(page, 'Set the next date')).toContainText('done');
		await pressUntil(page, '5', page.getByRole('button', { name: 'Nothing to report' }));
		await tabTo(page, page.getByRole('button', { name: 'Nothing to report' }));
		await page.keyboard.press('Enter');
		await expect(step(page, 'Feedback to the SMB')).toContainText('done');
	});

	await test.step('ends the meeting, and is led to the minutes', async () => {
		// What else the meeting settled at the table, and this journey is not about.
		const chair = await as('chair');
		const send = (command: string, fields: Record<string, string>) =>
			postForm(chair, `/meetings/${meetingId}/room?/${command}`, fields);
		await send('decide-participation', { choice: 'PROCEED', reason: 'Probation sent its information and agrees' });
		await send('record-disclosure-decision', {
			...{ outcome: 'DO_NOT_DISCLOSE', form: 'new', reasons: 'Nobody outside the agencies needs to know' },
			...{ reconsiderTriggers: 'A new partner', reviewAt: nextMeetingDay() }
		});
		const end = page.getByRole('button', { name: 'End the meeting for everybody' });
		await pressUntil(page, '6', end);
		await checkAxe(page);
		await tabTo(page, end);
		await page.keyboard.press('Enter');
		await expect(step(page, 'End the meeting')).toContainText('done');
		await pressUntil(page, '7', page.getByRole('heading', { level: 1, name: 'Before the minutes are locked' }));
	});
});

const closing = (page: Page): Locator => page.getByRole('navigation', { name: 'Closing the meeting' });
const step = (page: Page, name: string): Locator => closing(page).getByRole('listitem').filter({ hasText: name });

/** Opens the palette from wherever the cursor is, types, and takes the first. */
async function palette(page: Page, words: string): Promise<void> {
	await page.keyboard.press('Control+k');
	const dialog = page.getByRole('dialog', { name: 'Go to' });
	await expect(dialog.getByRole('combobox')).toBeFocused();
	await page.keyboard.type(words);
	await expect(dialog.getByRole('option', { selected: true })).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(dialog).toBeHidden();
}
const startClosing = (page: Page): Promise<void> => pressUntil(page, 'e', closing(page));
/** The parts of a date in the order of this browser. */
async function typeDate(page: Page, field: Locator, iso: string): Promise<void> {
	const [year = '', month = '', day = ''] = iso.split('-');
	for (const keys of [month + day + year, day + month + year]) {
		await field.focus();
		await page.keyboard.type(keys);
		if ((await field.inputValue()) === iso) return;
	}
	await expect(field).toHaveValue(iso);
}
