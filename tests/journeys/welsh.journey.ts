/** Somebody reads the service in Welsh, wherever they go; and a meeting's minutes are in its own language, whoever reads them. */
import { readCatalogue } from '../../server/welsh/catalogue.ts';
import { PASSWORD } from './support/cast.ts';
import { freshMeeting } from './support/fresh-meeting.ts';
import { expect, type Page, PHONE, test } from './support/journey.ts';
import { endMeeting, settleEverythingElse } from './support/lockable-meeting.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';
import { postForm } from './support/signed-in.ts';

/** English sentences of three words and more that nobody of the fictional area types, with another Welsh. */
const ENGLISH = [...readCatalogue(process.cwd()).values()].flatMap((entries) =>
	[...entries].flatMap(([english, welsh]) =>
		english !== welsh && /^[A-Z][\p{L} ,’'-]+[.?]?$/u.test(english) && english.split(' ').length > 3 ? [english] : []
	)
);

/** What the fictional people are by profession. */
const PROFESSION = /\b(officer|manager|administrator|adviser|co-ordinator|auditor|chair|lead|head)\b/i;
/** The same and shorter ones, which count only where they are all that an element or a label says. */
const ENGLISH_TEXTS = [...readCatalogue(process.cwd()).values()].flatMap((entries) =>
	[...entries].flatMap(([english, welsh]) =>
		welsh !== '' &&
		english !== welsh &&
		/^[A-Z][\p{L} ,’'-]+[.?]?$/u.test(english) &&
		english.includes(' ') &&
		!PROFESSION.test(english)
			? [english]
			: []
	)
);
const SERVED = (caseId: string, meetingId: string): readonly string[] => [
	...['/reviews', '/requests/new', '/seats', '/settings/timescales', '/settings/timescales/reviewWeeks', '/gates'],
	...['/settings/wordings', '/settings/import', '/settings/people', '/settings/clearance', '/access', '/retention'],
	...['/emergency-access', '/absences', '/absences/contacts', '/actions', '/help', '/accessibility'],
	...['/cases/new', '/practice', '/connection-test', '/smb/feedback'],
	...['convene', 'plans', 'change/status', 'access', 'shares', 'hold'].map((part) => `/cases/${caseId}/${part}`),
	...['/answers', '/returns', '/guests', '/brief'].map((part) => `/meetings/${meetingId}${part}`)
];
/** What each element and each label of a page says by itself. */
const textsOf = (html: string): readonly string[] => {
	const body = html.replace(/<!--[\s\S]*?-->|<(script|style|textarea)\b[\s\S]*?<\/\1>/g, '');
	const labels = [...body.matchAll(/\s(?:aria-label|title|placeholder|alt|data-label)="([^"]+)"/g)].map(
		([, said]) => said
	);
	return [...labels, ...body.split(/<[^>]+>/)].map((text = '') =>
		text.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim()
	);
};

async function expectWelsh(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
	// What is folded away is part of the page.
	await page.locator('details').evaluateAll((all) => {
		for (const one of all as HTMLDetailsElement[]) one.open = true;
	});
	const text = await page.evaluate(() => document.body.innerText);
	expect(
		ENGLISH.filter((sentence) => text.includes(sentence)),
		path
	).toEqual([]);
}

test('WELSH-9 somebody chooses Welsh and reads it on every page and in the room, and minutes in Welsh are Welsh for all', async ({
	enter,
	as,
	complaints
}) => {
	const journey = { enter, as };
	const { meetingId, caseId } = await freshMeeting(journey, { minutesIn: 'Welsh' });
	const coordinator = await enter('coordinator');
	try {
		await test.step('the co-ordinator goes over to Welsh where they are', async () => {
			await coordinator.goto('/cases');
			await coordinator.getByRole('button', { name: 'Cymraeg' }).click();
			await expect(coordinator.getByRole('heading', { level: 1, name: 'Achosion yr ardal' })).toBeVisible();
			expect(new URL(coordinator.url()).pathname).toBe('/cases');
			await checkAxe(coordinator);
		});
		await test.step('and reads it everywhere', async () => {
			const here = [`/cases/${caseId}`, `/cases/${caseId}/change/risk`, `/meetings/${meetingId}/register`];
			for (const path of [
				'/',
				'/actions/all',
				'/referrals',
				'/audits',
				'/outbox',
				'/requests',
				'/settings',
				'/smb',
				...here
			])
				await expectWelsh(coordinator, path);
			await coordinator.setViewportSize(PHONE.viewport);
			await checkNoSidewaysScroll(coordinator);
		});
		await test.step('in what the server answers alone too, on every page that leads on from there', async () => {
			const reader = await as('coordinator');
			const found: string[] = [];
			for (const path of SERVED(caseId, meetingId)) {
				const answer = await reader.get(path);
				if (answer.status() !== 200) found.push(`${path}: ${answer.status()}`);
				const html = await answer.text();
				if (!/<html[^>]* lang="cy"/.test(html)) found.push(`${path}: not in Welsh`);
				const said = new Set(textsOf(html));
				for (const text of ENGLISH_TEXTS) if (said.has(text)) found.push(`${path}: ${text}`);
			}
			expect(found).toEqual([]);
		});
		await test.step('a refusal is Welsh as well', async () => {
			complaints.expectRefusal(coordinator, 422, `/cases/${caseId}/hold`);
			await coordinator.goto(`/cases/${caseId}/hold`);
			await coordinator.locator('main details').evaluateAll((all) => {
				for (const one of all as HTMLDetailsElement[]) one.open = true;
			});
			await coordinator.locator('main form button[type=submit]').first().click();
			await expect(coordinator.locator('.govuk-error-summary')).toContainText('Mae problem');
		});
	} finally {
		await (await as('coordinator')).post('/language', { form: { language: 'en', back: '/' }, maxRedirects: 0 });
	}

	await settleEverythingElse(journey, meetingId, ['chair', 'minuteTaker']);
	await endMeeting(journey, meetingId);
	// The chair changes their mind, and changes it back: until the lock the language of the record is theirs to say.
	await postForm(await as('chair'), `/meetings/${meetingId}/close?/set-record-language`, { language: 'en' });
	const chair = await enter('chair');
	await chair.goto(`/meetings/${meetingId}/close`);
	await expect(chair.getByText('The minutes are laid out in English.')).toBeVisible();
	await chair.getByRole('button', { name: 'Lay them out in Welsh' }).click();
	await expect(chair.getByText('The minutes are laid out in Welsh.')).toBeVisible();
	await postForm(await as('chair'), `/meetings/${meetingId}/minutes?/lock-minutes`, { password: PASSWORD });
	await chair.goto(`/meetings/${meetingId}/final`);
	await expect(chair.locator('html')).toHaveAttribute('lang', 'en');
	const minutes = chair.locator('article[lang=cy]');
	await expect(minutes.getByRole('heading', { level: 1, name: /^Cofnodion/ })).toBeVisible();
	await expect(minutes.getByRole('heading', { name: 'Presenoldeb', exact: true }).first()).toBeVisible();
	const text = await minutes.innerText();
	expect(text).toContain('Level 1 could not bring housing and police together');
	expect(ENGLISH.filter((sentence) => text.includes(sentence))).toEqual([]);
});
