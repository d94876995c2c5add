/** Four people in one plan at once: chair, minute taker, police, and children's services on a phone. */
import { addWorkingDays, londonDate, shortDate } from '#lib/time.ts';
import { agencyOf, CAST } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { DESK, expect, LAPTOP, type Page, PHONE, test } from './support/journey.ts';
import { enterRoom, expectSaved, planField, planText } from './support/room.ts';

const HARM = 'Serious physical assault on V1 at the harbour kiosk when he has been drinking';
const CONTINGENCY = 'If he is seen at the kiosk: police attend, the case manager considers recall the same day';
const ACTION = 'Brief the kiosk owner on the exclusion zone';
const EVIDENCE = 'Index offence; two call-outs in June';

test('JOURNEY-2 four people write one plan at once and each sees every character, who writes and who wrote', async ({
	enter,
	as
}) => {
	const meeting = await freshMeeting({ enter, as }, { inTheRoom: ['childrensServices', 'police'] });
	const [chair, taker, phone, police] = await Promise.all([
		enter('chair', DESK),
		enter('minuteTaker', LAPTOP),
		enter('childrensServices', PHONE),
		enter('police', DESK)
	]);
	const everybody = [chair, taker, phone, police];
	await Promise.all(everybody.map((page) => enterRoom(page, meeting.meetingId, 'RMP')));
	await chair.getByRole('button', { name: 'Add a risk' }).click();
	await Promise.all(everybody.map((page) => expect(planText(page, 'R1.risk')).toBeEditable()));

	await test.step('characters, the name at the field, saved, and who wrote last', async () => {
		await Promise.all([
			typeIn(phone, 'R1.risk', HARM),
			typeIn(police, 'R1.contingency', CONTINGENCY),
			typeIn(taker, 'R1.evidence', EVIDENCE),
			// The first characters are there while the rest are still being typed.
			expect(planText(chair, 'R1.risk')).toHaveValue(/^Serious p/),
			expect(planField(chair, 'R1.risk')).toContainText(`Campion, ${agencyOf('childrensServices')}`),
			expect(planField(chair, 'R1.contingency')).toContainText(`Teasel, ${agencyOf('police')}`)
		]);
		await Promise.all(
			everybody.flatMap((page) => [
				expect(planText(page, 'R1.risk')).toHaveValue(HARM),
				expect(planText(page, 'R1.contingency')).toHaveValue(CONTINGENCY),
				expect(planText(page, 'R1.evidence')).toHaveValue(EVIDENCE),
				expectSaved(page),
				expect(planField(page, 'R1.risk')).toContainText(/last by .*Children's Services, \d\d:\d\d/)
			])
		);
		await expect(planField(phone, 'R1.contingency')).toContainText('is writing here');
	});

	await test.step('two people in one field keep every word of both', async () => {
		await Promise.all([
			typeIn(police, 'R1.responseSoFar', 'Police: no call-outs since July. ', 'start'),
			typeIn(taker, 'R1.responseSoFar', 'Probation: kept five of six appointments. ', 'start')
		]);
		await Promise.all(everybody.map(expectSaved));
		const text = await planText(police, 'R1.responseSoFar').inputValue();
		const letters = (words: string) => [...words].sort().join('');
		expect(letters(text)).toBe(letters('Police: no call-outs since July. Probation: kept five of six appointments. '));
		await Promise.all(everybody.map((page) => expect(planText(page, 'R1.responseSoFar')).toHaveValue(text)));
	});

	await test.step('a date that somebody else replaces is said and can be put back', async () => {
		const today = londonDate(new Date().toISOString());
		const [first, second] = [addWorkingDays(today, 10), addWorkingDays(today, 15)];
		await police.getByRole('button', { name: 'Add an action to R1' }).click();
		const due = (page: Page) => page.getByLabel('A1 to be done by');
		await setDate(police, first);
		await Promise.all(everybody.map((page) => expect(due(page)).toHaveValue(first)));
		await setDate(chair, second);
		await Promise.all(everybody.map((page) => expect(due(page)).toHaveValue(second)));
		const notice = police.locator('[data-overwritten="A1.due"]');
		await expect(notice).toContainText(`changed the deadline of A1 from ${shortDate(first)} to ${shortDate(second)}`);
		await expect(taker.locator('[data-overwritten]')).toHaveCount(0);
		await notice.getByRole('button', { name: 'Undo' }).click();
		await Promise.all(everybody.map((page) => expect(due(page)).toHaveValue(first)));
		await expect(notice).toBeHidden();
	});

	await test.step('one owner, and the view by agency', async () => {
		await typeIn(phone, 'A1.text', ACTION);
		await phone.getByLabel('Owner of A1').selectOption({ label: `${CAST.police}, Detective Constable, MOSOVO` });
		await Promise.all(everybody.map((page) => expect(page.locator('#A1 .owner')).toContainText(agencyOf('police'))));
		await taker.getByRole('tab', { name: 'By agency' }).click();
		await expect(taker.getByRole('region', { name: `Actions of ${agencyOf('police')}` })).toContainText('A1');
	});

	await test.step('a row is taken out by the two who keep the record only, and can come back', async () => {
		await expect(police.getByText('Remove A1')).toHaveCount(0);
		await chair.locator('summary', { hasText: 'about A1' }).click();
		await chair.locator('summary', { hasText: 'Remove A1' }).click();
		await chair.getByLabel(/Why is this action removed/).fill('Written twice');
		await chair.getByRole('button', { name: 'Remove A1' }).click();
		await expect(planText(police, 'A1.text')).toHaveCount(0);
		await expect(police.locator('#A1')).toContainText(
			/removed at \d\d:\d\d by Larkspur Ironbridge-Wren: Written twice/
		);
		await taker.getByRole('tab', { name: /^Plan/ }).click();
		await taker.getByRole('button', { name: 'Restore A1' }).click();
		await expect(planText(police, 'A1.text')).toHaveValue(ACTION);
	});
});

async function typeIn(page: Page, field: string, words: string, at: 'start' | 'end' = 'end'): Promise<void> {
	const text = planText(page, field);
	await text.focus();
	if (at === 'start') await text.press('ControlOrMeta+Home');
	await text.pressSequentially(words, { delay: 15 });
}

async function setDate(page: Page, date: string): Promise<void> {
	await page.getByLabel('A1 to be done by').fill(date);
	await page.getByLabel('A1 to be done by').blur();
}
