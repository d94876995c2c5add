import { describe, expect, test } from 'vitest';
import { finishedMeeting, lock, type World, wordsOf } from '../support/meeting-world.ts';
import { edit, sendUpdate, textIn } from '../support/raw-writer.ts';
import { servedArea } from '../support/served-area.ts';
import { type ServedWorld, until } from '../support/served-world.ts';

let world: World;
let served: ServedWorld;
servedArea((now) => {
	({ world, served } = now);
});

describe('characters that cannot be stored', { timeout: 60_000 }, () => {
	test('GUARD-3 past the editor do not stop the lock or the export (Y18, Y-19)', async () => {
		const meetingId = await finishedMeeting(world);
		const page = await served.page('chair', meetingId, 'plan');
		const other = await served.page('minuteTaker', meetingId, 'plan');
		// Whole characters, halves of them on either side, and one cut in two by a deletion; all by Yjs itself.
		sendUpdate(
			page,
			edit(page, 'R1.title', (text) => text.insert(0, '\uD83D half, \uDE00 half, 👍 whole, 𝄞 cut. '))
		);
		await until(() => expect(page.saved.at(-1)?.frames).toBe(1));
		const at = textIn(other, 'R1.title').indexOf('𝄞');
		sendUpdate(
			other,
			edit(other, 'R1.title', (text) => text.delete(at, 1))
		);
		await until(() => expect(other.saved.at(-1)?.frames).toBe(1));
		const { fields } = await wordsOf(world, meetingId, 'plan');
		expect(fields['R1.title']).toMatch(/^\uFFFD half, \uFFFD half, 👍 whole, \uFFFD cut\. /);
		expect(fields['R1.title']).toBe(textIn(other, 'R1.title'));
		const raw = await served.page('chair', meetingId, 'plan');
		sendUpdate(
			raw,
			edit(raw, 'R1.title', (text) => text.insert(0, 'nul \u0000 '))
		);
		await until(() => expect(raw.closed?.code).toBe(4400));
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		const final = await world.application.readFinal(world.who.chair, meetingId, 'export-pdf');
		if (!final.ok) throw new Error(final.message);
		expect(final.value.json).toContain('👍 whole, \uFFFD cut.');
		expect(final.value.json).not.toMatch(/\\u0000|\\ud8|nul /i);
		expect(Buffer.from(final.value.pdf.slice(0, 5)).toString()).toBe('%PDF-');
	});
});
