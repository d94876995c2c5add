/**
 * What the pages look like, compared with committed pictures (decision 049): every component and the room in its states, over
 * invented facts that are the same on every day. Renewed by `npm run looks:renew`. The pages over the demonstration's own
 * case show today's dates: of those the frame is compared, by places and colours, in numbers.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DESIGN_NOW } from '#lib/design/design-data.ts';
import { heardFaults } from './support/assist-checks.ts';
import { DESK, type Enter, expect, LAPTOP, type Page, PHONE, test } from './support/journey.ts';
import { checkAxe } from './support/page-checks.ts';

const font = (file: string): string =>
	readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${file}`)).toString('base64');
/** Every machine draws the same letters in these pictures, and nothing moves. */
const STEADY = `
@font-face { font-family: Picture; font-weight: 400; src: url(data:font/ttf;base64,${font('400Regular/NotoSans_400Regular.ttf')}); }
@font-face { font-family: Picture; font-weight: 700; src: url(data:font/ttf;base64,${font('700Bold/NotoSans_700Bold.ttf')}); }
:root { --font: Picture; }
*, *::before, *::after { font-family: Picture !important; transition: none !important; font-kerning: none; }
::-webkit-scrollbar { display: none; }
select, input, textarea { appearance: none !important; }`;
/** Neither another antialiasing of an edge nor a half pixel is a change; a line that moved is. */
const SAME = {
	maxDiffPixelRatio: 0.006,
	threshold: 0.25,
	animations: 'disabled',
	caret: 'hide',
	scale: 'css'
} as const;

type Options = Parameters<Enter>[1];
async function drawn(enter: Enter, path: string, options: Options, role: Parameters<Enter>[0] = null): Promise<Page> {
	const page = await enter(role, { ...options, bypassCSP: true, reducedMotion: 'reduce' });
	await page.clock.setFixedTime(DESIGN_NOW);
	await page.goto(path);
	await steady(page);
	return page;
}
async function steady(page: Page): Promise<void> {
	await page.addStyleTag({ content: STEADY });
	await page.evaluate(() =>
		Promise.all([document.fonts.load('400 16px Picture'), document.fonts.load('700 16px Picture')])
	);
}
const OTHER_COLOURS = [
	['dark', { colorScheme: 'dark' }],
	['forced', { colorScheme: 'dark', forcedColors: 'active' }]
] as const;
const SMALL_PHONE = { ...PHONE, deviceScaleFactor: 1 };

test('LOOK-4 every component looks as it was agreed, light and dark, and axe finds nothing in either', async ({
	enter
}) => {
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await drawn(enter, '/design', { viewport: { width: 900, height: 900 }, colorScheme });
		await expect(page.locator('[aria-controls=design-password]')).toBeVisible();
		await checkAxe(page);
		await expect(page).toHaveScreenshot(`parts-${colorScheme}.png`, { ...SAME, fullPage: true });
	}
});

test('LOOK-4 the room looks as it was agreed, in each of its states', async ({ enter }) => {
	const looks = [
		['full', LAPTOP, 'light'],
		['full', SMALL_PHONE, 'dark'],
		['lobby', SMALL_PHONE, 'light'],
		['read-only', SMALL_PHONE, 'dark'],
		['refused', SMALL_PHONE, 'light'],
		['offline', SMALL_PHONE, 'light'],
		['locked', SMALL_PHONE, 'light'],
		['gone', SMALL_PHONE, 'dark'],
		['removed', SMALL_PHONE, 'light']
	] as const;
	for (const [state, size, colorScheme] of looks) {
		const page = await drawn(enter, `/design/${state}`, { ...size, colorScheme });
		if (state === 'offline') {
			await expect(page.locator('[data-saving=saved]')).toBeVisible();
			await page.clock.setFixedTime(Date.parse(DESIGN_NOW) + 15_000);
			await expect(page.locator('[data-saving=offline]')).toBeVisible();
		} else if (state === 'gone' || state === 'removed')
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		else await expect(page.locator('[data-saving]')).toHaveText(/Saved|Locked/);
		expect(await heardFaults(page), state).toEqual([]);
		if (state === 'refused')
			await page.locator('.room-field:has([aria-invalid=true])').first().scrollIntoViewIfNeeded();
		if (size === LAPTOP) {
			// How far the agenda was scrolled goes by whether who looks at the item was known by then: one line more of its row.
			await expect(page.getByText('14 looking')).toBeVisible();
			await page.locator('.room-agenda').evaluate((one) => one.scrollTo(0, 0));
		}
		const name = `${state}-${size === LAPTOP ? 'laptop' : 'phone'}-${colorScheme}.png`;
		await expect(page).toHaveScreenshot(name, SAME);
		if (state === 'full' && size === LAPTOP) {
			for (const [look, media] of OTHER_COLOURS) {
				await page.emulateMedia(media);
				await expect(page).toHaveScreenshot(`full-laptop-${look}.png`, SAME);
			}
			await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
			await checkAxe(page);
			const first = await page.locator('article.risk').first().boundingBox();
			expect(first?.y, 'the first risk begins in the upper two thirds of a laptop').toBeLessThan(480);
		}
		if (state === 'full' && size === SMALL_PHONE) {
			const title = await page.locator('#item-title').boundingBox();
			expect(title?.y, 'the title of the item is in the upper third of a phone').toBeLessThan(281);
		}
		await page.close();
	}
});

const NUMBERS = join(import.meta.dirname, 'pictures/frames.json');
const PLACED: readonly string[] = ['marking', 'heading', 'main', 'tabs', 'stage'];
type Frame = Readonly<Record<string, readonly (number | string)[]>>;
/** Where the frame of a page stands, and in which colours and sizes: what holds on every day. */
const frameOf = (page: Page): Promise<Frame> =>
	page.evaluate((PLACED) => {
		const named = {
			marking: '.app-marking',
			heading: 'h1',
			main: '#main-content',
			link: 'main a',
			button: 'main .govuk-button',
			tabs: 'main .moj-sub-navigation',
			stage: 'main .app-stages [aria-current]',
			part: 'main h2',
			table: 'main th'
		};
		const found: Record<string, (number | string)[]> = {};
		for (const [name, selector] of Object.entries(named)) {
			const one = [...document.querySelectorAll(selector)].find((each) => each.getClientRects().length > 0);
			if (!one) continue;
			const { left, top, width } = one.getBoundingClientRect();
			const { color, backgroundColor, fontSize, fontWeight } = getComputedStyle(one);
			// Where the first of a kind stands depends on what is on the page that day.
			const place = PLACED.includes(name) ? [left, top, ...(name === 'heading' ? [] : [width])].map(Math.round) : [];
			found[name] = [...place, color, backgroundColor, fontSize, ...(name === 'link' ? [] : [fontWeight])];
		}
		return found;
	}, PLACED);

/** Where a link of the story's case leads: its meetings have other addresses in every demonstration. */
const hrefOf = async (page: Page, name: string | RegExp): Promise<string> =>
	(await page.getByRole('link', { name }).first().getAttribute('href')) ?? '';

test('LOOK-4 the main pages keep their frame: places, sizes and colours, light and dark', async ({ enter }) => {
	const pages = [
		['sign-in', '/sign-in', null],
		['work', '/', 'coordinator'],
		['cases', '/cases', 'coordinator'],
		['actions', '/actions', 'coordinator'],
		['board', '/smb', 'boardChair'],
		['account', '/account', 'coordinator']
	] as const;
	const seen: Record<string, Frame> = {};
	for (const [name, path, role] of pages) {
		const page = await drawn(enter, path, DESK, role);
		// This button is there once the page's script lives.
		if (role === null) await expect(page.getByRole('button', { name: /passkey/ })).toBeVisible();
		seen[`${name}, light`] = await frameOf(page);
		await page.emulateMedia({ colorScheme: 'dark' });
		seen[`${name}, dark`] = await frameOf(page);
		await page.close();
	}
	const unit = await drawn(enter, '/cases', DESK, 'coordinator');
	const chair = await enter('chair', { ...DESK, bypassCSP: true, reducedMotion: 'reduce' });
	await unit.getByRole('link', { name: 'Tobiah Wrenfield-Moss' }).click();
	const final = await hrefOf(unit, 'Final minutes');
	const running = await hrefOf(unit, /Level 3 review/);
	for (const [name, page, path] of [
		['case', unit, new URL(unit.url()).pathname],
		['locked meeting', unit, final.replace('/final', '')],
		['final minutes', unit, final],
		['close-down', chair, `${running}/close`]
	] as const) {
		await page.goto(path);
		await steady(page);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			seen[`${name}, ${colorScheme}`] = await frameOf(page);
		}
	}
	if (test.info().config.updateSnapshots === 'all') writeFileSync(NUMBERS, `${JSON.stringify(seen, null, '\t')}\n`);
	const agreed = JSON.parse(readFileSync(NUMBERS, 'utf8')) as Record<string, Frame>;
	expect(Object.keys(seen)).toEqual(Object.keys(agreed));
	const moved: string[] = [];
	for (const [name, frame] of Object.entries(agreed))
		for (const [part, values] of Object.entries(frame))
			values.forEach((value, n) => {
				const now = seen[name]?.[part]?.[n];
				const same = typeof value === 'number' && typeof now === 'number' ? Math.abs(value - now) <= 6 : value === now;
				if (!same) moved.push(`${name}: ${part} was ${value}, is ${now}`);
			});
	expect(moved).toEqual([]);
});

test('LOOK-3 a person chooses dark without JavaScript, every page comes dark at once, and paper stays light', async ({
	enter
}) => {
	const plain = await enter(null, { javaScriptEnabled: false, colorScheme: 'light' });
	await plain.goto('/sign-in');
	await plain.getByRole('button', { name: 'Dark', exact: true }).click();
	await expect(plain.locator('html')).toHaveAttribute('data-look', 'dark');
	const ground = () => plain.locator('html').evaluate((html) => getComputedStyle(html).backgroundColor);
	expect(await ground()).toBe('rgb(21, 25, 28)');
	await plain.emulateMedia({ media: 'print' });
	expect(await ground()).toBe('rgb(255, 255, 255)');
	await plain.emulateMedia({ media: 'screen' });
	await plain.getByRole('button', { name: 'As this device is set' }).click();
	await expect(plain.locator('html')).not.toHaveAttribute('data-look');
});
