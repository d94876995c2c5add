/** Words taken out while the meeting is open, at two nodes without hints: whoever has it open begins anew and brings nothing back. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { readRedactionsPage, readWordsFound } from '#server/application/read-redactions.ts';
import { closeFoldWorker } from '#server/persistence/fold-updates.ts';
import { anotherCase, openWorld, startedMeeting, type Who, type World, wordsOf } from '../support/meeting-world.ts';
import { whereWordsAre } from '../support/planted-words.ts';
import { askState, connectRaw, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

const FIELD = 'VICTIMS.notes';
const WORDS = 'Larkspur Close';
const JUST_NOW = new Date('2100-01-01T00:00:00Z');

let area: World;
let there: World;
let world: World;
let a: ServedWorld;
let b: ServedWorld;
let meetingId: string;

beforeAll(async () => {
	// No hints: only the look at the database tells the other node.
	area = await openWorld();
	there = area.anotherNode();
	[a, b] = [await serveWorld(area), await serveWorld(there)];
});
afterAll(async () => {
	await Promise.all([a.close(), b.close()]);
	await there.close();
	await area.close();
	await closeFoldWorker();
});
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await startedMeeting(world);
});
afterEach(() => {
	a.hangUp();
	b.hangUp();
});

/** The chair asks for every place of the words and the co-ordinator confirms, both at the first node. */
async function takeOut(): Promise<void> {
	const { application, store, who } = world;
	const parts = { database: store.database, cache: application.cache, now: () => new Date() };
	const found = await readWordsFound(parts, { actor: who.chair, meetingId, input: { words: WORDS } });
	if (!found.ok) throw new Error(found.message);
	const places = found.value.places.map(({ key }) => key);
	const input = { words: WORDS, reason: 'VICTIM_LOCATION', places };
	const asked = { actor: who.chair, meetingId, commandId: randomUUID(), input, stepUpAt: JUST_NOW };
	expect(await application.askRedaction(asked)).toMatchObject({ ok: true });
	const page = await readRedactionsPage(parts, who.coordinator, meetingId);
	const open = page.ok ? page.value.redactions.find(({ state }) => state === 'ASKED') : undefined;
	const decision = { redactionId: open?.id, decision: 'CONFIRM', seen: open?.goes?.seen };
	const decided = { actor: who.coordinator, meetingId, input: decision, stepUpAt: JUST_NOW };
	expect(await application.decideRedaction(decided)).toEqual({ ok: true, value: null });
}
const saved = (page: { saved: readonly unknown[] }, times: number) =>
	until(() => expect(page.saved.length).toBeGreaterThanOrEqual(times));

test('REDACT-12 R16 R17 Y-15 every page at every node is let out with 4409 and finds another epoch; what was recorded before is refused with 4409', async () => {
	const chair = await a.page('chair', meetingId, 'minutes');
	write(chair, FIELD, 0, `She lives in ${WORDS}. `);
	await saved(chair, 1);
	const taker = await b.page('minuteTaker', meetingId, 'minutes');
	expect(textIn(taker, FIELD)).toContain(WORDS);
	write(taker, FIELD, textIn(taker, FIELD).length, 'Her school knows.');
	await saved(taker, 1);
	await until(() => expect(textIn(chair, FIELD)).toContain('school'));
	const recorded = Y.encodeStateAsUpdate(taker.doc);

	await takeOut();

	for (const page of [chair, taker]) await until(() => expect(page.closed?.code).toBe(4409));
	const [back, anew] = [await b.page('minuteTaker', meetingId, 'minutes'), await a.page('chair', meetingId, 'minutes')];
	expect([chair.epoch, back.epoch, anew.epoch]).toEqual([1, 2, 2]);
	for (const page of [back, anew]) {
		expect(textIn(page, FIELD)).toMatch(/^She lives in \[Redacted: victim’s location, .+\]\. Her school knows\.$/);
		expect(Buffer.from(Y.encodeStateAsUpdate(page.doc)).includes(WORDS)).toBe(false);
	}
	// What a page had recorded before it, sent again by a page that is let in: nobody has its ids any more.
	sendUpdate(back, recorded);
	await until(() => expect(back.closed?.code).toBe(4409));
	// And a page that comes back with its old document shows ids that are nobody's.
	const headers = { cookie: await world.cookie('minuteTaker'), origin: b.origin };
	const stubborn = connectRaw(b.address(`/yjs/${meetingId}/minutes?v=${PROTOCOL_VERSION}`), taker.doc, headers);
	await until(() => expect(stubborn.closed).not.toBeNull());
	expect((await wordsOf(world, meetingId, 'minutes')).fields[FIELD]).not.toContain(WORDS);
	expect(await whereWordsAre(area.store.owner, WORDS)).toEqual({});
	// Writing goes on, under the new ids.
	askState(anew);
	write(anew, FIELD, 0, 'Agreed. ');
	await saved(anew, 1);
	expect((await wordsOf(world, meetingId, 'minutes')).fields[FIELD]).toMatch(/^Agreed\. She lives in \[Redacted/);
});

test('REDACT-12 R17 what was recorded is folded anew at every node, and every browser in the room is told to begin anew', async () => {
	const pause = { reason: `Somebody rang from ${WORDS}` };
	await world.does('chair', meetingId, 'pause-meeting', pause);
	const room = async (at: World, who: Who) => {
		const admitted = await at.application.admission.room(world.who[who], meetingId);
		if (!admitted.ok) throw new Error(admitted.message);
		return JSON.stringify(admitted.value);
	};
	expect(await room(there, 'social')).toContain(WORDS);
	const [here, elsewhere] = [await a.feed('social'), await b.feed('manager')];
	const request = { protocol: PROTOCOL_VERSION, meetingId, since: 0 };
	for (const feed of [here, elsewhere]) expect((await feed.ask('meeting', request)).ok).toBe(true);

	await takeOut();

	const told = (feed: typeof here) =>
		feed.heard
			.filter(({ name }) => name === 'events')
			.flatMap(({ message }) => message.events)
			.filter(({ event }: { event: { type: string } }) => event.type === 'text-redacted');
	for (const feed of [here, elsewhere]) await until(() => expect(told(feed).length).toBe(1));
	expect(JSON.stringify([here.heard, elsewhere.heard])).not.toContain(WORDS);
	for (const at of [area, there]) {
		expect(await room(at, 'social')).not.toContain(WORDS);
		expect(at.application.cache.peek(meetingId)?.pauses[0]?.reason).toBe('Somebody rang from [Redacted]');
	}
	expect(await whereWordsAre(area.store.owner, WORDS)).toEqual({});
});
