/** The Board's pages: the unit's numbers, what is published of them, and an answer that comes back. */
import { later, quarterKey, quarterOf } from '#lib/smb/quarter.ts';
import { londonDate } from '#lib/time.ts';
import { DESK, expect, NARROWEST, type Page, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const NOW = quarterOf(londonDate(new Date().toISOString()));
const BEFORE = quarterKey(later(NOW, -1));

async function look(page: Page, path: string, heading: string | RegExp): Promise<void> {
	await page.goto(path);
	await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
	await checkAxe(page);
	await page.setViewportSize(NARROWEST.viewport);
	await checkNoSidewaysScroll(page);
	await page.setViewportSize(DESK.viewport);
}

test('JOURNEY-14 the unit publishes a pack, the Board answers feedback, a lay adviser sees published numbers and nothing else', async ({
	enter,
	complaints
}) => {
	const [unit, board, adviser] = await Promise.all([enter('coordinator'), enter('boardChair'), enter('layAdviser')]);
	await look(unit, '/smb', 'Strategic Management Board');
	await expect(unit.getByRole('img', { name: /Indicators over four quarters/ })).toBeVisible();
	await expect(unit.getByRole('img', { name: /Actions open at the end of each month/ })).toBeVisible();
	await expect(unit.getByRole('table', { name: 'Actions open at the end of each month' })).toBeVisible();
	await look(unit, `/smb/${quarterKey(NOW)}`, /Report to the Strategic Management Board/);
	await expect(unit.getByText('This quarter runs. Its pack can be published when it is over.')).toBeVisible();
	await look(unit, `/smb/figures/${BEFORE}`, 'Numbers to enter');
	await look(unit, `/smb/annual/${NOW.year}`, /Annual report tables/);
	await look(unit, `/smb/${BEFORE}`, /Report to the Strategic Management Board/);
	await look(unit, `/smb/${BEFORE}/meetings?figure=T1.held`, 'Meetings behind a number');
	await unit.goto(`/smb/${BEFORE}`);
	const file = unit.waitForEvent('download');
	await unit.getByRole('link', { name: 'Spreadsheet (ODS)' }).click();
	expect((await file).suggestedFilename()).toBe(`OFFICIAL-SENSITIVE-board-pack-${BEFORE}.ods`);
	await unit.getByRole('button', { name: /Publish/ }).click();
	await expect(unit.getByText(/Version \d+ was published on/)).toBeVisible();

	await board.goto('/');
	await expect(board).toHaveURL(/\/smb$/);
	await look(board, '/smb/feedback', 'Feedback to the Board');
	await board.getByRole('link', { name: /^Process issue: Probation Service/ }).click();
	await expect(board.getByRole('heading', { name: 'The Board’s answer' })).toBeVisible();
	await checkAxe(board);
	await board.getByRole('radio', { name: 'Resolved' }).check();
	await board.getByLabel('The answer').fill('Probation will refer six months before release from now on.');
	await board.getByRole('button', { name: 'Send the answer' }).click();
	await expect(board.getByText('Answer of the Board')).toBeVisible();
	await unit.goto('/smb/feedback');
	await unit.getByRole('link', { name: /^Process issue: Probation Service/ }).click();
	await expect(unit.getByText('Probation will refer six months before release from now on.')).toBeVisible();

	await look(adviser, `/smb?quarter=${BEFORE}`, 'Strategic Management Board');
	await look(adviser, `/smb/${BEFORE}`, /Report to the Strategic Management Board/);
	await expect(adviser.getByText('Small numbers are withheld, and others with them.')).toBeVisible();
	for (const path of ['/cases', '/referrals', '/smb/feedback', `/smb/${quarterKey(NOW)}`, `/smb/figures/${BEFORE}`]) {
		complaints.expectRefusal(adviser, 404, path);
		expect((await adviser.goto(path))?.status(), path).toBe(404);
	}
});
