/** The demonstration's second meeting at the plan: what became of the last plan, what it lacks now, and what changed. */
import { DESK, expect, NARROWEST, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom, expectSaved, planText } from './support/room.ts';

const indicator = (page: Page, name: string) => page.locator(`[id="${name}"]`);

test('PLAN-17 at a review each risk opens from facts, two marks at once are both seen, the chair answers what the plan lacks, and plans are compared', async ({
	enter,
	complaints
}) => {
	test.setTimeout(120_000);
	const unit = await enter('coordinator');
	await unit.goto('/cases');
	await unit.getByLabel('Find a case').fill('NMS-2026-014');
	await unit.getByRole('button', { name: 'Search' }).click();
	await unit.getByRole('link', { name: 'Tobiah Wrenfield-Moss' }).click();
	const meetingId = (await unit.getByRole('link', { name: /^2\. Level 3/ }).getAttribute('href'))?.split('/').at(-1);
	if (!meetingId) throw new Error('the demonstration has a second meeting');
	const [chair, manager] = await Promise.all([enter('chair'), enter('caseManager')]);
	const police = await enter('police', { javaScriptEnabled: false });
	await Promise.all([chair, manager].map((page) => enterRoom(page, meetingId, 'RMP')));

	await test.step('an indicator of the last plan is marked, and its wording is taken into the text with one press', async () => {
		const own = indicator(manager, 'R4.positive.1');
		await own.locator('summary').click();
		await own.getByLabel('Was it seen?').selectOption('Seen');
		await own.getByLabel('Who or what says so').fill('Register of the approved premises');
		await own.getByRole('button', { name: 'Record' }).click();
		await expect(indicator(chair, 'R4.positive.1')).toContainText(/Seen.*Register of the approved premises/);
		const response = planText(manager, 'R4.responseSoFar');
		const before = await response.inputValue();
		await manager.locator('[data-proposed="R4"]').getByRole('button').click();
		await manager.keyboard.type(' Agreed by all.');
		await expectSaved(manager);
		const after = await response.inputValue();
		expect(after.startsWith(before)).toBe(true);
		expect(after).toMatch(/Sign that it works, seen on .*: On time for every AP sign-in .*\. Agreed by all\.$/);
		await expect(planText(chair, 'R4.responseSoFar')).toHaveValue(after);
	});

	await test.step('who marks what somebody else has marked meanwhile sees both', async () => {
		const theirs = indicator(chair, 'R4.positive.2');
		await theirs.locator('summary').click();
		await theirs.getByLabel('Was it seen?').selectOption('Not seen');
		await theirs.getByLabel('Who or what says so').fill('Housing file');
		const own = indicator(manager, 'R4.positive.2');
		await own.locator('summary').click();
		await own.getByLabel('Was it seen?').selectOption('Seen');
		await own.getByLabel('Who or what says so').fill('Letter of the landlord');
		await own.getByRole('button', { name: 'Record' }).click();
		await expect(theirs.getByText('recorded this too while it was open here')).toBeVisible();
		await expect(theirs.getByText('Letter of the landlord').last()).toBeVisible();
		await expect(theirs.getByLabel('Who or what says so')).toHaveValue('Housing file');
		await theirs.getByRole('button', { name: 'Record' }).click();
		await expect(theirs.getByText('Somebody marked this indicator while you were writing')).toBeVisible();
		await theirs.getByRole('button', { name: 'Record' }).click();
		await expect(indicator(manager, 'R4.positive.2')).toContainText(/Not seen.*Housing file/);
	});

	await test.step('what the plan lacks leads there by the keyboard, and the chair’s reason is shown to everybody', async () => {
		for (const page of [chair, manager]) await page.locator('summary', { hasText: 'Plan quality' }).click();
		const missing = chair.locator('[data-check=parts]').getByRole('link', { name: 'R2: write "Negative indicators"' });
		await missing.focus();
		await chair.keyboard.press('Enter');
		await expect(planText(chair, 'R2.negativeIndicators')).toBeFocused();
		const victims = chair.locator('[data-check=victims] li', { hasText: 'V2 has no victim safety action' });
		await victims.locator('summary').click();
		await victims.getByLabel('Your reason').fill('V2 has declined contact; the order protects V2');
		await victims.getByRole('button', { name: 'Pass over' }).click();
		await expect(manager.locator('[data-check=victims]')).toContainText(
			'Passed over by the chair: V2 has declined contact; the order protects V2'
		);
	});

	await test.step('what changed is shown in its row, without a colour being needed', async () => {
		await manager.getByRole('link', { name: 'Show what changed since meeting 1' }).click();
		const changed = manager.getByRole('region', { name: 'What changed in R3 since the last plan' });
		await expect(changed.locator('del', { hasText: 'No change' })).toHaveCSS('text-decoration-line', 'line-through');
		await expect(changed.locator('ins', { hasText: 'Reduced' })).toHaveCSS('text-decoration-line', 'underline');
		await checkAxe(manager);
		await manager.setViewportSize(PHONE.viewport);
		await checkAxe(manager);
		await manager.setViewportSize(NARROWEST.viewport);
		await checkNoSidewaysScroll(manager);
		await manager.setViewportSize(DESK.viewport);
	});

	await test.step('PLAN-19 what is printed is a document, and on the screen nothing is left of it', async () => {
		await chair.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
		await chair.emulateMedia({ media: 'print' });
		const printed = chair.locator('.printed-plan');
		await expect(printed.getByRole('heading', { level: 1 })).toHaveText('Risk Management Plan');
		await expect(printed.getByRole('table', { name: 'Actions for R1' })).toBeVisible();
		await expect(chair.locator('.room').getByRole('textbox')).toHaveCount(0);
		await chair.evaluate(() => window.dispatchEvent(new Event('afterprint')));
		await chair.emulateMedia({ media: 'screen' });
		await expect(printed).toHaveCount(0);
	});

	await test.step('an indicator is marked without a script; a refused form keeps what was typed', async () => {
		await police.goto(`/meetings/${meetingId}/room?item=RMP`);
		const own = indicator(police, 'R2.negative.2');
		await own.locator('summary').click();
		await own.getByLabel('Was it seen?').selectOption('Not seen');
		complaints.expectRefusal(police, 422, `/meetings/${meetingId}/room`);
		await own.getByRole('button', { name: 'Record' }).click();
		await own.locator('summary').click();
		await expect(own.getByText('Enter who or what says so').first()).toBeVisible();
		await expect(own.getByLabel('Was it seen?')).toHaveValue('NOT_SEEN');
		await own.getByLabel('Who or what says so').fill('Reading of the phone');
		await own.getByRole('button', { name: 'Record' }).click();
		await expect(indicator(police, 'R2.negative.2')).toContainText(/Not seen.*Reading of the phone/);
	});

	await test.step('the plans are compared on a page of their own', async () => {
		await manager.getByRole('link', { name: 'Compare adopted plans' }).click();
		await expect(manager.getByRole('heading', { level: 1, name: 'Plans compared' })).toBeVisible();
		await expect(manager.getByRole('table', { name: 'R3, Meeting 1 and Meeting 2, not adopted yet' })).toContainText(
			'Reduced'
		);
		await checkAxe(manager);
		await manager.setViewportSize(PHONE.viewport);
		await checkAxe(manager);
		await manager.setViewportSize(NARROWEST.viewport);
		await checkNoSidewaysScroll(manager);
	});
});
