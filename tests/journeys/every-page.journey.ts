/** Every page and every part of the room, looked at by axe on a desk and on a phone, and at the narrowest width. */
import { coveredFocus, heardFaults, languageFaults, motionFaults, spacingFaults } from './support/assist-checks.ts';
import { CAST, PASSWORD } from './support/cast.ts';
import { acceptStatement, freshMeeting, openCase } from './support/fresh-meeting.ts';
import { freshReferral, sentReferral } from './support/fresh-referral.ts';
import { DESK, expect, NARROWEST, type Page, PHONE, test } from './support/journey.ts';
import { endMeeting, nextMeetingDay, settleEverythingElse } from './support/lockable-meeting.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { saving } from './support/room.ts';
import { postForm } from './support/signed-in.ts';

/** What the unit looks at besides the cases themselves. */
const UNIT_PAGES = [
	'/reviews',
	'/requests',
	'/requests/new',
	'/confirm',
	'/outbox',
	'/seats',
	'/settings/timescales',
	'/settings/wordings',
	'/settings/wordings/apologies',
	'/settings/timescales/reviewWeeks',
	'/settings/import',
	'/settings/people',
	'/access',
	'/emergency-access',
	'/absences',
	'/absences/contacts',
	'/actions',
	'/actions/all',
	'/audits',
	'/retention'
];

/** Items of an initial meeting that show more than notes. */
const ITEMS_OF_THEIR_OWN = [
	...['WELCOME', 'CONFIDENTIALITY', 'STATUS', 'PERSON', 'VICTIMS', 'AGENCY_INFO', 'RISK', 'RMP'],
	...['EQUALITY_HRA'],
	...['LICENCE_ORDERS', 'DISCLOSURE', 'ACTIONS', 'LEVEL', 'SMB_FEEDBACK']
];

/** What is folded away is part of the page. */
const openFolds = (page: Page): Promise<void> =>
	page.locator('details').evaluateAll((all) => {
		for (const one of all as HTMLDetailsElement[]) one.open = true;
	});

let turn = 0;
/** The columns of the room that a hand does not show are the same beside every item: one item in so many is looked at on a desk too. */
const ROOMS_ON_DESK = 7;
/**
 * Looks at one page as it stands, at 320 px for its width and for the cursor. Axe looks on a desk and in the hand in turn: pages
 * are of one column at every width. An item of the room is looked at in the hand always. What is heard and what moves is the same at every width; text set wider is tried in the
 * hand.
 */
async function look(page: Page, ready?: unknown): Promise<void> {
	await openFolds(page);
	const isOnDesk = turn++ % (ready === room ? ROOMS_ON_DESK : 2) === 0;
	await page.emulateMedia({ reducedMotion: 'reduce' });
	if (isOnDesk) await checkAxe(page);
	const faults = [...(await heardFaults(page)), ...(await languageFaults(page)), ...(await motionFaults(page))];
	await page.setViewportSize(PHONE.viewport);
	if (ready === room || !isOnDesk) await checkAxe(page);
	faults.push(...(await spacingFaults(page)));
	await page.setViewportSize(NARROWEST.viewport);
	await checkNoSidewaysScroll(page);
	faults.push(...(await coveredFocus(page)));
	expect(faults, page.url()).toEqual([]);
	await page.setViewportSize(DESK.viewport);
}
async function lookAt(page: Page, path: string, ready: (page: Page) => Promise<void> = heading): Promise<void> {
	await page.goto(path);
	await ready(page);
	await look(page, ready);
}
/** Of the demonstration's case at Level 1: the page that convenes, and the meeting that decided to refer it. */
async function lookAtProfessionalsPages(unit: Page): Promise<void> {
	await unit.goto('/cases');
	await unit.getByRole('link', { name: 'Barnaby Cloverfield-Finch' }).click();
	await expect(unit.getByRole('link', { name: 'Convene a professionals meeting' })).toBeVisible();
	const path = new URL(unit.url()).pathname;
	await lookAt(unit, `${path}/professionals-meeting`);
}
const heading = async (page: Page): Promise<void> => expect(page.getByRole('heading', { level: 1 })).toBeVisible();
const room = async (page: Page): Promise<void> => expect(saving(page)).toHaveText(/Saved|Locked/);

test('JOURNEY-9 the pages outside a meeting are accessible on a desk and in the hand, and fit 320 pixels', async ({
	enter,
	complaints
}) => {
	test.setTimeout(150_000);
	const nobody = await enter(null);
	for (const path of ['/sign-in', '/demo', '/design', '/help', '/help/chair', '/accessibility', '/practice'])
		await lookAt(nobody, path);
	await lookAt(nobody, '/connection-test', (page) =>
		expect(page.getByText('Meetings will work', { exact: true })).toBeVisible()
	);
	await nobody.goto('/sign-in');
	complaints.expectRefusal(nobody, 422, '/sign-in');
	await nobody.getByRole('button', { name: 'Sign in' }).click();
	await expect(nobody.getByRole('link', { name: 'Enter your e-mail address' })).toBeVisible();
	await checkAxe(nobody);
	const unit = await enter('coordinator');
	const { caseId } = await openCase(unit);
	for (const path of [
		'/',
		'/cases',
		'/cases/new',
		`/cases/${caseId}`,
		`/cases/${caseId}/convene`,
		`/cases/${caseId}/plans`,
		`/cases/${caseId}/hold`,
		`/cases/${caseId}/subject-export`,
		'/settings',
		'/gates',
		...UNIT_PAGES
	])
		await lookAt(unit, path);
	await lookAtProfessionalsPages(unit);
	// A refused form has more on it than a fresh one.
	await unit.goto('/cases/new');
	await unit.getByRole('button', { name: 'Open the case' }).click();
	await expect(unit.getByText('There is a problem')).toBeVisible();
	await checkAxe(unit);
	complaints.expectRefusal(unit, 404, '/cases/no-such-case');
	await lookAt(unit, '/cases/no-such-case');
	// What no page of the application is drawn for has one of its own.
	const nowhere = '/meetings/no-such-meeting/final/record.json';
	complaints.expectRefusal(unit, 404, nowhere);
	await lookAt(unit, nowhere);
});

test('JOURNEY-9 the pages of somebody’s own account and the audit log are accessible and fit 320 pixels', async ({
	enter
}) => {
	const page = await enter('coordinator');
	const own = ['/account', '/account/password', '/account/passkeys', '/account/recovery-codes'];
	for (const path of [...own, '/audit']) await lookAt(page, path);
});

test('REFER-43 the pages of a referral are accessible on a desk and in the hand, and fit 320 pixels', async ({
	enter,
	as
}) => {
	test.setTimeout(150_000);
	const journey = { enter, as };
	const [referrer, unit] = await Promise.all([enter('caseManager'), enter('coordinator')]);
	const draft = `/referrals/${(await freshReferral(journey, 'caseManager')).id}`;
	for (const path of ['/referrals', '/referrals/start', draft, `${draft}/check`]) await lookAt(referrer, path);
	for (const slug of ['person', 'victims', 'agencies']) await lookAt(referrer, `${draft}/${slug}`);
	await referrer.goto(`${draft}/risk`);
	await referrer.getByRole('button', { name: 'Save and continue' }).click();
	await expect(referrer.getByText('There is a problem')).toBeVisible();
	await look(referrer);
	const sent = `/referrals/${(await sentReferral(journey, 'caseManager')).id}`;
	await lookAt(referrer, sent);
	for (const path of ['/referrals', sent, `${sent}/decide`]) await lookAt(unit, path);
});

test('JOURNEY-9 the pages that change a case, and who may know of it, are accessible and fit 320 pixels', async ({
	enter,
	complaints
}) => {
	test.setTimeout(150_000);
	const unit = await enter('coordinator');
	const { caseId } = await openCase(unit);
	const base = `/cases/${caseId}`;
	for (const part of ['person', 'offence', 'orders', 'risk', 'management', 'category', 'level', 'status'])
		await lookAt(unit, `${base}/change/${part}`);
	await lookAt(unit, `${base}/access`);
	await lookAt(unit, `${base}/shares`);
	await lookAt(unit, `${base}/bundle`);
	await lookAt(unit, `/requests/new?case=${base.split('/').at(-1)}`);
	await lookAt(unit, '/settings/clearance');
	// What was refused, found and changed shows more than a fresh page.
	complaints.expectRefusal(unit, 422, `${base}/change/level`);
	await unit.goto(`${base}/change/level`);
	await unit.getByRole('button', { name: 'Save' }).click();
	await expect(unit.getByText('There is a problem')).toBeVisible();
	await look(unit);
	complaints.expectRefusal(unit, 422, '/cases');
	for (const words of ['x', 'nobody at all', 'thornapple']) {
		await unit.goto('/cases');
		await unit.getByLabel('Find a case').fill(words);
		await unit.getByRole('button', { name: 'Search' }).click();
		await expect(unit.getByText(/There is a problem|No case found|cases? found/).first()).toBeVisible();
		await look(unit);
	}
	await unit.goto(`${base}/change/person`);
	await unit.getByLabel('First language').fill('Welsh');
	await unit.getByRole('button', { name: 'Save' }).click();
	await expect(unit.locator('ins', { hasText: 'Welsh' })).toBeVisible();
	await look(unit);
});

test('JOURNEY-10 the pages of a meeting to come and of one that runs are accessible and fit, the room at every item with a part of its own', async ({
	enter,
	as
}) => {
	test.setTimeout(240_000);
	const journey = { enter, as };
	const fresh = await freshMeeting(journey, { inTheRoom: ['police'], invited: ['childrensServices'], started: false });
	const base = `/meetings/${fresh.meetingId}`;
	const [chair, police, late, unit] = await Promise.all([
		enter('chair'),
		enter('police'),
		enter('childrensServices'),
		enter('coordinator')
	]);

	await test.step('convened', async () => {
		await lookAt(unit, base);
		await lookAt(chair, base);
		for (const page of ['returns', 'brief']) await lookAt(chair, `${base}/${page}`);
		await lookAt(police, `${base}/return`);
		await lookAt(late, `/join/${fresh.meetingId}`);
		await lookAt(police, `/join/${fresh.meetingId}`);
		await lookAt(chair, `${base}/room`, room);
	});
	await test.step('in session', async () => {
		const taker = await as('minuteTaker');
		await postForm(taker, `${base}/room?/start-meeting`, {});
		await acceptStatement(journey, 'childrensServices', fresh.meetingId);
		await lookAt(late, `/join/${fresh.meetingId}`);
		await postForm(taker, `${base}/room?/add-risk`, {});
		await postForm(taker, `${base}/room?/add-action`, { riskKeys: 'R1' });
		await postForm(await as('police'), `${base}/room?/raise-hand`, {});
		await postForm(await as('police'), `${base}/room?/record-dissent`, { item: 'RMP', text: 'We would go further.' });
		// Of what there may be several, there are two: each is told apart by its name.
		await postForm(taker, `${base}/room?/add-risk`, {});
		await postForm(taker, `${base}/room?/add-action`, { riskKeys: 'R1' });
		await postForm(await as('police'), `${base}/room?/record-dissent`, { item: 'RMP', text: 'And sooner.' });
		for (let n = 0; n < 2; n += 1)
			await postForm(await as('chair'), `${base}/room?/make-restricted-note`, {
				item: 'RISK',
				form: 'RISK',
				kind: 'VICTIM_SENSITIVE'
			});
		for (const item of ITEMS_OF_THEIR_OWN) await lookAt(chair, `${base}/room?item=${item}`, room);
		await lookAt(police, `${base}/room?item=RMP`, room);
		await lookAt(chair, `${base}/register`);
		for (const page of ['guests', 'screen', 'private-notes']) await lookAt(chair, `${base}/${page}`);
		await lookAt(chair, `${base}/close`);
		await chair.goto(`${base}/room?item=DISCLOSURE`);
		await chair.getByRole('radio', { name: 'Disclose', exact: true }).check();
		await look(chair);
		for (const reasons of ['Nobody outside needs to know', 'The landlord knows already'])
			await postForm(await as('chair'), `${base}/room?/record-disclosure-decision`, {
				...{ outcome: 'DO_NOT_DISCLOSE', form: 'new', reasons },
				...{ reconsiderTriggers: 'A new partner', reviewAt: nextMeetingDay() }
			});
		await chair.goto(`${base}/room?item=DISCLOSURE`);
		await room(chair);
		await openFolds(chair);
		expect(await heardFaults(chair)).toEqual([]);
		await chair.setViewportSize(PHONE.viewport);
		for (const tab of ['Agenda', 'People']) {
			await chair.getByRole('button', { name: new RegExp(`^${tab}`) }).click();
			await checkAxe(chair);
		}
		await chair.setViewportSize(DESK.viewport);
	});
});

test('JOURNEY-13 the pages of a meeting in writing and of a locked one are accessible and fit', async ({
	enter,
	as
}) => {
	test.setTimeout(150_000);
	const journey = { enter, as };
	const fresh = await freshMeeting(journey, { inTheRoom: ['police'] });
	const base = `/meetings/${fresh.meetingId}`;
	const [chair, police] = await Promise.all([enter('chair'), enter('police')]);

	await test.step('in writing', async () => {
		await settleEverythingElse(journey, fresh.meetingId, ['chair', 'minuteTaker', 'police'], ['DISCLOSURE']);
		await postForm(await as('chair'), `${base}/room?/record-disclosure-decision`, await toDisclose(chair, base));
		await endMeeting(journey, fresh.meetingId);
		await lookAt(chair, `${base}/close`);
		await lookAt(chair, `${base}/minutes`);
		await lookAt(chair, `${base}/corrections`);
		await lookAt(chair, `${base}/redactions`);
		await lookAt(chair, `${base}/room?item=RMP`, room);
		await lookAt(police, `${base}/room?item=RMP`, room);
	});
	await test.step('locked', async () => {
		await chair.goto(`${base}/minutes`);
		await chair.getByLabel('Your password').fill(PASSWORD);
		await chair.getByRole('button', { name: 'Lock the minutes' }).click();
		await expect(chair).toHaveURL(/\/final$/);
		await lookAt(chair, `${base}/final`);
		for (const one of ['distribution', 'export']) await lookAt(chair, `${base}/final/${one}`);
		await lookAt(police, `${base}/final/copies`);
		await lookAt(chair, `${base}/final/versions`);
		await lookAt(chair, `${base}/final/versions/executive-summary`);
		await lookAt(chair, `${base}/final/addenda`);
		await lookAt(chair, `${base}/final/hand-off`);
		await lookAt(chair, base);
		await lookAt(chair, `${base}/register`);
		await lookAt(chair, `${base}/room`, room);
		// The demonstration's own locked meeting keeps something apart for her.
		const liaison = await enter('victimLiaison');
		await liaison.goto('/');
		const final = await liaison.locator('a[href$="/final"]').first().getAttribute('href');
		await lookAt(liaison, `${final}/restricted`);
		await lookAt(police, '/');
		await police
			.getByRole('link', { name: /tell what became of it/ })
			.first()
			.click();
		await expect(police.getByRole('heading', { level: 1, name: 'Disclosure you make' })).toBeVisible();
		await look(police);
	});
});

/** A whole decision to disclose, made by the police, who then tell what became of it. */
async function toDisclose(chair: Page, base: string): Promise<Record<string, string>> {
	await chair.goto(`${base}/room?item=DISCLOSURE`);
	await chair.getByRole('radio', { name: 'Disclose', exact: true }).check();
	const discloserId = await chair
		.getByLabel('In whose work it stands')
		.locator('option', { hasText: CAST.police })
		.getAttribute('value');
	return {
		...{ form: 'new', outcome: 'DISCLOSE', legalBasis: 'COMMON_LAW_POLICING', discloserId: discloserId ?? '' },
		...{ recipient: 'The kiosk owner', content: 'Whom to ring, and when', byWhom: 'Police', method: 'In person' },
		...{ deadline: nextMeetingDay(), lawful: 'Policing purpose', necessary: 'Nobody else can watch the kiosk' },
		...{ proportionate: 'Nothing of the offence', accurate: 'Checked today', subjectTold: 'AFTER' },
		...{ subjectInformed: 'By probation', risksToSubject: 'Hostility', supportForRecipient: 'A number to ring' },
		...{ alternativesConsidered: 'More patrols alone', reasons: 'The kiosk is where it happened', conditions: '' }
	};
}
