/** Lists from elsewhere on a phone and without a script: people, their first sign-in, and a plan from before. */
import { csvText } from '#lib/import/csv-text.ts';
import { PEOPLE_COLUMNS } from '#lib/import/people-list.ts';
import { PLAN_COLUMNS } from '#lib/import/plan-list.ts';
import { openCase } from './support/fresh-meeting.ts';
import { expect, NARROWEST, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const file = (name: string, rows: readonly (readonly string[])[]) => ({
	...{ name, mimeType: 'text/csv' },
	buffer: Buffer.from(csvText(rows))
});
const people = (email: string) => [
	PEOPLE_COLUMNS.map(({ heading }) => heading),
	['POL', '', '', '', 'Marigold Fenwright-Import', email, 'Inspector', '', 'Manager']
];
/** axe needs a script in the page; how wide it is can be seen without. */
async function look(page: Page, hasScript = true): Promise<void> {
	if (hasScript) await checkAxe(page);
	await page.setViewportSize(NARROWEST.viewport);
	await checkNoSidewaysScroll(page);
	await page.setViewportSize(PHONE.viewport);
}

test('IMPORT-17 on a phone, without a script: a list is looked at, taken, and the new person signs in by a link', async ({
	enter,
	complaints
}) => {
	const unit = await enter('coordinator', { ...PHONE, javaScriptEnabled: false });
	const email = `marigold.${Date.now()}@police.example`;
	await unit.goto('/settings/import');
	await look(unit, false);
	complaints.expectRefusal(unit, 422, '/settings/import');
	await unit.getByLabel('The list').setInputFiles(file('people.csv', people('no address')));
	await unit.getByRole('button', { name: 'Look at the file' }).click();
	await expect(unit.getByRole('row', { name: /^2 .*E-mail .*Enter an e-mail address/ })).toBeVisible();
	await look(unit, false);
	await unit.getByLabel('The list').setInputFiles(file('people.csv', people(email)));
	await unit.getByRole('button', { name: 'Look at the file' }).click();
	await expect(unit.getByText('Nothing is imported yet.')).toBeVisible();
	await expect(unit.getByRole('row', { name: /Marigold Fenwright-Import/ })).toBeVisible();
	await look(unit, false);
	await unit.getByRole('button', { name: 'Import', exact: true }).click();
	await expect(unit.getByText('Imported: 1 person added')).toBeVisible();
	await unit.goto('/settings/import');
	await unit.getByLabel('The list').setInputFiles(file('people.csv', people(email)));
	await unit.getByRole('button', { name: 'Look at the file' }).click();
	await expect(unit.getByText('This file was imported already')).toBeVisible();

	await unit.goto('/settings');
	await unit
		.getByRole('row', { name: new RegExp(email) })
		.getByRole('button', { name: 'Make a link' })
		.click();
	const link = await unit.locator('kbd').innerText();
	const somebody = await enter(null, { ...PHONE, javaScriptEnabled: false });
	await somebody.goto(link);
	await look(somebody, false);
	await somebody.getByLabel('Password', { exact: true }).fill('seven brown otters');
	await somebody.getByLabel('The same password again').fill('seven brown otters');
	await somebody.getByRole('button', { name: 'Set the password' }).click();
	await somebody.getByLabel('E-mail address').fill(email);
	await somebody.getByLabel('Password').fill('seven brown otters');
	await somebody.getByRole('button', { name: 'Sign in' }).click();
	await expect(somebody.getByText('Marigold Fenwright-Import').first()).toBeVisible();
	await somebody.goto(link);
	await expect(somebody.getByText('This link has been used')).toBeVisible();
});

test('IMPORT-17 the plan of a running case is looked at, taken, and begins the first meeting here', async ({
	enter
}) => {
	const unit = await enter('coordinator');
	await unit.goto('/settings/import');
	await look(unit);
	await unit.getByLabel('The list').setInputFiles(file('people.csv', people('somebody.new@police.example')));
	await unit.getByRole('button', { name: 'Look at the file' }).click();
	await expect(unit.getByText('Nothing is imported yet.')).toBeVisible();
	await look(unit);
	const { caseId } = await openCase(unit);
	await unit.goto(`/cases/${caseId}`);
	await unit.getByRole('link', { name: 'Import its last plan' }).click();
	const row = (cells: Partial<Record<string, string>>) => PLAN_COLUMNS.map(({ name }) => cells[name] ?? '');
	const rows = [
		PLAN_COLUMNS.map(({ heading }) => heading),
		row({ number: 'R1', risk: 'Threatens V1 when drinking' }),
		row({ number: 'A4', risks: 'R1', text: 'Visit weekly', due: '2027-03-01' })
	];
	await unit.getByLabel('The plan').setInputFiles(file('plan.csv', rows));
	await unit.getByLabel('Date of the meeting that adopted it').fill('2026-10-22');
	await unit.getByRole('button', { name: 'Look at the file' }).click();
	await expect(unit.getByText('Nothing is imported yet.')).toBeVisible();
	await expect(unit.getByText('No owner yet: to be chosen at the meeting')).toBeVisible();
	await look(unit);
	await unit.getByRole('button', { name: 'Import this plan' }).click();
	await expect(unit.getByText('A plan is imported: adopted on Thursday 22 October 2026')).toBeVisible();
	await look(unit);
	await unit.goto(`/cases/${caseId}/convene`);
	await expect(unit.getByRole('heading', { name: 'Convene a review meeting' })).toBeVisible();
	await expect(unit.getByText('It begins with a plan adopted on Thursday 22 October 2026')).toBeVisible();
});
