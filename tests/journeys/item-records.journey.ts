/** What an agenda item must record: the chair at a desk and the case manager on a phone fill two items together. */
import { londonDate } from '#lib/time.ts';
import { CAST } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { DESK, expect, type Page, PHONE, test } from './support/journey.ts';
import { expectSaved } from './support/room.ts';

const WHO = 'Staff of the harbour kiosk, most of all V1';
const VIEWS = 'V1 wants to know on which day he is released';

test('ITEM-22 two people record risk and victims at once, see who replaced what, and what is missing shrinks to nothing', async ({
	enter,
	as
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['caseManager'] });
	const [chair, manager, plain] = await Promise.all([
		enter('chair', DESK),
		enter('caseManager', PHONE),
		enter('minuteTaker', { javaScriptEnabled: false })
	]);
	const goTo = async (page: Page, item: string): Promise<void> => {
		await page.goto(`/meetings/${meetingId}/room?item=${item}`);
		await expectSaved(page);
	};
	const work = (page: Page) => page.locator('.room-work');
	const imminence = (page: Page) => page.locator('[id="RISK.imminence"]');
	const toSettle = (page: Page, what: string) => work(page).getByRole('link', { name: what }).first();

	await test.step('one replaces the other’s choice: both see what it was, and the one it was is told', async () => {
		await Promise.all([goTo(chair, 'RISK'), goTo(manager, 'RISK')]);
		await expect(toSettle(chair, 'Write "Who is at risk"')).toBeVisible();
		await manager.getByLabel('Imminence').selectOption('Likely soon');
		await expect(chair.getByLabel('Imminence')).toHaveValue('LIKELY_SOON');
		await chair.getByLabel('Imminence').selectOption('Imminent');
		await expect(manager.getByLabel('Imminence')).toHaveValue('IMMINENT');
		for (const page of [chair, manager]) await expect(imminence(page)).toContainText('before: Likely soon');
		await expect(manager.locator('[data-overwritten="RISK.imminence"]')).toContainText('from Likely soon to Imminent');
		await expect(chair.locator('[data-overwritten]')).toHaveCount(0);
	});

	await test.step('an entry of what is missing leads into its field, and goes when the field is written', async () => {
		await toSettle(chair, 'Write "Who is at risk"').click();
		const who = chair.locator('[data-field="RISK.who"] textarea');
		await expect(who).toBeFocused();
		await manager.locator('[data-field="RISK.who"] textarea').fill(WHO);
		await expect(who).toHaveValue(WHO);
		await expect(work(chair).getByRole('link', { name: 'Write "Who is at risk"' })).toHaveCount(0);
		await work(chair)
			.getByRole('button', { name: /^Still so.*Risk of serious harm/ })
			.click();
		await expect(chair.locator('[id="RISK.community_KNOWN_ADULT"]')).toContainText(CAST.chair);
	});

	await test.step('a victim by code, its contact by one and the views by the other', async () => {
		await Promise.all([goTo(chair, 'VICTIMS'), goTo(manager, 'VICTIMS')]);
		await chair.getByRole('button', { name: 'Add V1' }).click();
		await manager.getByLabel('Contact with the scheme, V1').selectOption('Declined contact');
		await expect(chair.getByLabel('Contact with the scheme, V1')).toHaveValue('DECLINED');
		await chair.locator('[data-field="VICTIMS.V1.views"] textarea').fill(VIEWS);
		await expect(manager.locator('[data-field="VICTIMS.V1.views"] textarea')).toHaveValue(VIEWS);
		await Promise.all([chair, manager].map(expectSaved));
	});

	await test.step('without a script each part of an item is a form', async () => {
		await plain.goto(`/meetings/${meetingId}/room?item=AGENCY_INFO`);
		const agency = plain.getByRole('region', { name: /^Probation Service/ });
		await agency.getByLabel(/^What came from it/).selectOption('Nothing known, checked');
		await agency.getByLabel(/^Checked on/).fill(londonDate(new Date().toISOString()));
		await agency.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(agency.getByLabel(/^What came from it/)).toHaveValue('NOTHING_KNOWN');
		await expect(agency).toContainText(CAST.minuteTaker);
	});

	await test.step('the minutes print each field under its item', async () => {
		await chair.goto(`/meetings/${meetingId}/minutes`);
		for (const text of ['Who is at risk', WHO, 'Imminence', 'Declined contact', VIEWS, 'Nothing known, checked'])
			await expect(chair.locator('main')).toContainText(text);
	});
});
