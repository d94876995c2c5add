/** Somebody who has no mouse: the cursor goes by Tab, and wherever it stops it is in sight. */
import { expect, type Locator, type Page } from '@playwright/test';
import { isFocusSeen } from './assist-checks.ts';

/** A window of 1280 x 900 and one of 1280 x 1024, as they show at 200 % and at 400 %. */
export const AT_200 = { width: 640, height: 450 };
export const AT_400 = { width: 320, height: 256 };

/** Presses Tab until the cursor is there; fails when it never comes, or stops where nobody sees it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < 150; presses += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
		expect(await isFocusSeen(page), 'where Tab went to').toBe('seen');
	}
	await expect(target).toBeFocused();
}

/** A letter is no key for two seconds after something was typed: pressed until it is heard. */
export async function pressUntil(page: Page, key: string, there: Locator): Promise<void> {
	await expect(async () => {
		if (!(await there.isVisible())) await page.keyboard.press(key);
		await expect(there).toBeVisible({ timeout: 500 });
	}).toPass();
}
