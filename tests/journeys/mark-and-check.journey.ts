/** A locked record is marked once, seen as its reader gets it, and checked without the service; one changed byte is told. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';

const file = (name: string, text: string) => ({
	name,
	mimeType: 'application/json',
	buffer: Buffer.from(text, 'utf8')
});
const answerOf = (page: Page, name: string) => page.getByRole('heading', { name: new RegExp(`^${name}: `) });

test('VERIFY-19 a sentence is marked with a key, is gone from the preview, and the check tells a changed byte', async ({
	enter,
	as
}) => {
	const unit = await enter('coordinator');
	const client = await as('coordinator');
	// The demonstration's own locked meeting.
	await unit.goto('/');
	const final =
		(await unit
			.getByRole('link', { name: /^Read the minutes/ })
			.first()
			.getAttribute('href')) ?? '';

	await test.step('selected words and a letter mark the sentence', async () => {
		await unit.goto(`${final}/versions`);
		await expect(unit.getByText('press T, V, I or H for a kind')).toBeVisible();
		const text = unit.getByRole('group', { name: /^The plan, R1: Contingency/ }).first();
		const line = text.locator('[data-sentence]').first();
		await line.getByRole('checkbox').check();
		await unit.keyboard.press('t');
		await expect(line.getByText('third party', { exact: true })).toBeVisible();
		await expect(line.getByRole('checkbox')).not.toBeChecked();
	});

	await test.step('the preview shows what the person would get, and says what is left out', async () => {
		await unit.getByRole('link', { name: 'Version for the person (subject access)' }).click();
		await expect(unit.getByText('Below is exactly what a reader of this version gets')).toBeVisible();
		await expect(unit.getByText(/left out: third party$/).first()).toBeVisible();
		await expect(unit.getByText('[Left out: third party]').first()).toBeVisible();
		await unit.goto(`${final}/versions`);
		await expect(unit.getByRole('row', { name: /subject access/ })).toContainText('Looked at by you');
	});

	const record = await (await client.get(`${final}/record.json`)).text();
	const changed = record.replace('"title":"Minutes', '"title":"Winutes');
	expect(changed).not.toBe(record);

	await test.step('the page of the service says valid, and who sealed it', async () => {
		const nobody = await enter(null);
		await nobody.goto('/verify');
		await nobody.getByLabel('Files to check').setInputFiles([file('record.json', record)]);
		await expect(answerOf(nobody, 'record.json')).toHaveText('record.json: Valid: nothing was changed');
		await expect(nobody.getByText('Sealed with a demonstration certificate', { exact: false })).toBeVisible();
		await checkAxe(nobody);
		await nobody.context().close();
	});

	await test.step('the same page from a disk says which place was changed', async () => {
		const offline = await enter(null, { offline: true });
		await offline.goto(pathToFileURL(resolve('static/mapp-verify.html')).href);
		await offline
			.getByLabel('Files to check')
			.setInputFiles([file('changed.json', changed), file('record.json', record)]);
		await expect(answerOf(offline, 'changed.json')).toHaveText('changed.json: Not valid');
		await expect(offline.getByText('Changed after the record was sealed: /title.')).toBeVisible();
		await expect(answerOf(offline, 'record.json')).toHaveText('record.json: Valid: nothing was changed');
		await offline.context().close();
	});
});
