/**
 * What a screen reader is given of the main pages: landmarks, headings and the names of what matters there, in order. Each
 * outline was written by hand, as somebody who listens needs it, and leaves out what it is not about.
 */
import { expect, PHONE, test } from './support/journey.ts';
import { expectSaved } from './support/room.ts';

const ROOM_OF_THE_CHAIR = `
- link "Skip to main content"
- region "Marking and sign-in":
  - button "Hide screen"
  - button "Sign out"
- banner:
  - heading /^Level 3 review meeting/ [level=1]
  - paragraph: /You see this because/
  - paragraph: /^Saved/
  - list "Stage of the meeting"
  - button "Next item"
- region "What this room tells you"
- main:
  - navigation "Agenda":
    - heading "Agenda" [level=2]
    - progressbar "Time used"
    - list:
      - listitem:
        - link /^14\\. Plan/
  - region "This item":
    - heading /Risk Management Plan/ [level=2]
    - region "Notes":
      - heading "Notes" [level=3]
      - textbox "Notes"
    - region "Restricted":
      - heading "Restricted" [level=3]
    - region "Different views":
      - heading "Different views" [level=3]
  - region "People":
    - region "Running the meeting":
      - heading "Running the meeting" [level=2]
      - button /^Ask .* to speak$/
    - region "Waiting to come in":
      - heading "Waiting to come in" [level=2]
      - list:
        - listitem:
          - button /^Let in /
    - region "Waiting to speak":
      - heading "Waiting to speak" [level=2]
      - list:
        - listitem:
          - button /^Give the floor to /
    - region "In the room":
      - heading "In the room" [level=2]
    - region "Not here":
      - heading "Not here" [level=2]
`;
const PLAN = `
- main:
  - region "This item":
    - heading /Risk Management Plan/ [level=2]
    - tablist "Views of the plan":
      - tab /^Plan \\(\\d risks\\)$/ [selected]
      - tab "By agency"
      - tab "By due date"
    - tabpanel /^Plan/:
      - article /^R4 /:
        - group:
          - heading /^R4 / [level=3]
          - textbox "Short name of R4"
          - combobox "Pillar of R4"
          - combobox "Kind of R4"
          - combobox "Control of R4"
          - textbox "Risk of R4"
          - textbox "Evidence of R4"
          - textbox "Contingency of R4"
          - textbox "Positive indicators of R4"
          - textbox "Negative indicators of R4"
          - region "Actions for R4":
            - heading /^Actions/ [level=4]
            - list:
              - listitem:
                - textbox /^Action A\\d+$/
                - combobox /^Owner of A\\d+$/
                - textbox /^A\\d+ to be done by$/
            - button "Add an action to R4"
      - button "Add a risk"
`;
const ROOM_IN_THE_HAND = `
- link "Skip to main content"
- region "Marking and sign-in":
  - button "Sign out"
- banner:
  - heading /^Level 3 review meeting/ [level=1]
  - paragraph: /^Saved/
  - list "Stage of the meeting":
    - listitem: In session
- region "What this room tells you"
- main:
  - region "This item":
    - heading /Risk Management Plan/ [level=2]
    - region "Notes":
      - heading "Notes" [level=3]
      - paragraph: /you read along/
- navigation "Parts of the room":
  - button "Agenda"
  - button "This item" [pressed]
  - button /^People/
  - button /^(Raise|Lower) hand$/
`;
const CLOSING = `
- banner:
  - region "Service information":
    - navigation "Menu"
- main:
  - heading "Before the meeting ends" [level=1]
  - list "Stages"
  - navigation "Pages of this meeting"
  - navigation "Closing the meeting":
    - list:
      - listitem:
        - link /^Settle what is left/
      - listitem:
        - link /^Read back the actions/
      - listitem:
        - link /^Decide the level/
      - listitem:
        - link /^Set the next date/
      - listitem:
        - link /^Feedback to the SMB/
      - listitem:
        - link /^End the meeting/
      - listitem:
        - link /^Minutes to the chair/
  - 'heading /^To put right: \\d+$/ [level=2]'
  - heading "Read back the actions" [level=2]
  - table "Read back the actions":
    - rowgroup:
      - row:
        - columnheader "Action"
        - columnheader "Owner"
        - columnheader "By"
  - heading "Next" [level=2]
  - button "End the meeting"
- contentinfo:
  - paragraph:
    - link "Accessibility statement"
`;
const FINAL_MINUTES = `
- main:
  - region "Stages of the minutes":
    - heading "Stages of the minutes" [level=2]
  - article:
    - heading /^Minutes of the Level \\d MAPP meeting on / [level=1]
    - navigation "Contents":
      - heading "Contents" [level=2]
      - list
    - region "Front sheet":
      - heading "Front sheet" [level=2]
      - heading "What was decided" [level=3]
      - table "What was decided"
      - heading "The person" [level=3]
      - table "The person"
    - region "Attendance":
      - heading "Attendance" [level=2]
      - group "Attendance":
        - table "Attendance"
    - region "What was said, item by item":
      - heading "What was said, item by item" [level=2]
      - heading /^1\\. / [level=3]
      - table /^1\\. /
    - region "Risk management plan":
      - heading "Risk management plan" [level=2]
      - heading /^R1 / [level=3]
    - region "Fingerprint of this record":
      - heading "Fingerprint of this record" [level=2]
`;

test('ASSIST-6 the room, the plan, the page that ends a meeting and the final minutes are heard in the outline written down', async ({
	enter
}) => {
	const [chair, phone, unit] = await Promise.all([enter('chair'), enter('police', PHONE), enter('coordinator')]);
	await chair.goto('/');
	const room =
		(await chair
			.getByRole('link', { name: /NMS-2026-014\/2/ })
			.first()
			.getAttribute('href')) ?? '';

	await test.step('the room as its chair hears it, and one risk of the plan', async () => {
		await chair.goto(`${room}?item=RMP`);
		await expectSaved(chair);
		await expect(chair.locator('body')).toMatchAriaSnapshot(ROOM_OF_THE_CHAIR);
		const risk = chair.locator('#R4');
		if (!(await risk.getByRole('textbox').first().isVisible())) await risk.locator('summary').first().click();
		await expect(chair.locator('body')).toMatchAriaSnapshot(PLAN);
	});
	await test.step('the room of somebody who attends, on a telephone', async () => {
		await phone.goto(`${room}?item=RMP`);
		await expectSaved(phone);
		await expect(phone.locator('body')).toMatchAriaSnapshot(ROOM_IN_THE_HAND);
	});
	await test.step('the page that ends the meeting', async () => {
		await chair.goto(room.replace(/room$/, 'close'));
		await expect(chair.locator('body')).toMatchAriaSnapshot(CLOSING);
	});
	await test.step('the final minutes', async () => {
		await unit.goto('/');
		await unit.goto((await unit.locator('a[href$="/final"]').first().getAttribute('href')) ?? '');
		await expect(unit.locator('body')).toMatchAriaSnapshot(FINAL_MINUTES);
	});
});
