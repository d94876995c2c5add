/** Questions pinned to texts: whom they reach, at which node, what becomes of them, and that nothing of them outlives the lock. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASK_LIMIT, type Ask } from '#lib/asks/ask.ts';
import type { RestrictedView } from '#lib/restricted/restricted-note.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { readDraft } from '#server/application/read-room.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { readRecord } from '#server/persistence/final-records.ts';
import { closeFoldWorker } from '#server/persistence/fold-updates.ts';
import { readNews } from '#server/persistence/node-rows.ts';
import { auditOf, convene, finishedMeeting, lock, openWorld, type Who, type World } from '../support/meeting-world.ts';
import { whereWordsAre } from '../support/planted-words.ts';
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

const CANARY = 'SANDPIPERGATE';
let world: World;
let there: World;
let servedThere: ServedWorld;
let meetingId: string;

beforeAll(async () => {
	world = await openWorld();
	there = world.anotherNode();
	servedThere = await serveWorld(there);
	meetingId = await finishedMeeting(world);
});
afterAll(async () => {
	await servedThere.close();
	await there.close();
	await world.close();
	await Promise.all([closePdfWorker(), closeFoldWorker()]);
});

const PIN = { document: 'minutes', field: 'RISK.notes', pinnedFrom: '', pinnedTo: '', toAgency: '', toPerson: '' };
const asksOf = async (who: Who): Promise<readonly Ask[]> => {
	const view = await world.application.restricted(world.who[who], meetingId);
	if (!view.ok) throw new Error(view.message);
	return view.value.asks;
};
const ask = (who: Who, over: object = {}, commandId: string = randomUUID()) =>
	world.run(who, meetingId, 'ask-about-text', { ...PIN, question: `Who said this? ${CANARY}`, ...over }, commandId);
const settle = (who: Who, { id, version }: Ask, as: string) =>
	world.run(who, meetingId, 'settle-ask', { askId: id, edition: version, as });
const only = async (who: Who): Promise<Ask> => {
	const [one, ...more] = (await asksOf(who)).filter(({ state }) => state === 'OPEN');
	if (!one || more.length > 0) throw new Error(`${more.length + (one ? 1 : 0)} questions are open`);
	return one;
};

describe('questions pinned to texts', () => {
	test('ASK-4 R5 a question reaches those it is for at every node within a second, and is answered and settled once', async () => {
		const feed = await servedThere.feed('manager', { transports: ['websocket'] });
		await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 });
		await feed.ask('restricted', { meetingId });
		const commandId = randomUUID();
		const toPolice = { toAgency: world.agency.PRB };
		expect(await ask('minuteTaker', toPolice, commandId)).toMatchObject({ ok: true });
		expect(await ask('minuteTaker', toPolice, commandId)).toMatchObject({ ok: true });
		const asked = await only('minuteTaker');
		const told = (): readonly RestrictedView[] =>
			feed.heard.filter(({ name }) => name === 'restricted').map(({ message }) => message.view);
		await until(() => expect(told().at(-1)?.asks).toMatchObject([{ id: asked.id, version: 1 }]));
		expect(await asksOf('social')).toEqual([]);

		const reply = { askId: asked.id, edition: 1, answer: 'The housing officer' };
		expect(await world.run('social', meetingId, 'answer-ask', reply)).toMatchObject({ ok: false, kind: 'missing' });
		expect(await world.run('manager', meetingId, 'answer-ask', reply)).toMatchObject({ ok: true });
		expect(await world.run('chair', meetingId, 'answer-ask', { ...reply, answer: 'Me' })).toMatchObject({
			...{ ok: false, kind: 'changed-meanwhile' }
		});
		const answered = await only('minuteTaker');
		expect(answered).toMatchObject({ answer: { words: 'The housing officer' }, version: 2 });
		expect(await settle('manager', answered, 'RESOLVED')).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(await settle('minuteTaker', answered, 'RESOLVED')).toMatchObject({ ok: true });
		expect(await settle('chair', answered, 'DROPPED')).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect((await asksOf('chair')).map(({ state }) => state)).toEqual(['RESOLVED']);
		expect(await auditOf(world, meetingId, 'ask-about-text')).toHaveLength(1);
	});

	test('ASK-9 a question is news of its meeting alone: no other meeting and no access is looked at for it', async () => {
		const other = await convene(world, { type: 'REVIEW' });
		const news = () => world.within((tx) => readNews(tx, randomUUID(), [meetingId, other]));
		const before = await news();
		const [here = 0, elsewhere] = [before.asks.get(meetingId), before.asks.get(other)];
		expect(await ask('minuteTaker')).toMatchObject({ ok: true });
		const asked = await only('minuteTaker');
		const reply = { askId: asked.id, edition: 1, answer: 'The manager' };
		expect(await world.run('manager', meetingId, 'answer-ask', reply)).toMatchObject({ ok: true });
		expect(await settle('chair', await only('chair'), 'DROPPED')).toMatchObject({ ok: true });
		const after = await news();
		expect([after.asks.get(meetingId), after.asks.get(other)]).toEqual([here + 3, elsewhere]);
		expect([after.access, after.meetings]).toEqual([before.access, before.meetings]);
	});

	test('ASK-5 R5 a question about a restricted note is for nobody the note is not for, whoever is asked', async () => {
		await world.does('chair', meetingId, 'make-restricted-note', {
			...{ item: 'VICTIMS', kind: 'POLICE_INTELLIGENCE', named: [], leftOut: [], isHidden: true }
		});
		const view = await world.application.restricted(world.who.chair, meetingId);
		const note = view.ok ? view.value.notes.at(-1)?.id : '';
		const document = restrictedDocument(note ?? '');
		expect(await ask('minuteTaker', { document, field: 'note.text' })).toMatchObject({ ok: false, kind: 'missing' });
		const toTaker = { document, field: 'note.text', toPerson: world.who.minuteTaker.personId };
		expect(await ask('chair', toTaker)).toMatchObject({ ok: false, problems: [{ field: 'toPerson' }] });
		expect(await ask('chair', { document, field: 'note.text' })).toMatchObject({ ok: true });
		const open = async (who: Who) => (await asksOf(who)).filter(({ state }) => state === 'OPEN').length;
		expect([await open('chair'), await open('minuteTaker'), await open('manager')]).toEqual([1, 0, 0]);
		expect(await settle('chair', await only('chair'), 'DROPPED')).toMatchObject({ ok: true });
	});

	test('ASK-6 what cannot be asked is refused in a sentence: too long, too many, no such text, no such person, both at once', async () => {
		const refused = async (over: object) => {
			const answer = await ask('minuteTaker', over);
			return answer.ok ? 'ok' : `${answer.kind} ${answer.problems?.map(({ field }) => field) ?? ''}`.trim();
		};
		expect(await refused({ question: 'x'.repeat(ASK_LIMIT.question + 1) })).toBe('invalid question');
		expect(await refused({ question: ' ' })).toBe('invalid question');
		expect(await refused({ pinnedFrom: '<script>' })).toBe('invalid pinnedFrom');
		expect(await refused({ field: 'NOWHERE.notes' })).toBe('missing');
		expect(await refused({ toPerson: randomUUID() })).toBe('invalid toPerson');
		expect(await refused({ toAgency: randomUUID() })).toBe('invalid toAgency');
		const { MPU } = world.agency;
		expect(await refused({ toAgency: MPU, toPerson: world.who.chair.personId })).toBe('invalid toPerson');
		expect(await ask('housing')).toMatchObject({ ok: false, kind: 'missing' });
		for (let n = 0; n < ASK_LIMIT.openEach; n++) expect(await refused({})).toBe('ok');
		expect(await refused({})).toBe('not-now');
	});

	test('ASK-7 R15 V33 the lock waits for open questions, and leaves nothing of any in the database, the record or the minutes', async () => {
		const draft = await readDraft(
			{ database: world.store.database, admission: world.application.admission },
			world.who.chair,
			meetingId
		);
		expect(draft.ok && draft.value.asks.length).toBeGreaterThan(1);
		expect(draft.ok && JSON.stringify(draft.value.record)).not.toContain(CANARY);
		const refused = await lock(world, meetingId);
		expect(refused).toMatchObject({ ok: false, kind: 'not-ready' });
		if (!refused.ok) expect(refused.problems?.every(({ href }) => href === '#RISK.notes')).toBe(true);
		for (const one of (await asksOf('chair')).filter(({ state }) => state === 'OPEN'))
			expect(await settle('chair', one, 'RESOLVED')).toMatchObject({ ok: true });
		expect(Object.keys(await whereWordsAre(world.store.owner, CANARY))).toEqual(['meeting_ask.question']);
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		expect(await whereWordsAre(world.store.owner, CANARY)).toEqual({});
		expect((await world.within((tx) => readRecord(tx, meetingId)))?.json).not.toContain(CANARY);
		expect(await asksOf('chair')).toEqual([]);
		expect(await ask('chair')).toMatchObject({ ok: false, kind: 'not-now' });
	});
});
