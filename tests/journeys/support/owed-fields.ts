/** Fills in what an agenda item still owes the record, as a minute taker does who goes down the page. */
import { expect, type Page } from './journey.ts';

/** The first choice of each question, one sentence in each text, and everything given is still so. */
export async function fillOwedFields(page: Page, sentence: string): Promise<void> {
	const work = page.locator('.room-work');
	await expect(work.locator('.record')).toBeVisible();
	const still = work.getByRole('button', { name: /still so/i });
	for (let left = await still.count(); left > 0; left -= 1) {
		await still.first().click();
		await expect(still).toHaveCount(left - 1);
	}
	const owed = work.locator('.value:has(.owed)');
	for (let left = await owed.count(); left > 0; left -= 1) {
		const first = owed.first();
		const select = first.locator('select');
		if ((await select.count()) > 0) await select.selectOption({ index: 1 });
		else if ((await first.getByRole('checkbox').count()) > 0) await first.getByRole('checkbox').first().check();
		else {
			await first.locator('input:not([type=hidden])').fill('2026-10-20');
			await first.locator('input:not([type=hidden])').blur();
		}
		await expect(owed).toHaveCount(left - 1);
	}
	const texts = work.locator('.field.missing textarea');
	for (let left = await texts.count(); left > 0; left -= 1) await texts.first().fill(sentence);
}
