/** A locked meeting drawn by chance, scored on a phone without a script, read by the co-ordinator; then the licence is withdrawn. */
import { CAST } from './support/cast.ts';
import { DESK, expect, NARROWEST, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const SUBJECT = 'Wrenfield';

async function look(page: Page): Promise<void> {
	await page.locator('details').evaluateAll((all) => {
		for (const one of all as HTMLDetailsElement[]) one.open = true;
	});
	await checkAxe(page);
	await page.setViewportSize(NARROWEST.viewport);
	await checkNoSidewaysScroll(page);
	await page.setViewportSize(DESK.viewport);
}

test('QUALITY-3 an auditor scores a meeting of the sample on a phone, and sees nothing of it once the licence is withdrawn', async ({
	enter,
	complaints
}) => {
	const unit = await enter('coordinator');
	let path = '';
	await test.step('the co-ordinator draws by chance', async () => {
		await unit.goto('/audits');
		// All there are to draw from, so that the demonstration's own is among them whatever other journeys locked.
		const [, all = ''] = /(\d+) at Level 2/.exec(await unit.getByText('To draw from:').innerText()) ?? [];
		await unit.getByLabel('Meetings at Level 2', { exact: true }).fill(all);
		await unit.locator('#draw-auditorId').selectOption({ label: CAST.auditor });
		await unit.getByRole('button', { name: 'Draw by chance' }).click();
		await expect(unit.getByText(/^Seed [0-9a-f]{16}/).or(unit.locator('code'))).toBeVisible();
	});

	await test.step('the auditor accepts the statement, and scores it with the facts beside', async () => {
		const phone = await enter('auditor', { ...PHONE, javaScriptEnabled: false });
		await phone.goto('/');
		await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Audits of meetings');
		complaints.expectRefusal(phone, 404, '/cases');
		await phone.goto('/cases');
		await phone.goto('/audits');
		await phone.getByRole('link', { name: /^NMS-2026-014\/1/ }).click();
		path = new URL(phone.url()).pathname;
		await phone.getByLabel('I have read the statement').check();
		await phone.getByRole('button', { name: 'Accept the statement' }).click();
		await expect(phone.getByText(/^Planned .+, begun /)).toBeVisible();
		expect(await phone.content()).not.toContain(SUBJECT);
		for (const group of await phone.getByRole('radio', { name: '3 Satisfactory' }).all()) await group.check();
		complaints.expectRefusal(phone, 422, path);
		await phone.getByRole('button', { name: 'Submit the audit' }).click();
		await expect(phone.locator('.govuk-error-summary')).toContainText('Write what was good');
		await phone.getByLabel('What was good').fill('They listened to each other');
		await phone.getByLabel('What to improve').fill('Begin with the plan');
		await phone.getByRole('button', { name: 'Save and come back later' }).click();
		await expect(phone.getByLabel('What was good')).toHaveValue('They listened to each other');
		await phone.getByRole('button', { name: 'Submit the audit' }).click();
		await expect(phone.getByRole('button', { name: 'Submit the correction' })).toBeVisible();
	});

	await test.step('the co-ordinator reads what was submitted', async () => {
		await unit.goto(path);
		await expect(unit.getByText('They listened to each other')).toBeVisible();
		await look(unit);
	});

	await test.step('withdrawn while the minutes are on the screen, they go, and no door opens any more', async () => {
		const desk = await enter('auditor');
		await desk.goto(path);
		await look(desk);
		await desk.getByRole('link', { name: 'Read its minutes' }).click();
		await expect(desk.getByText(SUBJECT).first()).toBeVisible();
		await unit.locator('#withdraw-licence-reason').fill('Knows somebody in it');
		await unit.getByRole('button', { name: 'Withdraw the licence' }).click();
		complaints.expectRefusal(desk, 404, `${path}/licence`);
		await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Your licence to view this meeting has ended');
		expect(await desk.content()).not.toContain(SUBJECT);
		complaints.expectRefusal(desk, 404, path);
		await desk.goto(path);
		await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Page not found');
	});
});
