/** Somebody reads the service in Welsh, wherever they go; and a meeting's minutes are in its own language, whoever reads them. */
import { readCatalogue } from '../../server/welsh/catalogue.ts';
import { unzip } from '../support/unzip.ts';
import { languageFaults } from './support/assist-checks.ts';
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

/** The words of a Word document, and why the seal of a PDF says it was sealed. */
const wordText = (bytes: Buffer): string =>
	String(unzip(bytes).get('word/document.xml'))
		.replace(/<\/w:p>/g, '\n')
		.replace(/<[^>]+>/g, '');
const sealReasonOf = (bytes: Buffer): string => {
	const hex = /\/Reason <FEFF([0-9A-F]+)>/.exec(bytes.toString('latin1'))?.[1] ?? '';
	return Buffer.from(hex, 'hex').swap16().toString('utf16le');
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
	expect(await markingFaults(page), path).toEqual([]);
}
/** What people typed stays in their language and is not marked: of Welsh pages the language of every other part is judged. */
const markingFaults = async (page: Page): Promise<readonly string[]> =>
	(await languageFaults(page)).filter((fault) => !fault.startsWith('language: marked cy, reads en'));

test('WELSH-9 somebody chooses Welsh and reads it on every page and in the room, and minutes in Welsh are Welsh for all', async ({
	enter,
	as,
	complaints
}) => {
	const journey = { enter, as };
	const { meetingId, caseId } = await freshMeeting(journey, { minutesIn: 'Welsh' });
	await test.step('the screen on the wall speaks the language of the record, in a browser that nobody chose one in', async () => {
		const answer = await (await as('chair')).post(`/meetings/${meetingId}/screen?/open-room-screen`, { form: {} });
		const wall = await enter(null);
		await wall.goto(/\/screen\/[\w.~-]+/.exec(await answer.text())?.[0] ?? '');
		await expect(wall.locator('html')).toHaveAttribute('lang', 'cy');
		await expect(wall.locator('main')).toContainText('Yn aros i siarad');
		await wall.goto('/sign-in');
		await expect(wall.locator('html')).toHaveAttribute('lang', 'en');
	});
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
		await test.step('a refusal is Welsh as well', async () => {
			complaints.expectRefusal(coordinator, 422, `/cases/${caseId}/hold`);
			await coordinator.goto(`/cases/${caseId}/hold`);
			await coordinator.locator('main details summary').first().click();
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
	expect(await markingFaults(chair)).toEqual([]);
	const text = await minutes.innerText();
	expect(text).toContain('Level 1 could not bring housing and police together');
	expect(ENGLISH.filter((sentence) => text.includes(sentence))).toEqual([]);
	await checkAxe(chair);
	await test.step('its files are Welsh as well, taken by somebody who reads English', async () => {
		const files = await as('chair');
		const take = async (name: string) => (await files.get(`/meetings/${meetingId}/final/${name}`)).body();
		const word = wordText(await take('minutes.docx'));
		expect(word).toContain('Presenoldeb');
		expect(ENGLISH.filter((sentence) => word.includes(sentence))).toEqual([]);
		expect(JSON.parse(String(await take('record.json')))).toMatchObject({ record: { language: 'cy' } });
		expect(sealReasonOf(await take('minutes.pdf'))).toContain('Copi o gofnodion terfynol');
	});
});
