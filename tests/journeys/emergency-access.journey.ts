/** A chair asks to see a case they have no part in, a co-ordinator lets them, and it ends. */
import { openCase } from './support/fresh-meeting.ts';
import { expect, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

test('BREAK-4 emergency access is asked for by reference, approved, said on every page of the case, ended and reviewed', async ({
	enter,
	as
}) => {
	const unit = await enter('coordinator');
	const { caseId, ref } = await openCase(unit);
	const chair = await enter('chair');
	// Whatever the address, it leads to the form.
	await chair.goto(`/cases/${caseId}/emergency-access`);
	await expect(chair.getByRole('heading', { name: 'Emergency access', level: 1 })).toBeVisible();
	await chair.getByLabel('Reference of the case').fill(ref);
	await chair.getByLabel('What is at stake').fill('He was seen at the school gate and nobody answers.');
	await chair.getByRole('button', { name: 'Ask for emergency access' }).click();
	await expect(chair.getByText('Your request is recorded', { exact: true })).toBeVisible();

	await unit.goto('/emergency-access');
	await checkAxe(unit);
	await checkNoSidewaysScroll(unit);
	await unit.getByRole('button', { name: `Approve access of Larkspur Ironbridge-Wren to ${ref}` }).click();

	await expect(async () => {
		await chair.goto(`/cases/${caseId}`);
		await expect(chair.getByRole('region', { name: 'Emergency access' })).toBeVisible({ timeout: 1000 });
	}).toPass();
	await expect(chair.getByText('You see this because: you were given emergency access')).toBeVisible();
	await chair.getByRole('button', { name: 'End emergency access' }).click();
	await expect(chair).toHaveURL(/\/emergency-access$/);
	expect((await (await as('chair')).get(`/cases/${caseId}`)).status()).toBe(404);

	await unit.reload();
	const finding = unit.getByLabel('What you found').first();
	await finding.fill('It was needed and was ended at once.');
	await unit.getByRole('button', { name: `Record the review of Larkspur Ironbridge-Wren’s access to ${ref}` }).click();
	await expect(unit.getByText('It was needed and was ended at once.')).toBeVisible();

	await unit.goto('/settings/people?search=marchbank');
	await unit.getByRole('link', { name: 'Teasel Marchbank-Owl' }).click();
	await expect(unit.getByRole('heading', { name: 'Teasel Marchbank-Owl', level: 1 })).toBeVisible();
	await checkAxe(unit);
	await unit.getByLabel('Last day of the vetting').fill('2031-05-30');
	await unit.getByRole('button', { name: 'Save the date' }).click();
	await expect(unit.getByText(/Vetting: .* to .*30 May 2031/)).toBeVisible();
});
