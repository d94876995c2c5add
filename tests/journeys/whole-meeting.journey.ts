/** One initial meeting from the referral to the minutes that nobody can change, and the review that begins with its plan. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { standingAgenda } from '#lib/agenda/agenda.ts';
import { itemTitle } from '#lib/agenda/agenda-words.ts';
import { isRecordedItem } from '#lib/item-records/item-fields.ts';
import { inFours, shortFingerprint } from '#lib/minutes/fingerprint-groups.ts';
import { addWorkingDays, londonDate, longDate } from '#lib/time.ts';
import { closeUp, readPdf } from '../support/pdf-reader.ts';
import { agencyOf, CAST, PASSWORD } from './support/cast.ts';
import { acceptStatement, convene, openCase } from './support/fresh-meeting.ts';
import { DESK, expect, LAPTOP, type Page, PHONE, test } from './support/journey.ts';
import { nextMeetingDay } from './support/lockable-meeting.ts';
import { fillOwedFields } from './support/owed-fields.ts';
import { enterRoom, expectSaved, meetingIsAt, notes, planText } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

const PLAN = {
	title: 'Assault at the harbour kiosk',
	risk: 'Serious assault on V1 or a stranger at the harbour kiosk, most likely at night after drinking',
	evidence: 'Index offence; two call-outs in June',
	responseSoFar: 'Kept five of six appointments; one late return',
	contingency: 'If he is seen at the kiosk: police attend, the case manager considers recall the same day',
	positiveIndicators: '- eight weeks without an alcohol alert',
	negativeIndicators: '- asks staff who works at the kiosk',
	leastRestrictiveReason: 'An exclusion from one street is less than a curfew and still lets him work'
} as const;
const ACTION = 'Brief the kiosk owner on the exclusion zone and leave a number that is answered at night';
const AGENDA = standingAgenda('INITIAL', 2).items.map(({ code }) => code);

test('JOURNEY-1 a meeting goes from the referral to locked minutes whose fingerprint holds, and its plan to the next one', async ({
	enter,
	as
}) => {
	test.setTimeout(150_000);
	const journey = { enter, as };
	const unit = await enter('coordinator', DESK);
	const fresh = await openCase(unit);

	const meetingId = await test.step('the co-ordinator convenes from what is usual for the category', async () => {
		await unit.getByRole('link', { name: 'Convene a meeting' }).click();
		await expect(unit.getByRole('heading', { level: 1, name: 'Convene the first meeting' })).toBeVisible();
		const offered = (agency: string) => unit.locator('details.app-row', { hasText: agency }).locator('summary');
		await expect(offered(agencyOf('housing'))).toContainText(/\d invited/);
		await expect(offered(agencyOf('caseManager'))).toContainText('Lead agency');
		await expect(offered('Education Safeguarding')).toContainText('Not invited');
		return convene(unit, fresh.caseId, ['police', 'childrensServices', 'caseManager', 'housing']);
	});
	const base = `/meetings/${meetingId}`;

	const [chair, taker, phone, police] = await Promise.all([
		enter('chair', { ...DESK, acceptDownloads: true }),
		enter('minuteTaker', LAPTOP),
		enter('childrensServices', PHONE),
		enter('police', DESK)
	]);

	await test.step('people join: statement, waiting, let in by name', async () => {
		for (const page of [chair, taker]) {
			await accept(page, meetingId);
			await page.getByRole('link', { name: 'Enter the meeting' }).click();
			await expect(page.getByRole('heading', { name: 'Before the meeting starts' })).toBeVisible();
		}
		await Promise.all([phone, police].map((page) => accept(page, meetingId)));
		for (const [page, role] of [
			[phone, 'childrensServices'],
			[police, 'police']
		] as const) {
			await expect(page.getByText('Waiting for the chair or the minute taker to confirm you')).toBeVisible();
			await chair.getByRole('button', { name: `Let in ${CAST[role]}` }).click();
			await expect(page.getByRole('heading', { name: 'Before the meeting starts' })).toBeVisible();
		}
		// In the room itself, without a browser: the minute taker lets them in and will record that they came.
		await acceptStatement(journey, 'caseManager', meetingId);
		await taker.getByRole('button', { name: `Let in ${CAST.caseManager}` }).click();
		await chair.getByRole('button', { name: 'Start the meeting' }).click();
		await Promise.all([taker, police].map((page) => expect(meetingIsAt(page)).toContainText('Welcome')));
	});

	await test.step('through the agenda: everybody follows, the minute taker writes, decisions are taken', async () => {
		for (const code of AGENDA) {
			const title = (page: Page) => page.locator('#item-title');
			await Promise.all([chair, taker, phone].map((page) => expect(title(page)).toContainText(itemTitle[code])));
			if (code === 'WELCOME') await decideParticipation(chair);
			else if (code === 'CONFIDENTIALITY') await chair.getByRole('button', { name: 'Read aloud' }).click();
			else if (code === 'RMP') await writePlan(phone, police);
			else if (code === 'DISCLOSURE') await decideDisclosure(chair);
			else if (code === 'LEVEL') await decideLevel(chair);
			else if (code === 'SMB_FEEDBACK') await noteForTheBoard(chair);
			else await notes(taker).fill(`Said under "${itemTitle[code]}". Nothing was left open.`);
			if (isRecordedItem(code)) await fillOwedFields(taker, 'Considered, and nothing more to say.');
			if (code === 'RISK') await taker.locator('[data-field="RISK.noTool"] textarea').fill('None was used yet');
			if (code !== AGENDA.at(-1)) await chair.getByRole('button', { name: 'Next item' }).click();
		}
		await expectSaved(taker);
		await expect(police.locator('#item-title')).toContainText(itemTitle.SMB_FEEDBACK);
	});

	await test.step('the close page lists what is missing, and each entry leads to its place', async () => {
		await chair.getByRole('link', { name: 'End meeting' }).click();
		await expect(chair.getByRole('heading', { name: /^To put right: / })).toBeVisible();
		await chair.getByRole('link', { name: new RegExp(`Record the attendance of ${CAST.housing}`) }).click();
		const row = chair.locator('details.app-row', { hasText: CAST.housing });
		await row.getByLabel('Attendance').selectOption('Apologies, no report');
		await row.getByLabel('Why not').selectOption('Sickness');
		await row.getByRole('button', { name: 'Record' }).click();
		await expect(row.locator('summary')).toContainText('Finding missing');
		await row.getByRole('radio', { name: 'Absence accepted' }).check();
		await row.getByRole('button', { name: 'Save the finding' }).click();
		await expect(row.locator('summary')).toContainText('Absence accepted');
		await chair.getByRole('button', { name: /^Confirm all \d suggestions/ }).click();
		await expect(chair.getByText('Every seat is recorded.')).toBeVisible();
		await chair.getByRole('link', { name: 'What is missing' }).click();
		await expect(chair.getByText('Nothing stands in the way of the lock.')).toBeVisible();
		const warning = chair.locator('.warnings li', { hasText: 'Interventions and treatment' });
		await warning.locator('summary').click();
		await warning.getByLabel('Your reason').fill('Treatment begins after the assessment in March');
		await warning.getByRole('button', { name: 'Pass over' }).click();
		await expect(chair.getByText('Reason: Treatment begins after the assessment in March')).toBeVisible();
		await chair.getByRole('button', { name: 'End the meeting' }).click();
		await expect(chair.getByRole('heading', { level: 1, name: 'Before the minutes are locked' })).toBeVisible();
	});

	await test.step('from the end the agencies read and no longer write', async () => {
		await expect(police.locator('[data-phase="DRAFT"]')).toBeVisible();
		await enterRoom(police, meetingId, 'RMP');
		await expect(planText(police, 'R1.risk')).toHaveValue(PLAN.risk);
		await expect(planText(police, 'R1.risk')).not.toBeEditable();
		await expect(police.getByRole('button', { name: 'Add a risk' })).toHaveCount(0);
	});

	await test.step('the minute taker gives the minutes to the chair, who locks them with the password', async () => {
		await taker.goto(`${base}/close`);
		await taker.getByRole('button', { name: 'Give the minutes to the chair' }).click();
		await expect(taker.getByText(`The minutes are with the chair, ${CAST.chair}.`)).toBeVisible();
		await chair.goto(`${base}/minutes`);
		await chair.getByLabel('Your password').fill(PASSWORD);
		await chair.getByRole('button', { name: 'Lock the minutes' }).click();
		await expect(chair).toHaveURL(new RegExp(`${base}/final$`));
	});

	await test.step('the page, the PDF and the data are one record with one fingerprint', async () => {
		const json = await download(chair, 'Record as data (JSON)');
		const pdf = await download(chair, 'Minutes as PDF');
		const sha256 = createHash('sha256').update(json).digest('hex');
		const minutes = chair.locator('article');
		await expect(minutes).toContainText(inFours(sha256));
		await expect(minutes).toContainText('OFFICIAL-SENSITIVE');
		const said = [...Object.values(PLAN).map((text) => text.replace('- ', '')), ACTION, fresh.subject, CAST.housing];
		for (const text of said) await expect(minutes).toContainText(text);
		expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
		const { pages } = readPdf(pdf);
		for (const page of pages) expect(page).toContain(closeUp(shortFingerprint(sha256)));
		expect(pages.at(-1)).toContain(closeUp(inFours(sha256)));
		for (const text of said) expect(pages.join('')).toContain(closeUp(text));
		expect(JSON.parse(json.toString())).toMatchObject({ reference: `${fresh.ref}/1` });
	});

	await test.step('whoever was there finds the minutes and their action; who was not does not', async () => {
		await police.goto('/');
		await expect(police.getByRole('table', { name: /My actions/ })).toContainText(ACTION);
		await police
			.locator('[aria-labelledby="to-read"]')
			.getByRole('link', { name: new RegExp(`${fresh.ref}/1`) })
			.click();
		await expect(police.locator('article')).toContainText(PLAN.risk);
		const housing = await (await as('housing')).get(`${base}/final`);
		expect(housing.status()).toBe(404);
		expect(await housing.text()).not.toContain(fresh.subject);
	});

	await test.step('the next meeting begins with everything open in the plan', async () => {
		await unit.goto(`/cases/${fresh.caseId}`);
		await expect(unit.getByText(ACTION)).toBeVisible();
		await expect(unit.getByRole('link', { name: /^Final minutes/ })).toBeVisible();
		await unit.getByRole('link', { name: 'Convene a meeting' }).click();
		await expect(unit.getByRole('heading', { name: 'Carried over' })).toBeVisible();
		await expect(unit.locator('.carried')).toContainText(PLAN.title);
		await expect(unit.locator('.carried')).toContainText(ACTION);
		const review = await convene(unit, fresh.caseId, ['police', 'caseManager']);
		for (const role of ['chair', 'minuteTaker'] as const) await acceptStatement(journey, role, review);
		await postForm(await as('chair'), `/meetings/${review}/room?/start-meeting`, {});
		await enterRoom(chair, review, 'RMP');
		for (const [field, text] of Object.entries(PLAN)) await expect(planText(chair, `R1.${field}`)).toHaveValue(text);
		await expect(planText(chair, 'A1.text')).toHaveValue(ACTION);
		await expect(chair.locator('#R1')).toContainText('Not reviewed yet');
		await chair.goto(`/meetings/${review}/close`);
		await chair.getByRole('link', { name: 'A1: record what became of it' }).click();
		await expect(chair.locator('#item-title')).toContainText(itemTitle.ACTIONS_PREV);
		await expect(chair.locator('[id="A1.outcome"]')).toContainText(ACTION);
	});
});

async function accept(page: Page, meetingId: string): Promise<void> {
	await page.goto(`/join/${meetingId}`);
	await page.getByRole('checkbox', { name: /I have read the statement/ }).check();
	await page.getByRole('button', { name: 'Accept the statement' }).click();
}

async function decideParticipation(chair: Page): Promise<void> {
	await chair.getByRole('radio', { name: 'Minimum participation met', exact: true }).check();
	await chair.locator('[id="WELCOME.participation"]').getByRole('button', { name: 'Record' }).click();
	await expect(chair.locator('[id="WELCOME.participation"] b')).toHaveText('Minimum participation met');
}

/** Children's services write the risk on the phone, the police their action. */
async function writePlan(phone: Page, police: Page): Promise<void> {
	await phone.getByRole('button', { name: 'Add a risk' }).click();
	await choose(phone, 'R1', 'Pillar', 'Monitoring and control');
	await choose(phone, 'R1', 'Kind', 'Restrictive');
	for (const [field, text] of Object.entries(PLAN)) await planText(phone, `R1.${field}`).fill(text);
	await police.getByRole('button', { name: 'Add an action to R1' }).click();
	await planText(police, 'A1.text').fill(ACTION);
	await police.getByLabel('Owner of A1').selectOption({ label: `${CAST.police}, Detective Constable, MOSOVO` });
	await police.getByLabel('A1 to be done by').fill(addWorkingDays(londonDate(new Date().toISOString()), 10));
	await police.getByLabel('A1 to be done by').blur();
	await choose(police, 'A1', 'Pillar of A1', 'Victim safety');
	await choose(police, 'A1', 'Kind of A1', 'Protective');
	await Promise.all([phone, police].map(expectSaved));
}

async function choose(page: Page, row: string, label: string, option: string): Promise<void> {
	await page.locator(`[id="${row}"]`).getByLabel(label, { exact: true }).selectOption(option);
}

async function decideDisclosure(chair: Page): Promise<void> {
	await chair.getByRole('radio', { name: 'Do not disclose' }).check();
	await chair.getByRole('button', { name: 'Record the decision' }).click();
	// Refused where it is incomplete, with what is missing at its place.
	await expect(chair.getByText('Enter the reasons for this decision').first()).toBeVisible();
	await chair.getByLabel('Reasons', { exact: true }).fill('Nobody outside the agencies needs to know to be safe');
	await chair.getByLabel('What would make the meeting reconsider').fill('A new partner, or work near the harbour');
	await chair.getByLabel('Next review of this decision').fill(nextMeetingDay());
	await chair.getByRole('button', { name: 'Record the decision' }).click();
	await expect(chair.getByRole('heading', { level: 4, name: 'Do not disclose' })).toBeVisible();
}

async function decideLevel(chair: Page): Promise<void> {
	await chair.getByRole('radio', { name: 'Keep the level' }).check();
	await chair.getByRole('checkbox', { name: 'The risk is lower, but the agencies need active co-ordination' }).check();
	await chair.getByLabel('In what way').fill('The risk needs the active work of several agencies');
	await chair.getByLabel('What formal meetings add').fill('They bring housing and police together');
	await chair.getByLabel('Who disagreed').fill('Nobody');
	await chair.getByLabel('Rationale').fill('Level 1 could not bring housing and police together');
	await chair.getByLabel('Exit criteria').fill('Twelve weeks without a call-out');
	await chair.getByLabel('Next meeting', { exact: true }).fill(nextMeetingDay());
	await expect(chair.getByText(`${longDate(nextMeetingDay())}: within the normal interval.`)).toBeVisible();
	await chair.getByRole('button', { name: 'Record the decision' }).click();
	await expect(chair.locator('[id="LEVEL.decision"]')).toContainText('Recorded');
}

async function noteForTheBoard(chair: Page): Promise<void> {
	await chair.getByLabel('What it is about').selectOption('NON_ATTENDANCE');
	await chair.getByLabel('What the Board should know').fill('Housing could not send a deputy at short notice');
	await chair.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(chair.getByRole('region', { name: 'Noted for the SMB' })).toContainText(
		'Housing could not send a deputy'
	);
}

async function download(page: Page, link: string): Promise<Buffer> {
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
	return readFile(await file.path());
}
