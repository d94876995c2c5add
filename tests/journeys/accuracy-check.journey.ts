/** A draft is checked by whoever attended, locked with a reason before the time is over, and added to after the lock. */
import { emailOf, PASSWORD } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, PHONE, test } from './support/journey.ts';
import { endMeeting, settleEverythingElse } from './support/lockable-meeting.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { enterRoom, expectSaved, notes } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const NOTES = 'The landlord rang on Monday. Housing keeps the flat until May.';

test('CORRECTION-17 an agency proposes on a phone without a script, one press puts the words in, and after the lock an addendum is sealed', async ({
	enter,
	as,
	complaints
}) => {
	const { meetingId } = await freshMeeting({ enter, as }, { inTheRoom: ['police', 'housing'] });
	const minutes = `/meetings/${meetingId}`;
	await settleEverythingElse({ as, enter }, meetingId, ['chair', 'minuteTaker', 'police', 'housing']);
	await endMeeting({ as, enter }, meetingId);
	const taker = await enter('minuteTaker');
	await writeNotes(taker, meetingId);
	await postForm(await as('minuteTaker'), `${minutes}/minutes?/submit-minutes`, {});

	await test.step('housing reads the draft and proposes', async () => {
		const housing = await enter('housing', { ...PHONE, javaScriptEnabled: false });
		await housing.goto('/');
		await housing
			.getByRole('link', { name: /^Check the draft minutes/ })
			.first()
			.click();
		await housing.goto(`${minutes}/corrections?place=PERSON.notes`);
		complaints.expectRefusal(housing, 422, `${minutes}/corrections`);
		await housing.getByLabel('Change the text so that it says what it should').fill(NOTES.replace('Monday', 'Tuesday'));
		await housing.getByRole('button', { name: 'Propose it' }).click();
		await expect(housing.getByRole('alert')).toContainText('Enter why');
		await expect(housing.getByLabel('Change the text so that it says what it should')).toHaveValue(/on Tuesday/);
		await housing.getByLabel('Why', { exact: true }).fill('I took the call');
		await housing.getByRole('button', { name: 'Propose it' }).click();
		await expect(housing.getByRole('heading', { name: 'What you proposed, 1 open' })).toBeVisible();
		await checkNoSidewaysScroll(housing);
	});

	await test.step('the minute taker puts the words in with one press', async () => {
		await taker.goto(`${minutes}/corrections`);
		await expect(taker.locator('#C1')).toContainText('The landlord rang on Tuesday.');
		await checkAxe(taker);
		await taker.getByRole('button', { name: /^Accept, and put these words in/ }).click();
		await expect(taker.locator('#C1')).toContainText('Accepted');
		await taker.goto(`${minutes}/minutes`);
		await expect(taker.getByText(NOTES.replace('Monday', 'Tuesday'))).toBeVisible();
	});

	const chair = await enter(null);
	await test.step('the chair locks before the time is over, with a reason, and the record tells of the check', async () => {
		await chair.goto('/sign-in');
		await chair.getByLabel('E-mail address').fill(emailOf('chair'));
		await chair.getByLabel('Password').fill(PASSWORD);
		await chair.getByRole('button', { name: 'Sign in' }).click();
		await expect(chair.getByRole('heading', { name: 'My work' })).toBeVisible();
		await chair.goto(`${minutes}/minutes`);
		await expect(chair.getByLabel('Your password')).toHaveCount(0);
		await chair.getByLabel('Why you lock before that').fill('The hearing is tomorrow');
		await chair.getByRole('button', { name: 'Go on without waiting' }).click();
		await chair.getByLabel('Your password').fill(PASSWORD);
		await chair.getByRole('button', { name: 'Lock the minutes' }).click();
		await expect(chair).toHaveURL(/\/final$/);
		await expect(chair.getByRole('heading', { name: 'Accuracy check before the lock' })).toBeVisible();
	});

	await test.step('police ask for an addendum, and the chair seals it beside the record', async () => {
		const record = async () => (await (await as('coordinator')).get(`${minutes}/final/record.json`)).text();
		const before = await record();
		await postForm(await as('police'), `${minutes}/final/addenda?/ask-addendum`, {
			...{ kind: 'DISSENT', place: 'record.item.RISK', shouldSay: 'Police see the risk as very high' },
			why: 'Said in the room and not written down'
		});
		await chair.goto(`${minutes}/final/addenda`);
		await chair.getByText('Decide on C2').click();
		await checkAxe(chair);
		await chair.getByLabel('What you say to it').fill('Not the view of the meeting');
		await chair.getByRole('button', { name: 'Add it as the author’s statement' }).click();
		await expect(chair.getByRole('heading', { name: 'Addendum 1', exact: true })).toBeVisible();
		await chair.goto(`${minutes}/final`);
		await expect(chair.getByText('Police see the risk as very high')).toBeVisible();
		expect(await record()).toBe(before);
	});

	await test.step('the unit copies text into the statutory record, notes it, and files', async () => {
		const unit = await enter('coordinator', { javaScriptEnabled: false });
		await unit.goto(`${minutes}/final/hand-off`);
		await unit.getByRole('button', { name: /^Note that it is copied.*The meeting$/ }).click();
		await expect(unit.locator('#part-meeting')).toContainText('Copied by');
		await checkNoSidewaysScroll(unit);
		await unit.goto(`${minutes}/final`);
		await unit.getByText('Note where these minutes are filed').click();
		await unit.getByLabel('Reference there').fill('V-2026-77');
		await unit.getByRole('button', { name: 'Note the filing' }).click();
		await expect(unit.getByText(/reference V-2026-77/)).toBeVisible();
	});
	await chair.context().close();
});

/** Notes of one item, typed in the room by the minute taker. */
async function writeNotes(taker: Page, meetingId: string): Promise<void> {
	await enterRoom(taker, meetingId, 'PERSON');
	await notes(taker).fill(NOTES);
	await expectSaved(taker);
}
