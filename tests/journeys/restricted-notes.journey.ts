/**
 * What not everybody in the room may know: written by some, and in no byte that the browser of anybody else receives, live or
 * after the lock, with and without WebSockets.
 */
import { PASSWORD } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, test } from './support/journey.ts';
import { endMeeting, settleEverythingElse } from './support/lockable-meeting.ts';
import { checkAxe } from './support/page-checks.ts';
import { everythingReceived } from './support/received.ts';
import { enterRoom, expectSaved, saving } from './support/room.ts';

const SECRET = 'Kestrelquarry Lane';
const VICTIM = 'Elowen Fernsby-Tarn';
const ONLY_TWO = 'Limewort told nobody else';

const restricted = (page: Page) => page.getByRole('region', { name: 'Restricted', exact: true });
/** The entry of an item in the agenda. */
const at = (page: Page, item: string) => page.locator(`a[data-item="${item}"]`);
const note = (page: Page) => page.getByRole('textbox', { name: 'Restricted note', exact: true });
async function makeNote(page: Page, audience: RegExp, named?: string): Promise<void> {
	await restricted(page).getByText('Make a restricted note', { exact: true }).click();
	await page.getByRole('radio', { name: audience }).check();
	if (named) await page.getByRole('checkbox', { name: named }).check();
	await page.getByRole('button', { name: 'Make the note', exact: true }).click();
}

test('REST-14 R5 V27 what is restricted is seen by those it is for, and in no byte by anybody else, live or after the lock', async ({
	enter,
	as,
	complaints
}) => {
	test.setTimeout(120_000);
	const journey = { enter, as };
	const { meetingId } = await freshMeeting(journey, { inTheRoom: ['childrensServices', 'housing'] });
	const [chair, social, fast, slow] = await Promise.all([
		enter('chair'),
		enter('childrensServices'),
		enter('housing', { serviceWorkers: 'block', permissions: ['local-network-access'] }),
		enter('minuteTaker', { serviceWorkers: 'block' })
	]);
	const contexts = [fast.context(), slow.context()] as const;
	await Promise.all([fast.close(), slow.close()]);
	await contexts[1].routeWebSocket(/.*/, (socket) => void socket.close());
	const [byFast, bySlow] = await Promise.all(contexts.map(everythingReceived));
	const [housing, taker] = await Promise.all(contexts.map((context) => context.newPage()));
	if (!housing || !taker || !byFast || !bySlow) throw new Error('nobody is outside');

	await complaints.duringCut(taker, async () => {
		await Promise.all([chair, social].map((page) => enterRoom(page, meetingId, 'SUMMARY')));
		// Every answer is taken down on its way, and one of them asks again and again: it takes its time.
		for (const page of [housing, taker]) {
			await page.goto(`/meetings/${meetingId}/room?item=SUMMARY`);
			await expect(saving(page)).toHaveText(/Saved/, { timeout: 40_000 });
		}
		await Promise.all([chair, social, housing, taker].map((page) => at(page, 'VICTIMS').click()));

		await test.step('a note for police, probation and children’s services: written by one, read by the other', async () => {
			await makeNote(chair, /^Victim-sensitive/);
			await note(chair).fill(SECRET);
			await expect(note(social)).toHaveValue(SECRET);
			await expectSaved(chair);
			for (const page of [housing, taker])
				await expect(restricted(page)).toContainText('A restricted note exists, for: police, probation');
			await checkAxe(chair);
		});

		await test.step('a note for two people: nobody else hears of it', async () => {
			await at(social, 'RISK').click();
			await makeNote(social, /^People named/, 'Larkspur Ironbridge-Wren, Northmere Constabulary');
			await note(social).fill(ONLY_TWO);
			await at(chair, 'RISK').click();
			await expect(note(chair)).toHaveValue(ONLY_TWO);
			await at(taker, 'RISK').click();
			await expect(restricted(taker).getByText('A restricted note exists')).toHaveCount(0);
		});

		await test.step('a victim’s name typed elsewhere is warned of, and the code goes in its place', async () => {
			await at(chair, 'VICTIMS').click();
			await chair.getByText('Record the name of another victim', { exact: true }).click();
			await chair.getByLabel('Name', { exact: true }).fill(VICTIM);
			await chair.getByRole('button', { name: 'Record the name', exact: true }).click();
			await expect(restricted(chair).getByText(VICTIM, { exact: true })).toBeVisible();
			await chair.getByText('Record a different view', { exact: true }).click();
			const view = chair.getByLabel('What they disagree with, and why');
			await view.pressSequentially('Elowen should be told first');
			await expect(chair.getByText('This is the name of a victim.')).toBeVisible();
			await chair.getByRole('button', { name: 'Write V1 instead', exact: true }).click();
			await expect(view).toHaveValue('V1 should be told first');
			await expect(chair.getByText('This is the name of a victim.')).toHaveCount(0);
		});

		await test.step('the locked record has no byte of it; each reader gets their own', async () => {
			await settleEverythingElse(journey, meetingId, ['chair', 'minuteTaker', 'childrensServices', 'housing']);
			await endMeeting(journey, meetingId);
			await chair.goto(`/meetings/${meetingId}/minutes`);
			await chair.getByLabel('Your password').fill(PASSWORD);
			await chair.getByRole('button', { name: 'Lock the minutes' }).click();
			await expect(chair.getByRole('heading', { name: /fingerprint/i })).toBeVisible();
			for (const page of [housing, taker]) {
				complaints.expectRefusal(page, 404, `/meetings/${meetingId}/final/restricted`);
				await page.goto(`/meetings/${meetingId}/final`);
				// Until copies go out only the two who kept the record and the unit read it (domain.md 7).
				if (page === taker)
					await expect(page.getByText('A restricted note under “Victims and potential victims”')).toBeVisible();
				else
					for (const file of ['minutes.pdf', 'record.json'])
						complaints.expectRefusal(page, 404, `/meetings/${meetingId}/final/${file}`);
				await page.evaluate(async (id) => {
					for (const file of ['minutes.pdf', 'record.json', 'restricted', 'restricted/__data.json', '__data.json'])
						await (await fetch(`/meetings/${id}/final/${file}`)).arrayBuffer();
				}, meetingId);
			}
			await chair.goto(`/meetings/${meetingId}/final/restricted`);
			await expect(chair.getByText(SECRET, { exact: true })).toBeVisible();
			await expect(chair.getByText(ONLY_TWO, { exact: true })).toBeVisible();
			await checkAxe(chair);
			for (const role of ['housing', 'minuteTaker'] as const)
				expect((await (await as(role)).get(`/meetings/${meetingId}/final/restricted`)).status()).toBe(404);
		});
	});

	// A long poll is always under way.
	for (const context of contexts) await context.unrouteAll({ behavior: 'ignoreErrors' });
	for (const received of [byFast, bySlow]) {
		expect(received.found([SECRET, VICTIM, 'Elowen', ONLY_TWO])).toEqual([]);
		expect(received.count().answers).toBeGreaterThan(5);
	}
	expect([byFast.count().frames > 5, bySlow.count().frames]).toEqual([true, 0]);
});
