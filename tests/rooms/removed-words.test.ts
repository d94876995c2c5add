import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { RemovedWords } from '#lib/removed-words/removed-words.ts';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { craftedUpdate } from '../support/hostile-bytes.ts';
import {
	anotherCase,
	auditOf,
	finishedMeeting,
	lock,
	openWorld,
	startedMeeting,
	type Who,
	type World,
	wordsOf,
	writeFirstWords
} from '../support/meeting-world.ts';
import { askState, edit, type RawWriter, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { type Feed, type ServedWorld, serveWorld, until } from '../support/served-world.ts';
import { knockOver } from '../support/tunnel-page.ts';

const FIELD = 'R1.contingency';
/** Long enough that emptying it is an alarm: 252 characters. */
const WORDS = 'If seen near the school, police at once and the school is told. '.repeat(4).slice(0, 252);

let area: World;
let there: World;
let world: World;
let a: ServedWorld;
let b: ServedWorld;
let meetingId: string;

beforeAll(async () => {
	area = await openWorld();
	there = area.anotherNode();
	[a, b] = [await serveWorld(area), await serveWorld(there)];
});
afterAll(async () => {
	await Promise.all([a.close(), b.close()]);
	await there.close();
	await area.close();
});
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await startedMeeting(world);
	await world.does('social', meetingId, 'add-risk');
});
afterEach(() => {
	a.hangUp();
	b.hangUp();
});

/** What the meeting knows of removed words, as the database says: no node's memory. */
const removals = async (): Promise<readonly RemovedWords[]> => {
	const found = await area.application.admission.room(world.who.chair, meetingId);
	if (!found.ok) throw new Error(found.message);
	return found.value.removedWords;
};
const noted = async (count = 1): Promise<readonly RemovedWords[]> => {
	await until(async () => expect(await removals()).toHaveLength(count));
	return removals();
};
const stored = async (field = FIELD) => (await wordsOf(world, meetingId, 'plan')).fields[field];
const putBack = (who: Who, id: string, at: World = world) => at.run(who, meetingId, 'put-back-words', { id });

/** Somebody has written the words, and the others have read them. */
async function written(writer: RawWriter, ...readers: readonly RawWriter[]): Promise<void> {
	write(writer, FIELD, 0, WORDS);
	for (const page of readers) await until(() => expect(textIn(page, FIELD)).toBe(WORDS));
}
/** What a page that does not go through its own text sends; it sees what it did like everybody else. */
function send(page: RawWriter, bytes: Uint8Array): void {
	Y.applyUpdate(page.doc, bytes, page);
	sendUpdate(page, bytes);
}
/** The whole text by one delete set and nothing else. @returns how many bytes that takes */
function wipe(page: RawWriter, of: RawWriter, length = WORDS.length): number {
	const bytes = craftedUpdate([], [[of.clientId as number, 0, length]]);
	send(page, bytes);
	return bytes.length;
}

describe('words that somebody removes of others', () => {
	test('WIPE-2 Y3 a delete set of a few bytes is stored, alarms once, and is put back whole while others type', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		expect(wipe(manager, social)).toBeLessThanOrEqual(12);
		const [removal] = await noted();
		expect(removal).toMatchObject({
			document: 'plan',
			field: FIELD,
			by: world.who.manager.personId,
			whose: [world.who.social.personId],
			characters: WORDS.length,
			from: 2,
			to: 2,
			settled: null
		});
		expect(JSON.stringify(removal)).not.toContain('school');
		expect((await auditOf(world, meetingId, 'note-removed-words')).map((row) => row.actorId)).toEqual([
			world.who.manager.personId
		]);
		for (let n = 0; n < 20; n++) write(social, FIELD, textIn(social, FIELD).length, '+');
		const put = await putBack('chair', removal?.id as string);
		for (let n = 0; n < 20; n++) write(social, FIELD, textIn(social, FIELD).length, '+');
		expect(put).toMatchObject({ ok: true, value: { events: [{ event: { type: 'words-put-back', already: false } }] } });
		for (const page of [social, manager])
			await until(() => {
				expect(textIn(page, FIELD)).toContain(WORDS);
				expect(textIn(page, FIELD).replace(WORDS, '')).toBe('+'.repeat(40));
				expect([page.doc.store.pendingStructs, page.doc.store.pendingDs, page.closed]).toEqual([null, null, null]);
			});
		expect(await stored()).toBe(textIn(social, FIELD));
		expect(await removals()).toHaveLength(1);
	});

	test('WIPE-6 two people who press at once put it back once, and it is audited and credited to who did', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		wipe(manager, social);
		const [{ id }] = (await noted()) as [RemovedWords];
		const pressed = await Promise.all([
			putBack('chair', id),
			putBack('minuteTaker', id, there),
			putBack('manager', id),
			putBack('chair', id, there)
		]);
		expect(pressed.map((one) => one.ok)).toEqual([true, true, true, true]);
		expect(pressed.flatMap((one) => (one.ok ? one.value.events : []))).toHaveLength(1);
		await until(() => expect(textIn(manager, FIELD)).toBe(WORDS));
		expect(await stored()).toBe(WORDS);
		const [{ settled }] = (await removals()) as [RemovedWords];
		await until(() =>
			expect(social.authors.get(FIELD)).toMatchObject({
				personId: settled?.by,
				at: Date.parse(settled?.at ?? '')
			})
		);
		const again = await putBack('minuteTaker', id);
		expect(again).toMatchObject({ ok: true, value: { events: [] } });
		expect(await stored()).toBe(WORDS);
	});

	test('WIPE-6 when it is removed again, whose words they are is still known, also to whoever put them back', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		wipe(manager, social);
		const [first] = (await noted()) as [RemovedWords];
		await putBack('manager', first.id);
		await until(() => expect(textIn(manager, FIELD)).toBe(WORDS));
		// Who put them back did not write them: removing them is removing words of others.
		sendUpdate(
			manager,
			edit(manager, FIELD, (text) => text.delete(0, text.length))
		);
		const [, second] = await noted(2);
		expect(second).toMatchObject({ characters: WORDS.length, whose: [world.who.social.personId], settled: null });
		await putBack('minuteTaker', second?.id as string);
		await until(() => expect(textIn(social, FIELD)).toBe(WORDS));
	});

	test('WIPE-3 it goes on in one entry that grows, and several are put back each by itself, in any order', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		write(social, 'R1.risk', 0, WORDS);
		await until(() => expect(textIn(manager, 'R1.risk')).toBe(WORDS));
		const began = performance.now();
		for (let at = 0; at < WORDS.length; at += 12)
			sendUpdate(
				manager,
				edit(manager, FIELD, (text) => text.delete(0, 12))
			);
		await until(async () => expect((await removals())[0]).toMatchObject({ characters: WORDS.length, from: 3, to: 23 }));
		sendUpdate(
			manager,
			edit(manager, 'R1.risk', (text) => text.delete(100, 140))
		);
		const [first, second] = (await noted(2)) as [RemovedWords, RemovedWords];
		expect(second).toMatchObject({ field: 'R1.risk', characters: 140 });
		const notes = await auditOf(world, meetingId, 'note-removed-words');
		expect(notes.length).toBeLessThanOrEqual(3 + (performance.now() - began) / 1000);
		expect((await putBack('chair', second.id)).ok).toBe(true);
		expect((await putBack('chair', first.id)).ok).toBe(true);
		for (const page of [social, manager])
			await until(() => expect([textIn(page, FIELD), textIn(page, 'R1.risk')]).toEqual([WORDS, WORDS]));
	});

	test('WIPE-1 rewording, one’s own words and few characters are no alarm', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		const change = (page: RawWriter, from: number, length: number, words = '') =>
			sendUpdate(
				page,
				edit(page, FIELD, (text) => {
					text.delete(from, length);
					text.insert(from, words);
				})
			);
		const both = () => until(() => expect(textIn(manager, FIELD)).toBe(textIn(social, FIELD)));
		change(manager, 0, 60, 'If he is seen');
		await both();
		change(manager, 40, 60, 'anywhere near it, ring 999');
		await both();
		change(social, 100, 70);
		await both();
		expect(await stored()).toBe(textIn(manager, FIELD));
		// The next one is an alarm: whatever was noted before it would stand there too.
		change(manager, 0, textIn(manager, FIELD).length);
		expect(await noted()).toMatchObject([{ from: 2, to: 5 }]);
	});

	test('WIPE-3 whoever goes on rewording right after the words were put back gives no new alarm', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		wipe(manager, social);
		const [{ id }] = (await noted()) as [RemovedWords];
		await putBack('chair', id);
		await until(() => expect(textIn(manager, FIELD)).toBe(WORDS));
		const removeSome = (field: string, length: number) =>
			sendUpdate(
				manager,
				edit(manager, field, (text) => text.delete(0, length))
			);
		removeSome(FIELD, 20);
		write(social, 'R1.risk', 0, WORDS);
		await until(() => expect(textIn(manager, 'R1.risk')).toBe(WORDS));
		// The next one is an alarm: whatever was noted before it would stand there too.
		removeSome('R1.risk', WORDS.length);
		expect(await noted(2)).toMatchObject([{ id }, { field: 'R1.risk' }]);
	});

	test('WIPE-5 words that their remover has brought back are not put in twice', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		wipe(manager, social);
		const [{ id }] = (await noted()) as [RemovedWords];
		write(manager, FIELD, 0, WORDS);
		await until(async () => expect(await stored()).toBe(WORDS));
		expect(await putBack('chair', id)).toMatchObject({ ok: true });
		expect((await removals())[0]?.settled).toMatchObject({ how: 'put-back', already: true });
		expect(await stored()).toBe(WORDS);
	});

	test('WIPE-7 only the chair, the minute taker and whoever removed them may put words back, and only the two leave them out', async () => {
		const [social, manager] = [await a.page('social', meetingId, 'plan'), await a.page('manager', meetingId, 'plan')];
		await written(social, manager);
		wipe(manager, social);
		const [{ id }] = (await noted()) as [RemovedWords];
		const leaveOut = (who: Who) => world.run(who, meetingId, 'leave-out-words', { id });
		expect(await putBack('social', id)).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(await leaveOut('manager')).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(await putBack('housing', id)).toMatchObject({ ok: false, kind: 'missing' });
		expect(await putBack('chair', randomUUID())).toMatchObject({ ok: false, kind: 'missing' });
		expect(await world.run('chair', meetingId, 'note-removed-words', {})).toMatchObject({ ok: false, kind: 'missing' });
		expect(await stored()).toBe('');
		expect(await leaveOut('minuteTaker')).toMatchObject({ ok: true });
		expect((await removals())[0]?.settled).toMatchObject({ how: 'left-out' });
		expect(await putBack('chair', id)).toMatchObject({ ok: true });
		expect(await stored()).toBe(WORDS);
	});

	test('WIPE-8 once the minutes are locked, or while they are being locked, nothing is put back', async () => {
		world = await anotherCase(area);
		meetingId = await finishedMeeting(world);
		await writeLong(world, meetingId);
		const [{ id }] = (await noted()) as [RemovedWords];
		const [locked, put] = await Promise.all([lock(world, meetingId), putBack('chair', id, there)]);
		expect(locked).toMatchObject({ ok: true });
		const words = await stored('R1.evidence');
		if (put.ok) expect(words).toContain(WORDS);
		else {
			expect(put.kind).toBe('not-now');
			expect(words).not.toContain(WORDS);
		}
		expect(await putBack('minuteTaker', id)).toMatchObject({ ok: false, kind: put.ok ? 'not-now' : 'not-now' });
		expect(await stored('R1.evidence')).toBe(words);
	});

	/** After the end the two who keep the record write: one of them removes what the other has written. */
	async function writeLong(in_: World, meeting: string): Promise<void> {
		const [taker, chair] = [await a.page('minuteTaker', meeting, 'plan'), await a.page('chair', meeting, 'plan')];
		write(taker, 'R1.evidence', 0, WORDS);
		await until(() => expect(textIn(chair, 'R1.evidence')).toContain(WORDS));
		wipe(chair, taker);
		await until(async () => expect((await wordsOf(in_, meeting, 'plan')).fields['R1.evidence']).not.toContain(WORDS));
	}

	test('WIPE-9 at two nodes: split between them it is one alarm, told at both, and what is put back is read at both', async () => {
		const here = await a.page('social', meetingId, 'plan');
		const [first, second] = [await a.page('manager', meetingId, 'plan'), await b.page('manager', meetingId, 'plan')];
		const feed: Feed = await b.feed('chair');
		expect((await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 })).ok).toBe(true);
		await written(here, first, second);
		// Each half alone is fewer than half of the text.
		const half = (page: RawWriter, from: number) =>
			send(page, craftedUpdate([], [[here.clientId as number, from, 100]]));
		half(first, 0);
		await until(() => expect(textIn(second, FIELD)).toHaveLength(WORDS.length - 100));
		expect(await removals()).toEqual([]);
		half(second, 152);
		const [{ id, ...removal }] = (await noted()) as [RemovedWords];
		expect(removal).toMatchObject({ characters: 200, from: 2, to: 3, whose: [world.who.social.personId] });
		await until(() =>
			expect(feed.heard.some(({ message }) => message.events?.[0]?.event.type === 'words-removed')).toBe(true)
		);
		expect((await putBack('chair', id, there)).ok).toBe(true);
		for (const page of [here, first, second]) await until(() => expect(textIn(page, FIELD)).toBe(WORDS));
		expect(await removals()).toHaveLength(1);
	});

	test('WIPE-9 over long polling, in words carried over, and in a document whose early log is folded', async () => {
		await writeFirstWords(world, meetingId, 'plan', { 'R1.evidence': WORDS });
		const social = await a.page('social', meetingId, 'plan');
		for (let n = 0; n < 230; n++) write(social, FIELD, textIn(social, FIELD).length, WORDS[n] as string);
		await until(async () => expect(await stored()).toHaveLength(230));
		const before = await stored();
		social.ws.terminate();
		const documentId = await world.within(async (tx) => (await documentsOf(tx, meetingId)).plan);
		// Nobody is in it any more: it is folded and put away.
		await until(async () =>
			expect(await area.store.owner`select seq from document_snapshot where document_id = ${documentId}`).toHaveLength(
				1
			)
		);
		const tunnel = knockOver(
			(await a.feed('manager', { transports: ['polling'] })).socket,
			`/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`
		);
		await until(() => expect(tunnel.hello).not.toBeNull());
		askState(tunnel);
		const reader = await a.page('chair', meetingId, 'plan');
		await until(() => expect(textIn(tunnel, FIELD)).toBe(before));
		for (const field of [FIELD, 'R1.evidence'])
			sendUpdate(
				tunnel,
				edit(tunnel, field, (text) => text.delete(0, text.length))
			);
		const [first, second] = (await noted(2)) as [RemovedWords, RemovedWords];
		expect([first.whose, second.whose]).toEqual([[world.who.social.personId], [null]]);
		for (const { id } of [first, second]) expect((await putBack('chair', id)).ok).toBe(true);
		for (const page of [reader, tunnel])
			await until(() => expect([textIn(page, FIELD), textIn(page, 'R1.evidence')]).toEqual([before, WORDS]));
	});
});
