/** Somebody who knows the person is kept away from the case while they sit in its meeting; and every route is tried by whom it is closed to. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAST, type Role } from './support/cast.ts';
import { type FreshMeeting, freshMeeting, openCase, personIdOf } from './support/fresh-meeting.ts';
import { type APIRequestContext, expect, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';
import { postForm } from './support/signed-in.ts';

type Route = { readonly path: string; readonly isPage: boolean; readonly actions: readonly string[] };

const isAbout = (path: string): boolean => /\[(caseId|meetingId)\]/.test(path);
/** Every route of the application, with the names that the forms of a case or a meeting may post to. */
function routes(folder = 'src/routes', path = ''): readonly Route[] {
	const entries = readdirSync(folder, { withFileTypes: true });
	const names = entries.map(({ name }) => name);
	const isForm = isAbout(path) && names.includes('+page.server.ts');
	const server = isForm ? readFileSync(join(folder, '+page.server.ts'), 'utf8') : '';
	const actions = [...server.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, name]) => name ?? '');
	const isPage = names.includes('+page.svelte');
	const own =
		isPage || names.includes('+server.ts') ? [{ path: path || '/', isPage, actions: [...new Set(actions)] }] : [];
	const inner = entries.filter((entry) => entry.isDirectory());
	return [...own, ...inner.flatMap(({ name }) => routes(join(folder, name), `${path}/${name}`))];
}
/**
 * What is asked of the application. The crawl (CRAWL-1 to 7) asks everything as whoever is excluded and as the system administrator;
 * of them pages, files and a form of each page suffice. Whoever lacks the clearance is not among its people.
 */
const EVERY_ROUTE = routes().filter(({ path }) => !/^\/(sign-out|sign-in|demo|connection-test)/.test(path));
const SOME = EVERY_ROUTE.filter(
	({ path }) => isAbout(path) || ['/', '/cases', '/actions', '/reviews'].includes(path)
).map(({ path, actions }) => ({ path, isPage: false, actions: actions.slice(0, 1) }));

/** A route with these ids; whatever else it names is filled in too. */
const filled = (path: string, ids: { readonly caseId: string; readonly meetingId: string }) =>
	path
		.replace('[caseId]', ids.caseId)
		.replace('[meetingId]', ids.meetingId)
		.replace('[part]', 'person')
		.replace(/\[\w+\]/g, randomUUID());

type Answer = { readonly asked: string; readonly status: number; readonly body: string };

/** Everything that one person is answered about these ids, without following any redirect. */
async function everyAnswer(
	client: APIRequestContext,
	ids: { caseId: string; meetingId: string },
	asked: readonly Route[]
): Promise<Answer[]> {
	const answers: Answer[] = [];
	const note = async (asked: string, answer: ReturnType<APIRequestContext['get']>) => {
		const got = await answer;
		const body = (await got.body()).toString('latin1') + JSON.stringify(got.headers());
		answers.push({ asked, status: got.status(), body });
	};
	for (const { path, isPage, actions } of asked) {
		const at = filled(path, ids);
		await note(`GET ${path}`, client.get(at, { maxRedirects: 0 }));
		if (isPage)
			await note(`GET ${path}/__data.json`, client.get(`${at === '/' ? '' : at}/__data.json`, { maxRedirects: 0 }));
		for (const name of actions) {
			const form = {
				commandId: randomUUID(),
				caseId: ids.caseId,
				meetingId: ids.meetingId,
				version: '1',
				reason: 'None'
			};
			await note(`POST ${path}?/${name}`, client.post(`${at}?/${name}`, { form, maxRedirects: 0 }));
		}
	}
	return answers;
}

/** Nothing of the case in any byte, and each status as for ids of nothing. */
async function expectNothing(client: APIRequestContext, fresh: FreshMeeting, asked: readonly Route[]): Promise<void> {
	const known = await everyAnswer(client, fresh, asked);
	const nothing = await everyAnswer(client, { caseId: randomUUID(), meetingId: randomUUID() }, asked);
	expect(known.filter(({ asked: of }) => isAbout(of)).length).toBeGreaterThan(30);
	const canaries = [fresh.ref, fresh.subject, fresh.subject.split('-').at(-1) ?? '', fresh.offence];
	const telling = known.filter(({ body }) => canaries.some((canary) => body.includes(canary)));
	expect(telling.map(({ asked }) => asked)).toEqual([]);
	expect(known.map(({ asked, status }) => `${asked} ${status}`)).toEqual(
		nothing.map(({ asked, status }) => `${asked} ${status}`)
	);
}

const exclude = async (client: APIRequestContext, caseId: string, personId: string) =>
	postForm(client, `/cases/${caseId}/access?/exclude-person`, {
		...{ caseId, personId, reason: 'KNOWS_VICTIM', from: new Date().toISOString().slice(0, 10), until: '' }
	});

test('KNOW-11 amend a case, keep away somebody who sits in its meeting: they are put out at once and find nothing any more', async ({
	enter,
	as,
	complaints
}) => {
	test.setTimeout(150_000);
	const fresh = await freshMeeting({ enter, as }, { inTheRoom: ['childrensServices'] });
	const unit = await enter('coordinator');
	await test.step('two people amend the same part: both texts are shown, nothing is lost', async () => {
		const other = await enter('coordinator', { javaScriptEnabled: false });
		for (const page of [unit, other]) await page.goto(`/cases/${fresh.caseId}/change/person`);
		await other.getByLabel('First language').fill('Welsh');
		await other.getByRole('button', { name: 'Save' }).click();
		await expect(other.getByText('changed by Opal Quillfeather')).toBeVisible();
		await unit.getByLabel('First language').fill('Polish');
		complaints.expectRefusal(unit, 409, `/cases/${fresh.caseId}/change/person`);
		await unit.getByRole('button', { name: 'Save' }).click();
		await expect(unit.getByText('In the record now: Welsh')).toBeVisible();
		await expect(unit.getByLabel('First language')).toHaveValue('Polish');
		await checkAxe(unit);
		await unit.getByRole('button', { name: 'Save' }).click();
		await expect(unit.getByRole('heading', { name: 'History', exact: true })).toBeVisible();
		await expect(unit.locator('ins', { hasText: 'Polish' })).toBeVisible();
	});

	const social = await enter('childrensServices');
	await social.goto(`/meetings/${fresh.meetingId}/room`);
	await expect(social.getByText(fresh.ref).first()).toBeVisible();
	await test.step('the unit excludes them while they are inside', async () => {
		await unit.goto(`/cases/${fresh.caseId}/access`);
		await unit
			.getByLabel('Person', { exact: true })
			.selectOption(await personIdOf({ as }, 'childrensServices', fresh.meetingId));
		await unit.getByRole('radio', { name: 'Knows a victim privately' }).check();
		await unit.getByRole('button', { name: 'Exclude this person' }).click();
		await expect(social.locator('[data-gone=removed]')).toBeVisible();
		await expect(social.getByText(fresh.subject)).toHaveCount(0);
		await expect(unit.locator('.list').getByText(CAST.childrensServices).first()).toBeVisible();
	});
	await expectNothing(await as('childrensServices'), fresh, SOME);

	await test.step('the unit’s search finds it, an excluded administrator’s does not', async () => {
		const search = async (role: Role) => {
			const page = await enter(role, { javaScriptEnabled: false });
			await page.goto('/cases');
			await page.getByLabel('Find a case').fill(fresh.subject.replace('-', ' ').toUpperCase());
			await page.getByRole('button', { name: 'Search' }).click();
			return page;
		};
		await expect((await search('minuteTaker')).getByRole('link', { name: fresh.subject })).toBeVisible();
		const taker = await personIdOf({ as }, 'minuteTaker', fresh.meetingId);
		await exclude(await as('coordinator'), fresh.caseId, taker);
		await expect((await search('minuteTaker')).getByText('No case found')).toBeVisible();
	});
	await expectNothing(await as('minuteTaker'), fresh, SOME);
});

test('KNOW-12 without the clearance no route shows anything of a Category 4 case, nor to the system administrator', async ({
	enter,
	as
}) => {
	test.setTimeout(150_000);
	const fresh = await freshMeeting({ enter, as }, {});
	const coordinator = await personIdOf({ as }, 'minuteTaker', fresh.meetingId).then(async () => {
		const page = await (await (await as('administrator')).get('/settings/clearance')).text();
		return new RegExp(`<option value="([\\w-]+)"[^>]*>${CAST.coordinator}`).exec(page)?.[1] ?? '';
	});
	await postForm(await as('administrator'), '/settings/clearance?/give-clearance', {
		personId: coordinator,
		reason: 'Works on these cases'
	});
	await postForm(await as('coordinator'), `/cases/${fresh.caseId}/change/category?/change-category`, {
		...{ caseId: fresh.caseId, version: '1', category: '4', alsoFits: '2', reason: 'Convicted of a terrorism offence' }
	});
	const unit = await enter('coordinator');
	await unit.goto(`/cases/${fresh.caseId}`);
	await expect(unit.getByRole('heading', { level: 1, name: fresh.subject })).toBeVisible();
	await expectNothing(await as('minuteTaker'), fresh, EVERY_ROUTE);
	await expectNothing(await as('administrator'), fresh, SOME);
	// An ordinary case of the same person's is found as before.
	const { subject } = await openCase(await enter('coordinator', { javaScriptEnabled: false }));
	expect(await (await (await as('minuteTaker')).get('/cases')).text()).toContain(subject);
});
