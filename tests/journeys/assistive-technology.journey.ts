/** What one hears and where the cursor is: names told apart by row, a cursor nobody takes away, and focus that is in sight. */
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, PHONE, test } from './support/journey.ts';
import { enterRoom, meetingIsAt, notes, planField, planText } from './support/room.ts';

const polite = (page: Page) => page.locator('[data-announce=polite]');

test('ASSIST-1 names are told apart by row, others take nobody’s cursor, and the room answers where everybody is', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police'] });
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
});

/** Every control in sight of the page is given the cursor: those of which nothing can be seen then (WCAG 2.4.11). */
const coveredFocus = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() => {
		const all = document.querySelectorAll<HTMLElement>(
			'a[href], button, input:not([type=hidden]), select, textarea, summary'
		);
		const covered: string[] = [];
		for (const control of all) {
			if (control.closest('dialog') || !control.checkVisibility({ visibilityProperty: true })) continue;
			control.focus();
			if (document.activeElement !== control) continue;
			const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
			if (width < 2 || height < 2) continue;
			const x = Math.min(Math.max((left + right) / 2, 1), innerWidth - 2);
			const seen = [0.1, 0.3, 0.5, 0.7, 0.9].some((part) => {
				const y = top + (bottom - top) * part;
				const there = y > 0 && y < innerHeight ? document.elementFromPoint(x, y) : null;
				return there !== null && (control.contains(there) || there.contains(control) || there.matches('label, .caret'));
			});
			if (!seen)
				covered.push(
					`${control.tagName} ${control.textContent?.trim().slice(0, 40) || control.id} at ${Math.round(top)} to ${Math.round(bottom)}, under ${document.elementFromPoint(x, (top + bottom) / 2)?.className}`
				);
		}
		return covered;
	});
