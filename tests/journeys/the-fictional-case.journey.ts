/**
 * The fictional case of the demonstration, played on the screens alone: from the referral, over a Level 2 meeting whose
 * minutes are locked, to the Level 3 meeting at short notice eight weeks later. Every date is the one the story tells.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { inFours, shortFingerprint } from '#lib/minutes/fingerprint-groups.ts';
import { riskField } from '#lib/rmp/rmp.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { longDate, shortDate } from '#lib/time.ts';
import { closeUp, readPdf } from '../support/pdf-reader.ts';
import { sampleAnswers } from '../support/sample-referral.ts';
import { unzip } from '../support/unzip.ts';
import { PASSWORD } from './support/cast.ts';
import { flat } from './support/fresh-referral.ts';
import { expect, type Page, test } from './support/journey.ts';
import { fillOwedFields } from './support/owed-fields.ts';
import { expectSaved, notes, planText } from './support/room.ts';
import { fillIn, openStoryStage, type StoryStage } from './support/story-stage.ts';

/** The server's own demonstration holds the case under its name: here the same story is told of somebody else. */
const PERSON = { name: 'Ambrose Fennel-Moss', dateOfBirth: '1984-02-21', crn: 'X900114' };
const REFERENCE = 'NMS-2026-114';
const CHAIR = 'P01';
const SENIOR_CHAIR = 'P15';
const MINUTE_TAKER = 'P03';
const AGENCY = { probation: 'Probation Service', police: 'Northmere Constabulary', social: 'Children' };
let stage: StoryStage;

test('STORY-1 the fictional case from referral to the second meeting, by the screens alone, on the dates of the story', async ({
	browser,
	complaints
}) => {
	test.setTimeout(300_000);
	stage = await openStoryStage(browser, complaints);
	const told = (date: string) => longDate(stage.day(date));
	try {
		await test.step('25 September: probation refers, late, to Level 2', async () => {
			await stage.at('2026-09-25', '10:00');
			const page = await stage.enter('P04');
			await refer(page, '2', { releaseOn: stage.day('2026-11-30'), crd: stage.day('2026-11-30'), where: 'custody' });
			await expect(page.getByText('Late referral').first()).toBeVisible();
		});

		let path = '';
		await test.step('1 October: accepted, the case is opened, and the first meeting is due in 20 working days', async () => {
			await stage.at('2026-10-01', '11:00');
			const page = await stage.enter('P02');
			await decide(page, 'Accepted - level 2', { caseRef: REFERENCE, caseManagerId: stage.nameOf('P04') });
			await expect(page.getByText(told('2026-10-29')).first()).toBeVisible();
			await page.goto('/cases');
			await page.getByRole('link', { name: PERSON.name }).click();
			path = new URL(page.url()).pathname;
			await expect(page.getByText('Level 1 to 2')).toBeVisible();
		});

		let first = '';
		await test.step('7 October: the first meeting is convened, and every step has its day', async () => {
			await stage.at('2026-10-07', '10:00');
			const page = await stage.enter('P02');
			first = await convene(page, path, {
				...{ scheduledDate: stage.day('2026-10-22'), scheduledTime: '14:00', plannedMinutes: '75' },
				...{ venue: stage.story.meeting.venue, objective: stage.story.meeting.objective },
				...{ chairId: stage.nameOf(CHAIR), minuteTakerId: stage.nameOf(MINUTE_TAKER) },
				invited: stage.story.attendance.map(({ person }) => person)
			});
			await expect(page.getByRole('heading', { name: 'Invited: 14' })).toBeVisible();
			await expectSteps(page, {
				...{ 'Invitations sent': '2026-10-08', 'Papers sent': '2026-10-15', 'Agency returns in': '2026-10-19' },
				...{ 'Action list to owners': '2026-10-23', 'Draft minutes to the chair': '2026-10-29' },
				...{ 'Minutes approved and out': '2026-11-05', 'Minutes filed on ViSOR or MAPPS': '2026-11-10' }
			});
		});

		await test.step('22 October: the meeting is held, its plan written and its decisions taken', async () => {
			await stage.at('2026-10-22', '13:50');
			await holdFirstMeeting(first);
		});

		await test.step('4 November: the chair locks the minutes; the next review is due in 12 weeks, counted to 16', async () => {
			await stage.at('2026-11-04', '09:30');
			const chair = await stage.enter(CHAIR, { script: true });
			await chair.goto(`/meetings/${first}/minutes`);
			await chair.getByLabel('Your password').fill(PASSWORD);
			await chair.getByRole('button', { name: 'Lock the minutes' }).click();
			await expect(chair).toHaveURL(/\/final$/);
			await expectOneRecord(chair);
			await expectMinutesFor('P04', first, true);
			await expectMinutesFor('P11', first, false);
			const unit = await stage.enter('P02');
			await unit.goto(path);
			for (const date of ['2027-01-14', '2027-02-11']) await expect(unit.getByText(told(date)).first()).toBeVisible();
		});

		await test.step('9 December: the police refer to Level 3, and it is accepted the day after', async () => {
			await stage.at('2026-12-09', '12:00');
			const police = await stage.enter('P07');
			await refer(police, '3', { where: 'community', releaseOn: '', crd: '' });
			await stage.at('2026-12-10', '09:00');
			const unit = await stage.enter('P02');
			await decide(unit, 'Accepted - level 3', { emergency: 'yes' });
			await expect(unit.getByText(told('2026-12-17')).first()).toBeVisible();
		});

		let second = '';
		await test.step('10 December: an extraordinary meeting at short notice, with the holidays of Christmas in its dates', async () => {
			await stage.at('2026-12-10', '15:00');
			const page = await stage.enter('P02');
			second = await convene(page, path, {
				...{ level: '3', scheduledDate: stage.day('2026-12-17'), scheduledTime: '10:00', plannedMinutes: '90' },
				...{ venue: stage.story.meeting2.venue, objective: stage.story.meeting2.objective, extraordinary: 'yes' },
				noticeReason: 'A phone that was not declared was found',
				...{ chairId: stage.nameOf(SENIOR_CHAIR), minuteTakerId: stage.nameOf(MINUTE_TAKER) },
				invited: stage.story.attendance2.map(({ person }) => person)
			});
			await expect(page.getByText('Short notice: an accepted reason for absence')).toBeVisible();
			await expectSteps(page, {
				...{ 'Action list to owners': '2026-12-18', 'Draft minutes to the chair': '2026-12-22' },
				...{ 'Minutes approved and out': '2026-12-24', 'Minutes filed on ViSOR or MAPPS': '2026-12-31' }
			});
		});

		await test.step('17 December: the second meeting begins with the whole plan, and the limits are those of Level 3', async () => {
			await stage.at('2026-12-17', '09:55');
			await holdSecondMeeting(second);
		});
	} finally {
		await stage.end();
	}
});

/** Every section of the form, saved one after the other, and sent with a reason for whatever it warns of. */
async function refer(page: Page, level: '2' | '3', dates: Readonly<Record<string, string>>): Promise<void> {
	await page.goto('/referrals/start');
	await page.getByRole('button', { name: 'Begin' }).click();
	const base = new URL(page.url()).pathname;
	const agreed = stage.day(level === '2' ? '2026-09-24' : '2026-12-09');
	const answers = sampleAnswers(AGENCY);
	const own: Readonly<Record<string, object>> = {
		level: { level, emergency: level === '3' ? 'yes' : '', managerAgreedOn: agreed },
		person: PERSON,
		dates: { led: '', sed: stage.day('2029-05-30'), sentencedOn: '2024-05-31', ...dates },
		risk: { tools: [{ name: 'OSP direct contact', result: 'High', on: stage.day('2026-09-21') }] },
		agencies: { leadAgencyId: AGENCY.probation }
	};
	for (const [slug, values] of Object.entries(answers)) {
		await page.goto(`${base}/${slug}`);
		const fields = Object.entries(flat({ ...values, ...own[slug] })).filter(([, value]) => value !== '');
		await fillIn(page, Object.fromEntries(fields));
		await page.getByRole('button', { name: 'Save and continue' }).click();
		await expect(page.getByText('sections are complete')).toBeVisible();
	}
	await page.goto(`${base}/check`);
	const reasons = page.locator('textarea[name^="reasons."]');
	for (let n = 0; n < (await reasons.count()); n += 1) await reasons.nth(n).fill('The move here was decided late');
	await page.getByRole('button', { name: 'Send the referral' }).click();
	await expect(page.getByText('Referral decision - pending').first()).toBeVisible();
}

async function decide(page: Page, outcome: string, more: Readonly<Record<string, string>>): Promise<void> {
	await page.goto('/referrals');
	await page
		.getByRole('row', { name: /pending/i })
		.getByRole('link', { name: PERSON.name })
		.click();
	await page.getByRole('link', { name: 'Decide on this referral' }).click();
	const form = page.locator('form[action="?/decide-referral"]');
	await fillIn(form, { outcome, reasons: 'Several agencies must act before one date', ...more });
	await page.getByRole('button', { name: 'Record the decision' }).click();
	await expect(page.getByText(outcome).first()).toBeVisible();
}

type Convening =
	| (Readonly<Record<string, string>> & { readonly invited: never })
	| { readonly invited: readonly string[] };
async function convene(page: Page, path: string, { invited, ...fields }: Convening): Promise<string> {
	await page.goto(`${path}/convene`);
	await fillIn(page, fields as Readonly<Record<string, string>>);
	const names = (invited as readonly string[]).map((code) => stage.nameOf(code));
	await page.locator('details.app-row').evaluateAll((all) => {
		for (const one of all as HTMLDetailsElement[]) one.open = true;
	});
	const boxes = page.locator('input[type=checkbox][name^="invitees."]');
	for (const box of await boxes.all()) {
		const label = (await page.locator(`label[for="${await box.getAttribute('id')}"]`).textContent()) ?? '';
		await box.setChecked(names.some((name) => label.includes(name)));
	}
	await page.getByRole('button', { name: 'Convene the meeting and invite' }).click();
	await expect(page.getByRole('heading', { name: /^Invited: / })).toBeVisible();
	return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** The table of dates round a meeting says each day as the story tells it. */
async function expectSteps(page: Page, steps: Readonly<Record<string, string>>): Promise<void> {
	const table = page.locator('table[aria-labelledby="dates"]');
	for (const [step, date] of Object.entries(steps))
		await expect(table.getByRole('row').filter({ hasText: step })).toContainText(longDate(stage.day(date)));
}

async function accept(page: Page, meetingId: string): Promise<void> {
	await page.goto(`/join/${meetingId}`);
	await page.getByRole('checkbox', { name: /I have read the statement/ }).check();
	await page.getByRole('button', { name: 'Accept the statement' }).click();
}

/** Those who keep the record come by their door; the others accept, and are let in by name. */
async function open(meetingId: string, chairCode: string, others: readonly string[]) {
	const [chair, taker] = await Promise.all([
		stage.enter(chairCode, { script: true }),
		stage.enter(MINUTE_TAKER, { script: true })
	]);
	for (const page of [chair, taker]) {
		await accept(page, meetingId);
		await page.getByRole('link', { name: 'Enter the meeting' }).click();
		await expect(page.getByRole('heading', { name: 'Before the meeting starts' })).toBeVisible();
	}
	for (const code of others) {
		const page = await stage.enter(code);
		await accept(page, meetingId);
		await page.context().close();
		await chair.getByRole('button', { name: `Let in ${stage.nameOf(code)}` }).click();
	}
	await chair.getByRole('button', { name: 'Start the meeting' }).click();
	await expect(taker.locator('#item-title')).toContainText('Introductions');
	return { chair, taker };
}

const room = async (page: Page, meetingId: string, item: string): Promise<void> => {
	await page.goto(`/meetings/${meetingId}/room?item=${item}`);
	await expectSaved(page);
};

const RECORDED = ['PERSON', 'VICTIMS', 'SUMMARY', 'AGENCY_INFO', 'ENGAGEMENT', 'EQUALITY_HRA', 'SAFEGUARDING', 'RISK'];

async function holdFirstMeeting(meetingId: string): Promise<void> {
	const { chair, taker } = await open(meetingId, CHAIR, ['P04', 'P07']);
	await chair.getByRole('radio', { name: 'Minimum participation met', exact: true }).check();
	await chair.locator('[id="WELCOME.participation"]').getByRole('button', { name: 'Record' }).click();
	await expect(chair.locator('[id="WELCOME.participation"] b')).toHaveText('Minimum participation met');
	await room(chair, meetingId, 'CONFIDENTIALITY');
	await chair.getByRole('button', { name: 'Read aloud' }).click();
	for (const item of [...RECORDED, 'MEDIA']) {
		await room(taker, meetingId, item);
		await fillOwedFields(taker, 'Considered, and recorded as the story tells it.');
		if (item === 'RISK' && (await taker.locator('[data-field="RISK.noTool"] textarea').count()) > 0)
			await taker.locator('[data-field="RISK.noTool"] textarea').fill('None besides those of the referral');
		await notes(taker).fill(`Said under ${item}, as the story tells it.`);
		await expectSaved(taker);
	}
	await writePlan(taker, meetingId);
	await room(chair, meetingId, 'DISCLOSURE');
	const [disclosure] = stage.story.disclosure;
	await fillIn(chair.locator('.room-form').first(), { outcome: 'DO_NOT_DISCLOSE' });
	await fillIn(chair.locator('.room-form').first(), {
		...{ reasons: disclosure?.reasons ?? '', reconsiderTriggers: disclosure?.reconsiderTriggers.join('; ') ?? '' },
		...{ alternativesConsidered: disclosure?.alternativesConsidered ?? '', reviewAt: stage.day('2027-01-14') }
	});
	await chair.getByRole('button', { name: 'Record the decision' }).click();
	await expect(chair.getByRole('heading', { level: 4, name: 'Do not disclose' })).toBeVisible();
	await room(chair, meetingId, 'LEVEL');
	const { criterion, rationale, exitCriteria, dissent } = stage.story.levelDecision;
	const normal = `Normal for Level 2: ${shortDate(stage.day('2026-12-17'))} to ${shortDate(stage.day('2027-01-14'))}. Outer limit ${shortDate(stage.day('2027-02-11'))}.`;
	await expect(chair.getByText(normal)).toBeVisible();
	const level = chair.locator('[id="LEVEL.decision"] form');
	await fillIn(level, { outcome: 'RETAIN_LEVEL', criteria: 'HIGH_RISK' });
	await fillIn(level, {
		...{ criterion, rationale, exitCriteria, dissent, nextMeetingOn: stage.day('2027-01-14') },
		meetingsAdd: 'The agencies settle release, address and devices at one table'
	});
	await chair.getByRole('button', { name: 'Record the decision' }).click();
	await expect(chair.locator('[id="LEVEL.decision"]')).toContainText('Recorded');
	await room(chair, meetingId, 'SMB_FEEDBACK');
	await chair.getByLabel('What it is about').selectOption('NON_ATTENDANCE');
	await chair.getByLabel('What the Board should know').fill(stage.story.smbFeedback[0]?.text ?? '');
	await chair.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(chair.getByRole('region', { name: 'Noted for the SMB' })).toContainText('No apology and no report');
	await recordAttendance(chair, meetingId);
	await chair.goto(`/meetings/${meetingId}/close`);
	await expect(chair.getByText('Nothing stands in the way of the lock.')).toBeVisible();
	await chair.getByRole('button', { name: 'End the meeting' }).click();
	await expect(chair.getByRole('heading', { level: 1, name: 'Before the minutes are locked' })).toBeVisible();
}

/** The story's five risks and eight actions, typed into the plan. */
async function writePlan(page: Page, meetingId: string): Promise<void> {
	await room(page, meetingId, 'RMP');
	const { risks } = stage.story.riskManagementPlan;
	for (const risk of risks) {
		await page.getByRole('button', { name: 'Add a risk' }).click();
		const row = page.locator(`#${risk.key}`);
		await row.getByLabel(/^Pillar of R\d+$/).selectOption(risk.pillar);
		await row.getByLabel(/^Kind of R\d+$/).selectOption(risk.orientation);
		const lines = (entries: readonly string[]) => entries.map((entry) => `- ${entry}`).join('\n');
		const texts = {
			...{ title: risk.title, risk: risk.risk, evidence: risk.evidence, responseSoFar: risk.responseSoFar },
			...{ contingency: risk.contingency, positiveIndicators: lines(risk.positiveIndicators) },
			negativeIndicators: lines(risk.negativeIndicators),
			...(risk.leastRestrictiveReason ? { leastRestrictiveReason: risk.leastRestrictiveReason } : {})
		};
		for (const [field, text] of Object.entries(texts))
			await planText(page, riskField(risk.key, field as 'risk')).fill(text);
	}
	for (const action of stage.story.actions) {
		await page.getByRole('button', { name: `Add an action to ${action.risks[0]}` }).click();
		await planText(page, `${action.num}.text`).fill(action.text);
		const owner = page.getByLabel(`Owner of ${action.num}`);
		const option = owner.locator('option', { hasText: stage.nameOf(action.person) }).first();
		await owner.selectOption(await option.getAttribute('value'));
		await page.getByLabel(`${action.num} to be done by`).fill(action.due);
		await page.getByLabel(`${action.num} to be done by`).blur();
	}
	await expectSaved(page);
}

/** One row after the other, as the story tells who came. */
async function recordAttendance(chair: Page, meetingId: string): Promise<void> {
	await chair.goto(`/meetings/${meetingId}/close`);
	await chair
		.getByRole('link', { name: /^Record the attendance of / })
		.first()
		.click();
	await expect(chair.locator('details.app-row[open]')).toHaveCount(1);
	await chair.goto(`/meetings/${meetingId}/register`);
	for (const row of stage.story.attendance) {
		const seat = chair.locator('details.app-row', { hasText: stage.nameOf(row.person) });
		await seat.locator('summary').first().click();
		const form = seat.locator('form[action="?/record-attendance"]');
		await fillIn(form, { status: row.status });
		await fillIn(form, {
			...(row.mode ? { mode: row.mode } : {}),
			...(row.minutesLate ? { minutesLate: String(row.minutesLate) } : {}),
			...(row.nonAttendanceReason ? { reason: row.nonAttendanceReason } : {}),
			...(row.reportReceivedAt ? { reportReceivedOn: row.reportReceivedAt, reportAdequate: 'yes' } : {})
		});
		await form.getByRole('button').click();
		await expect(seat.locator('summary').first()).not.toContainText(/Not recorded|Suggested/);
		if (!row.chairFinding) continue;
		await seat.locator(`[name="finding"][value="${row.chairFinding}"]`).check();
		await seat.getByRole('button', { name: 'Save the finding' }).click();
		await expect(seat.locator('summary').first()).not.toContainText('Finding missing');
	}
	await expect(chair.getByText('Every seat is recorded.')).toBeVisible();
}

async function holdSecondMeeting(meetingId: string): Promise<void> {
	const { chair, taker } = await open(meetingId, SENIOR_CHAIR, ['P16']);
	await room(taker, meetingId, 'RMP');
	for (const { key, risk } of stage.story.riskManagementPlan.risks)
		await expect(planText(taker, `${key}.risk`)).toHaveValue(risk);
	await room(taker, meetingId, 'ACTIONS_PREV');
	for (const { num, text } of stage.story.actions)
		await expect(taker.locator(`[id="${num}.outcome"]`)).toContainText(text);
	await room(chair, meetingId, 'LEVEL');
	const normal = `to ${shortDate(stage.day('2027-01-28'))}. Outer limit ${shortDate(stage.day('2027-02-11'))}.`;
	await expect(chair.getByText(normal)).toBeVisible();
	await chair.getByLabel('Next meeting', { exact: true }).fill(stage.day('2027-01-21'));
	await expect(chair.getByText(`${longDate(stage.day('2027-01-21'))}: within the normal interval.`)).toBeVisible();
}

/** The page, every file and the data are one record with one fingerprint. */
async function expectOneRecord(chair: Page): Promise<void> {
	const { record, seal } = JSON.parse((await download(chair, 'Record as data (JSON)')).toString());
	const { pages } = readPdf(await download(chair, 'Minutes as PDF'));
	const sha256 = createHash('sha256').update(canonicalJson(record), 'utf8').digest('hex');
	expect(seal.sha256).toBe(sha256);
	const word = unzip(await download(chair, 'Minutes as Word document'));
	expect(word.get('docProps/custom.xml')?.toString()).toContain(sha256);
	expect((await download(chair, 'Minutes as one web page')).toString()).toContain(inFours(sha256));
	const minutes = chair.locator('article');
	await expect(minutes).toContainText(inFours(sha256));
	for (const page of pages) expect(page).toContain(closeUp(shortFingerprint(sha256)));
	expect(pages.at(-1)).toContain(closeUp(inFours(sha256)));
	for (const text of [PERSON.name, stage.story.actions[0]?.text ?? '', stage.story.levelDecision.exitCriteria]) {
		await expect(minutes).toContainText(text);
		expect(pages.join('')).toContain(closeUp(text));
	}
	expect(record).toMatchObject({ reference: `${REFERENCE}/1` });
}
async function download(page: Page, link: string): Promise<Buffer> {
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
	return readFile(await file.path());
}

/** Whoever was there finds the minutes among their work; to whom was not, there are none. */
async function expectMinutesFor(code: string, meetingId: string, wasThere: boolean): Promise<void> {
	const page = await stage.enter(code);
	const links = page.locator('[aria-labelledby="to-read"]').getByRole('link', { name: new RegExp(`${REFERENCE}/1`) });
	await expect(links).toHaveCount(wasThere ? 1 : 0);
	if (wasThere) await links.click();
	else stage.refuses(page, 404, `/meetings/${meetingId}/final`);
	if (!wasThere) await page.goto(`/meetings/${meetingId}/final`);
	// Until copies go out the whole is for the chair, the minute taker and the unit; the others are told that theirs is to come.
	const whole = page.locator('article');
	const toCome = page.getByText('Your copy has not been sent yet');
	if (wasThere) await expect(whole.or(toCome)).toBeVisible();
	else await expect(whole.or(toCome)).toHaveCount(0);
}
