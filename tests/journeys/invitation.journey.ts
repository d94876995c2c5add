/** From the invitation to the seat: the administrator passes the mail on, the invited person answers on a phone, without a script. */
import { addDays, londonDate } from '#lib/time.ts';
import { CAST } from './support/cast.ts';
import { convene, openCase } from './support/fresh-meeting.ts';
import { DESK, expect, NARROWEST, PHONE, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const ON_A_PHONE = { ...PHONE, javaScriptEnabled: false };
/** A colleague of the police officer, with a sign-in of their own. */
const SUBSTITUTE = 'Bramble Thistlewood';
const INVITATION = 'Invitation to a MAPP meeting';

test('INVITE-6 V09 convened, passed on by hand, declined and nominated on a phone without a script, approved by the administrator', async ({
	enter,
	complaints
}) => {
	const unit = await enter('minuteTaker');
	const fresh = await openCase(unit);
	const inAMonth = { date: addDays(londonDate(new Date().toISOString()), 30), time: '10:00' };
	const meetingId = await convene(unit, fresh.caseId, ['chair', 'minuteTaker', 'police'], inAMonth);
	/** The newest message of a kind to somebody. */
	const message = (name: string, title: string, state: string) =>
		unit.locator('details.app-row', { hasText: name }).filter({ hasText: title }).filter({ hasText: state }).first();

	await test.step('the administrator reads the message in the outbox, copies it and says so', async () => {
		await unit.goto('/outbox');
		const row = message(CAST.police, INVITATION, 'To be passed on');
		await row.locator('summary').click();
		const text = await row.getByLabel('Message').inputValue();
		expect(text).toContain(`/join/${meetingId}`);
		for (const secret of [fresh.subject, fresh.ref, fresh.offence, CAST.police, 'Category', 'Saltby'])
			expect(text).not.toContain(secret);
		const file = await unit.request.get(
			(await row.getByRole('link', { name: 'Calendar file' }).getAttribute('href')) ?? ''
		);
		expect(file.headers()['content-type']).toContain('text/calendar');
		expect(await file.text()).toContain('SUMMARY:MAPP meeting');
		await row.getByRole('button', { name: `I have passed it on to ${CAST.police}` }).click();
		await expect(message(CAST.police, INVITATION, 'Passed on by hand')).toBeVisible();
	});

	await test.step('on a phone: declined with a reason, refused without one, and a colleague nominated', async () => {
		const page = await enter('police', ON_A_PHONE);
		await page.goto(`/join/${meetingId}`);
		await page.getByText('I cannot attend', { exact: true }).click();
		complaints.expectRefusal(page, 422, `/join/${meetingId}`);
		await page.getByLabel('Anything the MAPPA unit should know').fill('Back the week after');
		await page.getByRole('button', { name: 'Say that I cannot attend' }).click();
		await expect(page.locator('.govuk-error-summary')).toContainText('Choose why you cannot attend');
		await expect(page.getByLabel('Anything the MAPPA unit should know')).toHaveValue('Back the week after');
		await page.getByLabel('Why you cannot attend').selectOption('Leave without cover');
		await page.getByRole('button', { name: 'Say that I cannot attend' }).click();
		await expect(page.getByText('Your answer: Cannot attend, leave without cover')).toBeVisible();
		await page.getByText('Name a substitute', { exact: true }).click();
		const choice = page.getByLabel('Who comes instead of you');
		await choice.selectOption(await choice.locator('option', { hasText: SUBSTITUTE }).getAttribute('value'));
		await page.getByRole('button', { name: 'Name them' }).click();
		await expect(page.getByText(`${SUBSTITUTE} waits to be approved`)).toBeVisible();
	});

	await test.step('the administrator sees who comes and approves', async () => {
		await unit.goto(`/meetings/${meetingId}/answers`);
		await expect(unit.getByText('1 cannot')).toBeVisible();
		await expect(unit.getByText('Leave without cover. Back the week after')).toBeVisible();
		await checkAxe(unit);
		await unit.setViewportSize(PHONE.viewport);
		await checkAxe(unit);
		await unit.setViewportSize(NARROWEST.viewport);
		await checkNoSidewaysScroll(unit);
		await unit.setViewportSize(DESK.viewport);
		await unit.getByRole('button', { name: `Approve ${SUBSTITUTE}` }).click();
		await expect(unit.getByText(`Comes instead of ${CAST.police}`)).toBeVisible();
		await unit.goto('/outbox');
		await expect(message(SUBSTITUTE, INVITATION, 'To be passed on')).toBeVisible();
	});

	await test.step('the meeting is called off, and its entry comes out of the calendar', async () => {
		await unit.goto(`/meetings/${meetingId}`);
		await unit.getByText('Cancel the meeting', { exact: true }).first().click();
		await unit.getByLabel('Reason', { exact: true }).last().fill('Recalled to prison');
		await unit.getByRole('button', { name: 'Cancel the meeting' }).click();
		await expect(unit.getByText('This meeting was cancelled on')).toBeVisible();
		const page = await enter('police', ON_A_PHONE);
		await page.goto(`/join/${meetingId}`);
		await expect(page.getByText('This meeting is cancelled')).toBeVisible();
		expect(await page.locator('body').innerText()).not.toContain('Recalled to prison');
		const file = await (await page.request.get(`/join/${meetingId}/meeting.ics`)).text();
		expect(file).toContain('METHOD:CANCEL');
	});
});
