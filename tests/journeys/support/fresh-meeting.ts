/**
 * A case and a meeting of a journey's own, made through the forms that people use, so that no journey depends on what
 * another one left behind.
 */
import { randomUUID } from 'node:crypto';
import { londonDate, londonTime } from '#lib/time.ts';
import { agencyOf, CAST, type Role } from './cast.ts';
import { expect, type Journey, type Page, test } from './journey.ts';
import { postForm } from './signed-in.ts';

/** What is written about a case and may not be known before the door is passed. */
export type FreshCase = {
	readonly caseId: string;
	readonly ref: string;
	readonly subject: string;
	readonly offence: string;
};
export type FreshMeeting = FreshCase & { readonly meetingId: string };

/** Fills in and sends "Open a case" as the co-ordinator. */
export async function openCase(page: Page): Promise<FreshCase> {
	const mark = randomUUID().slice(0, 6);
	const ref = `JNY-${mark}`;
	const subject = `Thornapple Wick-${mark}`;
	const offence = `Fictional index offence ${mark}: assault at a harbour kiosk`;
	await page.goto('/cases/new');
	await page.getByLabel('Case reference').fill(ref);
	await page.getByRole('radio', { name: /^Category 2/ }).check();
	await page.getByRole('radio', { name: /^Level 2/ }).check();
	await page.getByLabel('Lead agency', { exact: true }).selectOption(agencyOf('caseManager'));
	await page
		.getByLabel('Case manager')
		.selectOption({ label: `${CAST.caseManager}, Community Offender Manager (case manager)` });
	await page.getByLabel('Name', { exact: true }).fill(subject);
	await page.getByLabel('Date of birth').fill('1984-03-09');
	await page.getByLabel('CRN', { exact: true }).fill('X900014');
	await page.getByLabel('Known adult').selectOption('High');
	await page.getByLabel('Index offence').fill(offence);
	await page.getByRole('button', { name: 'Open the case' }).click();
	await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
	return { caseId: new URL(page.url()).pathname.split('/')[2] ?? '', ref, subject, offence };
}

/** When a meeting that starts as soon as it is convened is on: the London day and minute of now. */
export const rightNow = (): { date: string; time: string } => {
	const now = new Date().toISOString();
	return { date: londonDate(now), time: londonTime(now) };
};

/** Fills in and sends "Convene a meeting" with exactly these people invited. */
export async function convene(
	page: Page,
	caseId: string,
	invited: readonly Role[],
	{ date, time } = rightNow(),
	minutesIn: 'English' | 'Welsh' = 'English'
): Promise<string> {
	await page.goto(`/cases/${caseId}/convene`);
	await page.getByLabel('Date', { exact: true }).fill(date);
	await page.getByLabel('Time', { exact: true }).fill(time);
	const notice = page.getByLabel('Reason, if it is short notice');
	if (await notice.isVisible()) await notice.fill('It cannot wait');
	await page.getByLabel('Where').fill('Saltby Council House, Room 2, and in the browser');
	await page.getByLabel('What the meeting is for').fill('Agree a plan that keeps people safe');
	await page.getByRole('radio', { name: minutesIn }).check();
	await choosePerson(page, 'Chair', 'chair');
	await choosePerson(page, 'Minute taker', 'minuteTaker');
	const names = invited.map((role) => CAST[role] as string);
	await page.locator('input[type=checkbox][name^="invitees."]').evaluateAll((boxes, wanted) => {
		for (const box of boxes as HTMLInputElement[]) {
			const label = box.labels?.[0]?.textContent ?? '';
			box.checked = wanted.some((name) => label.includes(name));
		}
	}, names);
	await page.getByRole('button', { name: 'Convene the meeting and invite' }).click();
	await expect(page.getByRole('heading', { name: /^Invited: / })).toBeVisible();
	return new URL(page.url()).pathname.split('/')[2] ?? '';
}

async function choosePerson(page: Page, label: string, role: Role): Promise<void> {
	const select = page.getByLabel(label, { exact: true });
	const option = select.locator('option', { hasText: CAST[role] });
	await select.selectOption(await option.getAttribute('value'));
}

/** A person's accepted statement, as their form at the door sends it. */
export async function acceptStatement({ as }: Journey, role: Role, meetingId: string): Promise<void> {
	const client = await as(role);
	const door = await (await client.get(`/join/${meetingId}`)).text();
	const version = /name="version" value="(\d+)"/.exec(door)?.[1] ?? '';
	await postForm(client, `/join/${meetingId}?/accept-statement`, { version, language: 'en', agreed: 'yes' });
}

/** Lets somebody in who has accepted the statement. */
export async function letIn({ as }: Journey, role: Role, meetingId: string): Promise<void> {
	const personId = await personIdOf({ as }, role, meetingId);
	await postForm(await as('minuteTaker'), `/meetings/${meetingId}?/confirm-attendee`, { personId, form: personId });
}

/** A person's id, from their row in the register. */
export async function personIdOf({ as }: Pick<Journey, 'as'>, role: Role, meetingId: string): Promise<string> {
	const register = await (await (await as('minuteTaker')).get(`/meetings/${meetingId}/register`)).text();
	const row =
		register
			.split('<details')
			.slice(1)
			.find((part) => part.includes(CAST[role])) ?? '';
	return /id="person-([\w-]+)"/.exec(row)?.[1] ?? '';
}

export type MeetingWish = {
	/** besides the chair and the minute taker, who are let in by accepting */
	readonly inTheRoom?: readonly Role[];
	/** invited, and nothing else yet */
	readonly invited?: readonly Role[];
	readonly started?: boolean;
	readonly minutesIn?: 'English' | 'Welsh';
};

/** A fresh meeting about a fresh case, at the point a journey begins. */
export const freshMeeting = (
	journey: Journey,
	{ inTheRoom = [], invited = [], started = true, minutesIn = 'English' }: MeetingWish
): Promise<FreshMeeting> =>
	test.step('a fresh case and meeting', async () => {
		const page = await journey.enter('coordinator', { javaScriptEnabled: false });
		const fresh = await openCase(page);
		const people = ['chair', 'minuteTaker', ...inTheRoom, ...invited] as const;
		const meetingId = await convene(page, fresh.caseId, people, rightNow(), minutesIn);
		await page.context().close();
		for (const role of ['chair', 'minuteTaker', ...inTheRoom] as const) await acceptStatement(journey, role, meetingId);
		for (const role of inTheRoom) await letIn(journey, role, meetingId);
		if (started) await postForm(await journey.as('minuteTaker'), `/meetings/${meetingId}/room?/start-meeting`, {});
		return { ...fresh, meetingId };
	});
