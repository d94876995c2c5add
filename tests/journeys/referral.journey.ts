/** A referral from the phone of a case manager to the convening page of the co-ordinator. */
import { addMonths, londonDate } from '#lib/time.ts';
import { ALL_SECTIONS, freshReferral, sentReferral } from './support/fresh-referral.ts';
import { expect, type Page, PHONE, test } from './support/journey.ts';
import { checkNoSidewaysScroll } from './support/page-checks.ts';

const today = londonDate(new Date().toISOString());
const idOf = (page: Page): string => /\/referrals\/([\w-]{36})/.exec(page.url())?.[1] ?? '';

test('REFER-40 referred on a phone, asked for more, accepted, and the convening page begins with what it says', async ({
	enter,
	as
}) => {
	const journey = { enter, as };
	const phone = await enter('caseManager', PHONE);
	await phone.goto('/referrals');
	await phone.getByRole('link', { name: 'Make a referral' }).click();
	await phone.getByRole('button', { name: 'Begin' }).click();
	await expect(phone.getByText('0 of 14 sections are complete')).toBeVisible();
	const id = idOf(phone);
	const fresh = await freshReferral(journey, 'caseManager', id);

	await test.step('a section with something missing is saved as a draft and says what', async () => {
		await phone.getByRole('link', { name: 'Level and agreement' }).click();
		await phone.getByRole('radio', { name: 'Level 2' }).check();
		await phone.getByLabel('Name of the manager who agreed').fill('Gorse Fairweather-Finch');
		await phone.getByRole('button', { name: 'Save and continue' }).click();
		await expect(phone.getByText('This is saved as a draft')).toBeVisible();
		await expect(phone.getByLabel('Name of the manager who agreed')).toHaveValue('Gorse Fairweather-Finch');
		await checkNoSidewaysScroll(phone);
		await phone.reload();
		await expect(phone.getByLabel('Name of the manager who agreed')).toHaveValue('Gorse Fairweather-Finch');
		await expect(phone.getByRole('radio', { name: 'Level 2' })).toBeChecked();
		await phone.getByLabel('Role of that manager').fill('Head of PDU');
		await phone.getByLabel('When did the manager agree?').fill(today);
		await phone.getByRole('button', { name: 'Save and continue' }).click();
		await expect(phone.getByText('1 of 14 sections are complete')).toBeVisible();
	});
	await test.step('a name is pointed out where victims are written by code', async () => {
		await phone.goto(`/referrals/${id}/victims`);
		await phone.getByLabel('Potential victims').fill('Anna Bellweather and her sister');
		await expect(phone.getByText('This looks as if it holds a name')).toBeVisible();
	});
	await test.step('check the answers, with what V03 asks, and send', async () => {
		await fresh.save(ALL_SECTIONS.filter((slug) => slug !== 'level' && slug !== 'dates'));
		await phone.goto(`/referrals/${id}/dates`);
		await phone.getByRole('radio', { name: 'In custody' }).check();
		await phone.getByLabel('Expected date of release').fill(addMonths(today, 3));
		await phone.getByLabel('Sentenced or cautioned').fill(addMonths(today, -20));
		await phone.getByRole('button', { name: 'Save and continue' }).click();
		await expect(phone.getByText('14 of 14 sections are complete')).toBeVisible();
		await phone.goto(`/referrals/${id}/check`);
		await expect(phone.getByText(fresh.name)).toBeVisible();
		await checkNoSidewaysScroll(phone);
		const send = phone.getByRole('button', { name: 'Send the referral' });
		await send.click();
		await expect(phone.getByRole('link', { name: 'Give a reason' })).toBeVisible();
		await phone.getByLabel('Why is it referred less than six months before release?').fill('Arrested last week');
		await send.click();
		await expect(phone.getByText('Referral decision - pending')).toBeVisible();
		await expect(phone.getByText('Late referral')).toBeVisible();
	});

	const unit = await enter('coordinator');
	await test.step('the co-ordinator asks for more information', async () => {
		await unit.goto('/');
		await unit.getByRole('link', { name: /referrals? waits? for your decision/ }).click();
		await unit.getByRole('link', { name: fresh.name }).click();
		await unit.getByRole('link', { name: 'Decide on this referral' }).click();
		await unit.locator('summary', { hasText: 'Ask for more information' }).click();
		await unit.getByLabel('What is still needed').fill('Which school is nearest to the release address?');
		await unit.getByRole('button', { name: 'Ask the agency' }).click();
		await expect(unit.getByText('More information needed').first()).toBeVisible();
	});
	await test.step('the referrer is told on their own work, answers and sends it again', async () => {
		await phone.goto('/');
		const row = phone.getByRole('row').filter({ hasText: fresh.name });
		await expect(row).toContainText('More information needed');
		await row.getByRole('link', { name: fresh.name }).click();
		await expect(phone.getByText('Which school is nearest').first()).toBeVisible();
		await phone.getByRole('link', { name: 'Check your answers and send' }).click();
		await phone.getByRole('button', { name: 'Answer and send it again' }).click();
		await expect(phone.getByRole('link', { name: 'Enter an answer to the co-ordinator’s question' })).toBeVisible();
		await phone.getByLabel('Your answer').fill('None within two miles');
		await phone.getByRole('button', { name: 'Answer and send it again' }).click();
		await expect(phone.getByText('None within two miles')).toBeVisible();
	});
	await test.step('accepted: a case with a first meeting that is due', async () => {
		await unit.goto(`/referrals/${id}/decide`);
		await unit.getByRole('button', { name: 'Record the decision' }).click();
		await expect(unit.getByRole('link', { name: 'Enter the reasons' })).toBeVisible();
		await unit.getByRole('radio', { name: 'Accepted - level 2' }).check();
		await unit.getByLabel('Reasons', { exact: true }).first().fill('Four agencies must act before one date.');
		await unit.getByLabel('Case reference').fill(`JNY-${id.slice(0, 8)}`);
		await unit.getByRole('button', { name: 'Record the decision' }).click();
		await expect(unit.getByText('The first meeting is due by').first()).toBeVisible();
		await unit.getByRole('link', { name: 'convene the meeting' }).click();
	});
	await test.step('the convening page begins with the objective, the level and whom the referrer names', async () => {
		await expect(unit.getByRole('heading', { name: 'Convene the first meeting' })).toBeVisible();
		await expect(unit.getByLabel('What the meeting is for')).toHaveValue('Agree the release plan');
		await expect(unit.getByRole('radio', { name: /^Level 2/ })).toBeChecked();
		await expect(unit.getByText('The referral makes it due by')).toBeVisible();
		const police = unit.locator('details', { hasText: 'Northmere Constabulary' }).first();
		await expect(police).not.toContainText('Not invited');
	});
});

test('REFER-41 two people editing one section see both texts, without a script too', async ({
	enter,
	as,
	complaints
}) => {
	const fresh = await freshReferral({ enter, as }, 'caseManager');
	const place = `/referrals/${fresh.id}/reason`;
	const [first, second] = await Promise.all([
		enter('caseManager', { javaScriptEnabled: false }),
		enter('victimLiaison', { javaScriptEnabled: false })
	]);
	for (const page of [first, second]) await page.goto(place);
	const why = (page: Page) => page.getByLabel('What has happened: behaviour, attitudes and pattern');
	await why(first).fill('Written by the case manager');
	await first.getByRole('button', { name: 'Save and finish later' }).click();
	await expect(first.getByText('0 of 14 sections are complete')).toBeVisible();
	await why(second).fill('Written by the victim liaison officer');
	complaints.expectRefusal(second, 409, place);
	await second.getByRole('button', { name: 'Save and finish later' }).click();
	await expect(second.getByText('Somebody else has saved this section while you wrote')).toBeVisible();
	await expect(second.locator('.govuk-inset-text')).toContainText('Written by the case manager');
	await expect(why(second)).toHaveValue('Written by the victim liaison officer');
	await why(second).fill('Written by both of them');
	await second.getByRole('button', { name: 'Save and finish later' }).click();
	await first.goto(place);
	await expect(why(first)).toHaveValue('Written by both of them');
});

test('REFER-42 a rejection is challenged and what became of the challenge is kept, and nobody else finds the referral', async ({
	enter,
	as,
	complaints
}) => {
	const fresh = await sentReferral({ enter, as }, 'caseManager');
	const [unit, referrer, stranger] = await Promise.all([
		enter('coordinator'),
		enter('caseManager'),
		enter('childrensServices')
	]);
	await unit.goto(`/referrals/${fresh.id}/decide`);
	await unit.getByRole('radio', { name: 'Rejected - remain at level 1' }).check();
	await unit.getByLabel('Reasons', { exact: true }).first().fill('The plan of the lead agency is robust.');
	await unit.getByLabel('If it is rejected: what else would help').fill('A professionals meeting');
	await unit.getByRole('button', { name: 'Record the decision' }).click();
	await expect(unit.getByText('What else would help: A professionals meeting').first()).toBeVisible();
	await referrer.goto(`/referrals/${fresh.id}`);
	await referrer.locator('summary', { hasText: 'Challenge the decision' }).click();
	await referrer.getByLabel('Why you challenge it').fill('Two agencies have said they cannot act alone.');
	await referrer.getByRole('button', { name: 'Challenge the decision' }).click();
	await expect(referrer.getByText('The decision is challenged')).toBeVisible();
	await unit.goto(`/referrals/${fresh.id}`);
	await unit.getByLabel('Who resolved it, with their role').fill('Opal Quillfeather, co-ordinator');
	await unit.getByLabel('How', { exact: true }).fill('Spoke with both agencies');
	await unit.getByRole('radio', { name: 'The referral is decided again' }).check();
	await unit.getByRole('button', { name: 'Record how it was resolved' }).click();
	await expect(unit.getByText('Challenge resolved: to be decided again')).toBeVisible();
	for (const path of [`/referrals/${fresh.id}`, `/referrals/${fresh.id}/reason`, `/referrals/${fresh.id}/decide`]) {
		complaints.expectRefusal(stranger, 404, path);
		await stranger.goto(path);
		await expect(stranger.getByRole('heading', { name: 'Page not found' })).toBeVisible();
	}
});
