/** Somebody comes to the door when the meeting is an hour in and half the plan is written. */
import { agencyOf, CAST } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, PHONE, test } from './support/journey.ts';
import { everythingReceived } from './support/received.ts';
import { enterRoom, expectSaved, meetingIsAt, planText } from './support/room.ts';

const RISK = 'Serious assault on V1 at the harbour kiosk';
const ACTION = 'Move the handovers to the staffed contact centre';
const REQUEST = 'Children the person has contact with, and any plan for them.';

test('JOURNEY-5 a late joiner receives not one word of the case before being let in, and then everything', async ({
	enter,
	as,
	complaints
}) => {
	const { meetingId, subject, offence, ref } = await freshMeeting({ enter, as }, { invited: ['childrensServices'] });
	const chair = await enter('chair');
	await enterRoom(chair, meetingId, 'RMP');
	await chair.getByRole('button', { name: 'Add a risk' }).click();
	await planText(chair, 'R1.risk').fill(RISK);
	await chair.getByRole('button', { name: 'Add an action to R1' }).click();
	await planText(chair, 'A1.text').fill(ACTION);
	await chair.getByRole('button', { name: 'Next item' }).click();
	await expectSaved(chair);

	const late = await enter('childrensServices', { ...PHONE, serviceWorkers: 'block' });
	await late.close();
	const received = await everythingReceived(late.context());
	const page = await late.context().newPage();
	const secrets = [subject, subject.split(' ')[0] ?? subject, offence, RISK, ACTION];

	await test.step('the door shows when, where and what is asked, and nothing else', async () => {
		await page.goto('/');
		await page.getByRole('link', { name: new RegExp(`meeting ${ref}/1`) }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Level 2 meeting ${ref}/1`);
		await expect(page.getByText('Saltby Council House, Room 2')).toBeVisible();
		await expect(page.getByText(REQUEST)).toBeVisible();
		// Every other way in leads back here, or nowhere.
		const nowhere = ['register', 'close', 'minutes', 'final', 'final/minutes.pdf', 'final/record.json'];
		for (const path of nowhere) {
			complaints.expectRefusal(page, 404, `/meetings/${meetingId}/${path}`);
			const answer = await page.goto(`/meetings/${meetingId}/${path}`);
			expect(answer?.status(), path).toBe(404);
		}
		for (const path of ['room', 'room?item=RMP', '']) {
			await page.goto(`/meetings/${meetingId}/${path}`);
			await expect(page).toHaveURL(new RegExp(`/join/${meetingId}$`));
		}
	});

	await test.step('accepts the statement and waits, seen by the chair', async () => {
		await page.getByRole('checkbox', { name: /I have read the statement/ }).check();
		await page.getByRole('button', { name: 'Accept the statement' }).click();
		await expect(page.getByText('Waiting for the chair or the minute taker to confirm you')).toBeVisible();
		const waiting = chair.getByRole('region', { name: 'Waiting to come in' });
		await expect(waiting).toContainText(agencyOf('childrensServices'));
		await expect(waiting).toContainText('At the door now');
		// The meeting goes on while they wait: nothing of it may come through the socket that watches the door.
		await planText(chair, 'R1.evidence').fill('Two call-outs in June');
		await chair.getByRole('button', { name: 'Next item' }).click();
		await expectSaved(chair);
	});

	const { answers, frames } = received.count();
	expect(answers).toBeGreaterThan(5);
	expect(frames).toBeGreaterThan(0);
	expect(received.found([...secrets, 'Two call-outs in June'])).toEqual([]);

	await test.step('is let in: the page moves on by itself, and everything is there', async () => {
		await chair.getByRole('button', { name: `Let in ${CAST.childrensServices}` }).click();
		await expect(page).toHaveURL(new RegExp(`/meetings/${meetingId}/room`));
		await page.getByRole('button', { name: 'Agenda' }).click();
		await expect(meetingIsAt(page)).toContainText('Status');
		await page.getByRole('link', { name: /Plan|Risk Management Plan/ }).click();
		await expect(planText(page, 'R1.risk')).toHaveValue(RISK);
		await expect(planText(page, 'A1.text')).toHaveValue(ACTION);
		await expect(planText(page, 'R1.evidence')).toHaveValue('Two call-outs in June');
		await planText(page, 'R1.contingency').fill('Children’s services ring the school the same day');
		await expect(planText(chair, 'R1.contingency')).toHaveValue('Children’s services ring the school the same day');
		// The search above would have found them: now they have come.
		expect(received.found([subject]).length).toBeGreaterThan(0);
		expect(received.found([RISK]).length).toBeGreaterThan(0);
	});
});
