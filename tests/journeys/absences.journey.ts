/** An absence after the lock: the agency answers on a phone without a script, the co-ordinator decides and takes it further. */
import { CAST } from './support/cast.ts';
import { DESK, expect, NARROWEST, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const AGENCY = 'Northmere County Council Education Safeguarding';
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

test('ABSENCE-7 an agency challenges its absence on a phone, and the co-ordinator decides and takes it further', async ({
	enter,
	complaints
}) => {
	let path = '';
	await test.step('the agency reads what is asked, and nothing of the case', async () => {
		const page = await enter('education', { ...PHONE, javaScriptEnabled: false });
		await page.goto('/absences');
		await page.getByRole('link', { name: AGENCY }).click();
		path = new URL(page.url()).pathname;
		await expect(page.getByText('Agency accepts or challenges by')).toBeVisible();
		expect(await page.content()).not.toContain(SUBJECT);
		complaints.expectRefusal(page, 422, path);
		await page.getByLabel('Why, and what your agency does').fill('The invitation went to somebody who has left');
		await page.getByRole('button', { name: 'Send the answer' }).click();
		await expect(page.locator('.govuk-error-summary')).toContainText('Choose whether you accept it');
		await expect(page.getByLabel('Why, and what your agency does')).toHaveValue(
			'The invitation went to somebody who has left'
		);
		await page.getByLabel('Challenges it').check();
		await page.getByRole('button', { name: 'Send the answer' }).click();
		await expect(page.getByText('The agency answered: challenges it')).toBeVisible();
	});

	await test.step('the co-ordinator finds it, says that it stands, and raises it', async () => {
		const unit = await enter('coordinator');
		await unit.goto('/absences');
		await look(unit);
		await unit.getByRole('row', { name: AGENCY }).getByRole('link').click();
		await look(unit);
		await unit.getByLabel('No, it stands').check();
		await unit.getByLabel('Why', { exact: true }).fill('The invitation went to the agency’s contact in time');
		await unit.getByRole('button', { name: 'Record the decision' }).click();
		await expect(unit.getByText('The absence stands', { exact: true })).toBeVisible();
		await unit.getByLabel('Why it goes further').fill('Nobody is named; told by telephone');
		await unit.getByRole('button', { name: 'Raise it' }).click();
		await expect(unit.getByText('Raised to step 3, line manager of the agency, told another way')).toBeVisible();
		await unit.goto('/absences/contacts');
		await look(unit);
	});

	await test.step(`${CAST.police}, of another agency, finds no such page`, async () => {
		const other = await enter('police');
		complaints.expectRefusal(other, 404, path);
		await other.goto(path);
		await expect(other.getByRole('heading', { level: 1 })).toHaveText('Page not found');
	});
});
