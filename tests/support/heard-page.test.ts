import { describe, expect, test } from 'vitest';
import { heardOf, landmarkFaults, outlineFaults, sameNames } from './heard-page.ts';

const PAGE = `
- banner:
  - link "Home":
    - /url: /
- main:
  - heading "Plan" [level=1]
  - 'heading "Risks: \\"two\\" of Owen''s" [level=2]'
  - region "R1":
    - textbox "Contingency": words with - button "Save"
    - button "Remove" [disabled]
  - region "R2":
    - textbox "Contingency"
    - button "Remove"
  - list:
    - listitem:
      - link "Home":
        - /url: /
    - listitem: plain words
`;

describe('what a screen reader is given', () => {
	test('ASSIST-3 is read with its names, levels, addresses and named groups', () => {
		const heard = heardOf(PAGE);
		expect(heard.map(({ role }) => role)).toEqual([
			...['banner', 'link', 'main', 'heading', 'heading', 'region', 'textbox', 'button', 'region', 'textbox', 'button'],
			...['list', 'listitem', 'link', 'listitem']
		]);
		expect(heard[1]).toEqual({ role: 'link', name: 'Home', level: null, url: '/', within: [] });
		expect(heard[4]).toMatchObject({ name: 'Risks: "two" of Owen\'s', level: 2 });
		expect(heard[10]).toMatchObject({ name: 'Remove', within: ['region R2'] });
		expect([...sameNames(heard), ...outlineFaults(heard), ...landmarkFaults(heard)]).toEqual([]);
	});

	test('ASSIST-3 two controls of one name are found, unless a group tells them apart or they lead to one place', () => {
		const twice = (part: string): readonly string[] => sameNames(heardOf(`${part}\n${part}`));
		expect(twice('- button "Save"')).toEqual(['two of one name: button | Save']);
		expect(twice('- listitem:\n  - button "Remove"')).toHaveLength(1);
		expect(twice('- group "One":\n  - radio "Yes"')).toHaveLength(1);
		expect(twice('- link "Read":\n  - /url: /a')).toEqual([]);
		expect(sameNames(heardOf('- link "Read":\n  - /url: /a\n- link "Read":\n  - /url: /b'))).toHaveLength(1);
		expect(sameNames(heardOf('- group "One":\n  - radio "Yes"\n- group "Two":\n  - radio "Yes"'))).toEqual([]);
	});

	test.each([
		['- heading "Only this" [level=2]', '0 headings of level 1'],
		['- heading "One" [level=1]\n- heading "Two" [level=1]', '2 headings of level 1'],
		['- heading "One" [level=1]\n- heading "Deep" [level=3]', 'level 3 after level 1: Deep'],
		['- heading "One" [level=1]\n- heading [level=2]', 'a heading of level 2 without words']
	])('ASSIST-4 an outline that cannot be followed is found (%#)', (page, fault) => {
		expect(outlineFaults(heardOf(page))).toEqual([fault]);
	});

	test('ASSIST-4 landmarks that stand twice under one name are found, and a page without its main part', () => {
		expect(landmarkFaults(heardOf('- main:\n- navigation "Menu":\n- navigation "Menu":'))).toEqual([
			'two landmarks: navigation “Menu”'
		]);
		expect(landmarkFaults(heardOf('- main:\n- navigation "Menu":\n- navigation "Agenda":'))).toEqual([]);
		expect(landmarkFaults(heardOf('- navigation "Menu":'))).toEqual(['not one main part']);
	});
});
