/** Until when a case is kept, in a browser: a hold is placed where the case is, seen there, and ended with a reason. */
import { openCase } from './support/fresh-meeting.ts';
import { expect, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';

test('DESTROY-13 a co-ordinator holds a case, it is seen where the case is, and its end has a reason', async ({
	enter,
	complaints
}) => {
	const unit = await enter('coordinator');
	const { caseId } = await openCase(unit);
	await unit.goto(`/cases/${caseId}`);
	await unit.getByRole('link', { name: 'Retention and hold', exact: true }).click();
	await expect(unit.getByText('Nothing holds this case.')).toBeVisible();
	await unit.getByText('Hold this case', { exact: true }).first().click();
	// What is missing is said, and what was typed stays.
	await unit.getByLabel('What is asked for, and by whom').fill('An invented inquiry asked for everything');
	complaints.expectRefusal(unit, 422, `/cases/${caseId}/hold`);
	await unit.getByRole('button', { name: 'Hold this case' }).click();
	await expect(unit.getByText('There is a problem')).toBeVisible();
	await expect(unit.getByLabel('What is asked for, and by whom')).toHaveValue(
		'An invented inquiry asked for everything'
	);
	await unit.getByLabel('A statutory or public inquiry').check();
	const again = new Date(Date.now() + 60 * 86_400_000);
	await unit.getByLabel('Look at it again on', { exact: true }).fill(again.toISOString().slice(0, 10));
	await unit.getByRole('button', { name: 'Hold this case' }).click();
	await expect(unit.getByText('In force', { exact: true })).toBeVisible();
	await checkAxe(unit);
	await unit.goto(`/cases/${caseId}`);
	await expect(unit.getByText('Held', { exact: true })).toBeVisible();
	await unit.goto('/retention');
	await expect(unit.getByText('An invented inquiry asked for everything')).toBeVisible();
	await unit.goto(`/cases/${caseId}/hold`);
	await unit.getByText('Look at it again later, or end it').click();
	await unit.getByLabel('Why it ends').fill('The inquiry has what it asked for');
	await unit.getByRole('button', { name: 'End the hold' }).click();
	await expect(unit.getByText('Nothing holds this case.')).toBeVisible();
});
