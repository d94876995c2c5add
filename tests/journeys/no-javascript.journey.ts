/** The forms that must work when no script does: sign-in, the door, the register, convening, a decision, the lock. */
import { londonDate } from '#lib/time.ts';
import { CAST, emailOf, PASSWORD } from './support/cast.ts';
import { convene, freshMeeting, openCase } from './support/fresh-meeting.ts';
import { expect, type Page, test } from './support/journey.ts';
import { endMeeting, nextMeetingDay, settleEverythingElse } from './support/lockable-meeting.ts';

const PLAIN = { javaScriptEnabled: false };

/** A refused form says so at its top, with a link to each field. */
const expectProblem = async (page: Page, message: string | RegExp): Promise<void> => {
	await expect(page).toHaveTitle(/^Error: /);
	const summary = page.locator('.govuk-error-summary');
	await expect(summary).toContainText('There is a problem');
	await expect(summary).toContainText(message);
};

test('JOURNEY-6 signing in, and picking a person of the demonstration, need no script', async ({
	enter,
	complaints
}) => {
	const page = await enter(null, PLAIN);
	await page.goto('/cases');
	await expect(page).toHaveURL(/\/sign-in\?next=/);
	complaints.expectRefusal(page, 401, '/sign-in');
	await page.getByLabel('E-mail address').fill(emailOf('coordinator'));
	await page.getByLabel('Password').fill('not the password at all');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expectProblem(page, 'The e-mail address or the password is not right');
	await expect(page.getByLabel('E-mail address')).toHaveValue(emailOf('coordinator'));
	await expect(page.getByLabel('Password')).toHaveValue('');
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Cases of the area' })).toBeVisible();
	await page.getByRole('link', { name: 'Be somebody else' }).click();
	await page.getByRole('button', { name: new RegExp(CAST.police) }).click();
	await expect(page.getByText(`signed in as ${CAST.police}`)).toBeVisible();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.goto('/');
	await expect(page).toHaveURL(/\/sign-in/);
});

test('JOURNEY-7 convening, joining and recording attendance need no script, and a refused form keeps what was typed', async ({
	enter,
	complaints
}) => {
	const unit = await enter('coordinator', PLAIN);
	const { caseId, ref } = await openCase(unit);
	await test.step('convene: refused, kept, then carried out', async () => {
		await unit.goto(`/cases/${caseId}/convene`);
		const objective = 'Agree a plan. This was typed before the form was refused.';
		await unit.getByLabel('What the meeting is for').fill(objective);
		complaints.expectRefusal(unit, 422, `/cases/${caseId}/convene`);
		await unit.getByRole('button', { name: 'Convene the meeting and invite' }).click();
		await expectProblem(unit, 'Enter the date of the meeting');
		await expect(unit.getByLabel('What the meeting is for')).toHaveValue(objective);
	});
	const meetingId = await convene(unit, caseId, ['police']);

	for (const role of ['chair', 'police'] as const) {
		await test.step(`${CAST[role]} joins`, async () => {
			const page = await enter(role, PLAIN);
			await page.goto(`/join/${meetingId}`);
			complaints.expectRefusal(page, 422, `/join/${meetingId}`);
			await page.getByRole('button', { name: 'Accept the statement' }).click();
			await expectProblem(page, 'Tick the box to say that you have read the statement');
			await page.getByRole('checkbox', { name: /I have read the statement/ }).check();
			await page.getByRole('button', { name: 'Accept the statement' }).click();
			await expect(
				page.getByText(role === 'chair' ? 'You are confirmed for this meeting' : 'Waiting for the chair')
			).toBeVisible();
			await page.getByRole('button', { name: 'I will attend' }).click();
			await expect(page.getByText('Your answer: Will attend')).toBeVisible();
		});
	}
	await test.step('the chair lets in, starts, moves on and fills in the register', async () => {
		const chair = await enter('chair', PLAIN);
		await chair.goto(`/meetings/${meetingId}/room`);
		await chair.getByRole('button', { name: `Let in ${CAST.police}` }).click();
		await chair.getByRole('button', { name: 'Start the meeting' }).click();
		await chair.getByRole('button', { name: /Next item/ }).click();
		await expect(
			chair.getByRole('heading', { level: 2, name: /Confidentiality and equality statement/ })
		).toBeVisible();
		await chair.goto(`/meetings/${meetingId}/register`);
		const row = chair.locator('details.app-row', { hasText: CAST.minuteTaker });
		await row.locator('summary').click();
		await row.getByLabel('Attendance').selectOption('No apology, report received');
		await row.getByLabel('Note').fill('Typed before the form was refused');
		complaints.expectRefusal(chair, 422, `/meetings/${meetingId}/register`);
		await row.getByRole('button', { name: /Record|Confirm/ }).click();
		await expectProblem(chair, /why/i);
		await expect(row.getByLabel('Note')).toHaveValue('Typed before the form was refused');
		await expect(row.getByLabel('Attendance')).toHaveValue('NO_APOLOGY_REPORT_RECEIVED');
		await row.getByLabel('Why not').selectOption('Sickness');
		await row.getByLabel('Report received on').fill(londonDate(new Date().toISOString()));
		await row.getByRole('button', { name: /Record|Confirm/ }).click();
		await expect(row.locator('summary')).toContainText('No apology, report received');
		await expect(chair.getByText(ref, { exact: false }).first()).toBeVisible();
	});
});

test('JOURNEY-8 the disclosure decision, a question about a text and the lock need no script', async ({
	enter,
	as,
	complaints
}) => {
	const journey = { enter, as };
	const { meetingId } = await freshMeeting(journey, {});
	const chair = await enter('chair', PLAIN);
	const room = `/meetings/${meetingId}/room`;
	await test.step('whoever comes to a room for the first time is brought the page that is drawn for them', async () => {
		await chair.context().clearCookies({ name: 'scripts' });
		await chair.goto(`${room}?item=DISCLOSURE`);
		await expect(chair).toHaveURL(/item=DISCLOSURE&scripts=off$/);
		await expect(chair.locator('summary', { hasText: 'Ask about a text' })).toBeVisible();
		await chair.goto(room);
		await expect(chair.locator('summary', { hasText: 'Ask about a text' })).toBeVisible();
		expect(new URL(chair.url()).search).toBe('');
	});
	await test.step('disclosure: refused with what is missing, kept, then recorded', async () => {
		await chair.goto(`${room}?item=DISCLOSURE`);
		await chair.getByRole('radio', { name: 'Do not disclose' }).check();
		complaints.expectRefusal(chair, 422, room);
		await chair.getByRole('button', { name: 'Record the decision' }).click();
		await expect(chair.getByRole('radio', { name: 'Do not disclose' })).toBeChecked();
		await chair.getByLabel('Reasons').fill('Nobody outside needs to know');
		await chair.getByLabel('What would make the meeting reconsider').fill('A new partner');
		await chair.getByLabel('Next review of this decision').fill(nextMeetingDay());
		await chair.getByRole('button', { name: 'Record the decision' }).click();
		await expect(chair.getByRole('heading', { level: 4, name: 'Do not disclose' })).toBeVisible();
		await expect(chair.getByRole('definition').filter({ hasText: 'Nobody outside needs to know' })).toBeVisible();
	});
	await test.step('a question about a text: asked on its item, answered there, settled on the page of what is missing', async () => {
		await chair.goto(`${room}?item=RISK`);
		await chair.locator('summary', { hasText: 'Ask about a text' }).click();
		await chair.getByLabel('Question', { exact: true }).fill('Who said this?');
		await chair.getByRole('button', { name: 'Ask', exact: true }).click();
		await chair.locator('input[name="answer"]').fill('The manager');
		await chair.getByRole('button', { name: /^Answer/ }).click();
		await expect(chair.locator('p.answer', { hasText: 'The manager' })).toBeVisible();
		await chair.goto(`/meetings/${meetingId}/close`);
		await expect(chair.getByRole('heading', { name: 'Questions about texts: 1' })).toBeVisible();
		await chair.getByRole('button', { name: /^Resolve/ }).click();
		await expect(chair.getByRole('heading', { name: /^Questions about texts/ })).toHaveCount(0);
	});
	await test.step('at 320 pixels every step of the end is reached by its link, in order', async () => {
		await chair.setViewportSize({ width: 320, height: 700 });
		const steps = chair.getByRole('navigation', { name: 'Closing the meeting' }).locator('li a');
		const names = await steps.allInnerTexts();
		expect(names.length).toBeGreaterThan(4);
		for (let step = 0; step < names.length; step += 1) {
			await steps.nth(step).click();
			await expect(steps).toHaveCount(names.length);
			expect(await chair.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		}
		await chair.setViewportSize({ width: 1280, height: 720 });
	});
	await settleEverythingElse(journey, meetingId, ['chair', 'minuteTaker'], ['DISCLOSURE']);
	await test.step('a wrong password does not lock', async () => {
		await endMeeting(journey, meetingId);
		await chair.goto(`/meetings/${meetingId}/minutes`);
		complaints.expectRefusal(chair, 422, `/meetings/${meetingId}/minutes`);
		await chair.getByLabel('Your password').fill('not the password at all');
		await chair.getByRole('button', { name: 'Lock the minutes' }).click();
		await expectProblem(chair, 'The password is not right');
		await expect(chair.getByLabel('Your password')).toHaveValue('');
	});
	await test.step('the right one does', async () => {
		await chair.getByLabel('Your password').fill(PASSWORD);
		await chair.getByRole('button', { name: 'Lock the minutes' }).click();
		await expect(chair).toHaveURL(/\/final$/);
		await expect(chair.getByText(/Locked by/i).first()).toBeVisible();
	});
});

test('JOURNEY-12 what is typed while the scripts are still on their way is kept when they come', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { invited: ['police'], started: false });
	const page = await enter('police');
	let come = (): void => {};
	const scripts = new Promise<void>((resolve) => {
		come = resolve;
	});
	await page.route('**/_app/**/*.js', async (route) => {
		await scripts;
		await route.continue();
	});
	const agreed = page.getByRole('checkbox', { name: /I have read the statement/ });
	await page.goto(`/join/${meetingId}`, { waitUntil: 'commit' });
	await agreed.check();
	come();
	// The framework announces pages from here on: every field has been set up by then.
	await expect(page.locator('#svelte-announcer')).toBeAttached();
	await expect(agreed).toBeChecked();
	await page.getByRole('button', { name: 'Accept the statement' }).click();
	await expect(page.getByText('Waiting for the chair')).toBeVisible();
});
