/** Minutes go out as two copies of different versions: one is opened on a phone, and loses its text the moment the chair ends it. */
import { CAST, PASSWORD } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, PHONE, test } from './support/journey.ts';
import { endMeeting, settleEverythingElse } from './support/lockable-meeting.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { postForm } from './support/signed-in.ts';

test('DISTRIBUTION-12 two people get copies of two versions, one reads theirs on a phone, and it ends on the open page (R12)', async ({
	enter,
	as
}) => {
	const journey = { enter, as };
	const { meetingId, caseId } = await freshMeeting(journey, { inTheRoom: ['police', 'housing'] });
	await settleEverythingElse(journey, meetingId, ['chair', 'minuteTaker', 'police', 'housing']);
	await endMeeting(journey, meetingId);
	await postForm(await as('chair'), `/meetings/${meetingId}/minutes?/lock-minutes`, { password: PASSWORD });
	const final = `/meetings/${meetingId}/final`;
	const [chair, housing] = await Promise.all([enter('chair'), enter('housing', PHONE)]);

	await test.step('the chair looks at the version for housing and sends two copies', async () => {
		await housing.goto(final);
		await expect(housing.getByText('Your copy has not been sent yet')).toBeVisible();
		await chair.goto(`${final}/versions`);
		await chair.getByRole('link', { name: /^Version for .*Housing/ }).click();
		await expect(chair.getByText('Below is exactly what a reader of this version gets')).toBeVisible();
		await chair.goto(`${final}/distribution`);
		await chair.getByLabel(`Version for ${CAST.police}`).selectOption('Full record');
		await expect(chair.getByRole('checkbox', { name: new RegExp(`^${CAST.housing}`) })).toBeChecked();
		await checkAxe(chair);
		await chair.getByRole('button', { name: 'Send the copies' }).click();
		const sent = chair.getByRole('table', { name: 'Copies', exact: true });
		await expect(sent.getByRole('row', { name: new RegExp(CAST.housing) })).toContainText('Version for their agency');
		await expect(sent.getByRole('row', { name: new RegExp(CAST.police) })).toContainText('Full record');
	});

	await test.step('housing reads its own copy on a phone and says so; nobody else finds it', async () => {
		await housing.goto('/');
		await housing.getByRole('link', { name: /copy \d of 2$/ }).click();
		await expect(housing.locator('article')).toBeVisible();
		await housing.getByRole('button', { name: 'I have read it' }).click();
		await expect(housing.getByText('You confirmed that you have read it')).toBeVisible();
		await checkAxe(housing);
		await checkNoSidewaysScroll(housing);
		const own = new URL(housing.url()).pathname;
		for (const role of ['police', 'education'] as const)
			expect((await (await as(role)).get(own)).status(), role).toBe(404);
		const outside = await as('education');
		const pages = [
			'',
			'/copies',
			'/distribution',
			'/export',
			'/minutes.pdf',
			'/minutes.docx',
			'/minutes.html',
			'/record.json'
		];
		for (const path of [
			...pages.map((one) => `${final}${one}`),
			`/cases/${caseId}/bundle`,
			'/requests',
			`/requests/new?case=${caseId}`
		])
			expect((await outside.get(path)).status(), path).toBe(404);
	});

	await test.step('the chair ends it: the text is gone from the open page', async () => {
		await chair.reload();
		const row = chair
			.getByRole('table', { name: 'Copies', exact: true })
			.getByRole('row', { name: new RegExp(CAST.housing) });
		await expect(row).toContainText('Confirmed reading it');
		await row.locator('summary').click();
		await row.getByRole('textbox', { name: /^Reason for copy/ }).fill('Sent to the wrong team');
		await row.getByRole('button', { name: /^End copy \d now$/ }).click();
		await expect(row.getByText('Ended', { exact: true })).toBeVisible();
		await expect(housing.getByText('This copy cannot be read any more')).toBeVisible();
		await expect(housing.locator('article')).toHaveCount(0);
	});
});
