/** The live room as a person uses it: where things are and what they say. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { ItemCode } from '#lib/agenda/agenda.ts';

/** Enters the room, at one agenda item when it is named, and waits until the line stands and texts take typing. */
export async function enterRoom(page: Page, meetingId: string, item?: ItemCode): Promise<void> {
	await page.goto(`/meetings/${meetingId}/room${item ? `?item=${item}` : ''}`);
	await expectSaved(page);
}

/** One text of the plan by its name, like "R1.risk" or "A1.text". */
export const planText = (page: Page, name: string): Locator => page.locator(`[data-field="${name}"] textarea`);
/** The box round one text of the plan: label, who writes, who wrote last. */
export const planField = (page: Page, name: string): Locator => page.locator(`[data-field="${name}"]`);
/** The notes of the agenda item that is shown. */
export const notes = (page: Page): Locator => page.getByRole('textbox', { name: 'Notes', exact: true });

/** The sentence about saving. */
export const saving = (page: Page): Locator => page.locator('[data-saving]');
export const expectSaved = (page: Page): Promise<void> => expect(saving(page)).toHaveText(/Saved/);

/** The number of the item the meeting is at, as the agenda of this screen shows it. */
export const meetingIsAt = (page: Page): Locator =>
	page.getByRole('navigation', { name: 'Agenda' }).getByRole('listitem').filter({ hasText: 'The meeting is here' });
