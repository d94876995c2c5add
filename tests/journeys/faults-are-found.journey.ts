/** Each check that every page goes through is shown a page with the fault it is for, and one without. */
import {
	coveredFocus,
	heardFaults,
	isFocusSeen,
	languageFaults,
	motionFaults,
	spacingFaults
} from './support/assist-checks.ts';
import { expect, NARROWEST, type Page, test } from './support/journey.ts';
import { checkAxe, checkNoSidewaysScroll } from './support/page-checks.ts';

const SOUND = `<header><a href="/">Home</a></header><main><h1>Plan</h1>
	<section aria-label="R1"><button style="padding: 6px">Remove</button></section><section aria-label="R2"><button style="padding: 6px">Remove</button></section>
	<p lang="cy">Mae’r cynllun wedi ei gytuno gan yr asiantaethau ac ar gael yn yr ystafell.</p>
	<p>The plan is agreed by the agencies, and it is what they meet for.</p></main>`;
const shown = (page: Page, main: string, style = ''): Promise<void> =>
	page.setContent(
		`<!doctype html><html lang="en"><head><title>Plan</title><style>${style}</style></head><body>${main}</body></html>`
	);

test.use({ ...NARROWEST, reducedMotion: 'reduce' } as never);

test('ASSIST-5 the checks of every page find the fault each is for, and none in a sound page', async ({ page }) => {
	await shown(page, SOUND);
	await checkAxe(page);
	await checkNoSidewaysScroll(page);
	for (const faultsOf of [heardFaults, languageFaults, motionFaults, spacingFaults, coveredFocus])
		expect(await faultsOf(page)).toEqual([]);

	await test.step('two of one name, a level left out, and a landmark twice', async () => {
		await shown(
			page,
			'<main><h1>Plan</h1><h3>Deep</h3><button>Save</button><button>Save</button><nav></nav><nav></nav></main>'
		);
		expect(await heardFaults(page)).toEqual([
			...['two of one name: button | Save', 'level 3 after level 1: Deep', 'two landmarks: navigation “”']
		]);
	});

	await test.step('the cursor under a bar that stays, on the way back too', async () => {
		const rows = Array.from({ length: 40 }, (_, n) => `<p><button>Row ${n}</button></p>`).join('');
		const bar = 'p { margin: 0 } header { position: sticky; top: 0; height: 120px; background: white; z-index: 1 }';
		await shown(page, `<header></header><main>${rows}</main>`, bar);
		expect((await coveredFocus(page)).length).toBeGreaterThan(0);
		await page.locator('button').last().focus();
		const seen: string[] = [];
		for (let n = 0; n < 39; n += 1) {
			await page.keyboard.press('Shift+Tab');
			seen.push(await isFocusSeen(page));
		}
		expect(seen.filter((one) => one !== 'seen').length).toBeGreaterThan(0);
		await shown(page, `<header></header><main>${rows}</main>`, `${bar} html { scroll-padding-top: 130px }`);
		expect(await coveredFocus(page)).toEqual([]);
	});

	await test.step('words that are cut, or lie over others, when they are set wider', async () => {
		await shown(
			page,
			'<main><button class="cut">Record the decision</button><div><a href="/a">Record one</a><a href="/b">Record two</a></div></main>',
			'.cut { width: 150px; white-space: nowrap; overflow: hidden } div { position: relative } a { font: 16px monospace; white-space: nowrap; position: absolute; left: 0 } a + a { left: 100px }'
		);
		const faults = await spacingFaults(page);
		expect(faults.join('\n')).toContain('cut at the side: BUTTON cut');
		expect(faults.join('\n')).toContain('one over the other');
		await shown(
			page,
			'<main><label>Name <input id="low"></label><label>Words <textarea id="still" rows="1">One line\nand another</textarea></label><label>Level <select id="flat"><option>Level 2</option></select></label><label>Day <input id="sound"></label></main>',
			'#low, #flat { height: 16px; padding: 2px; font-size: 16px; box-sizing: border-box } #still { overflow: hidden; height: 24px; font-size: 16px } label { display: block; margin: 20px }'
		);
		expect((await spacingFaults(page)).map((fault) => fault.split(' ').at(-1))).toEqual(['low', 'still', 'flat']);
	});

	await test.step('a page wider than the window, once its words are set wider or as it is', async () => {
		await shown(
			page,
			'<main><p style="white-space: nowrap; width: max-content">Words that just fit into the window</p></main>',
			'p { font: 17px sans-serif }'
		);
		await checkNoSidewaysScroll(page);
		expect((await spacingFaults(page)).join('\n')).toContain('the page is');
		await shown(page, '<main><p style="width: 500px">Wide</p></main>');
		await expect(checkNoSidewaysScroll(page)).rejects.toThrow();
	});

	await test.step('what moves though less motion is asked for', async () => {
		await shown(
			page,
			'<main><p>Still</p></main>',
			'@keyframes turn { to { rotate: 1turn } } p { animation: turn 2s infinite; transition: color 0.3s } html { scroll-behavior: smooth }'
		);
		const faults = (await motionFaults(page)).join('\n');
		for (const part of ['something runs', 'changes in 0.3s', 'moves for 2s', 'scrolls smoothly'])
			expect(faults).toContain(part);
	});

	await test.step('Welsh that is not marked, a language that is none, and targets that a finger misses', async () => {
		await shown(
			page,
			'<main><p>Mae’r cynllun wedi ei gytuno gan yr asiantaethau ac ar gael yn yr ystafell.</p><p lang="xx">Words</p></main>'
		);
		expect(await languageFaults(page)).toHaveLength(2);
		const tiny = 'button { width: 12px; height: 12px; padding: 0; border: 0; margin: 0; font-size: 8px }';
		await shown(page, '<main><h1>Plan</h1><button>a</button><button>b</button><button>c</button></main>', tiny);
		await expect(checkAxe(page)).rejects.toThrow('target-size');
	});
});
