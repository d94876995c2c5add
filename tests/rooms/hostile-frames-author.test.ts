/** Words under another person’s name, or by somebody who may only read. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#lib/wire.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { attackedDocument, FIELD, SECRET, update } from '../support/attacked-document.ts';
import { atRoot, craftedUpdate, updateOf } from '../support/hostile-bytes.ts';
import { anotherCase, letReaderIn, startedMeeting, wordsOf } from '../support/meeting-world.ts';
import { edit, sendPresence, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { until } from '../support/served-world.ts';

const target = attackedDocument();
const { attacker, honestGoOn, tryEach } = target;
describe('writing as somebody else', { timeout: 60_000 }, () => {
	test('GUARD-4 is refused: under another person’s id, an unknown one, no one’s, recorded frames of another (Y1, E-13)', async () => {
		await honestGoOn();
		const recorded = edit(target.chair, FIELD, (text) => text.insert(0, 'said '));
		sendUpdate(target.chair, recorded);
		await until(() => expect(textIn(target.manager, FIELD)).toMatch(/^said /));
		const twin = new Y.Doc();
		Y.applyUpdate(twin, Y.encodeStateAsUpdate(target.chair.doc));
		twin.clientID = target.chair.clientId as number;
		const vector = Y.encodeStateVector(twin);
		twin.getText(FIELD).insert(0, SECRET);
		const next = Y.encodeStateAsUpdate(twin, vector);
		const as = (client: number, clock = 0) =>
			update(() => craftedUpdate([{ client, clock, structs: [atRoot(FIELD, SECRET)] }]));
		await tryEach([
			['the chair’s next words', CLOSE.forbidden, update(() => next)],
			['the chair’s next words as step 2', CLOSE.forbidden, update(() => next, 1)],
			['what the chair wrote before', CLOSE.forbidden, update(() => recorded)],
			['the chair’s id from the beginning', CLOSE.forbidden, as(target.chair.clientId as number)],
			['an id nobody has', CLOSE.forbidden, as(4242)],
			['id 0', CLOSE.forbidden, as(0)],
			['an id above 32 bits', CLOSE.forbidden, as(2 ** 40)],
			[
				'own words and the chair’s',
				CLOSE.forbidden,
				update((from) =>
					craftedUpdate([
						{ client: from.clientId as number, structs: [atRoot(FIELD, SECRET)] },
						{ client: target.chair.clientId as number, clock: 5, structs: [atRoot(FIELD, SECRET)] }
					])
				)
			],
			[
				'65 clients',
				CLOSE.malformed,
				update((from) =>
					craftedUpdate(
						Array.from({ length: 65 }, (_, n) => ({
							client: (from.clientId as number) + n,
							structs: [atRoot(FIELD, 'x')]
						}))
					)
				)
			],
			[
				'one client twice',
				CLOSE.malformed,
				update((from) =>
					craftedUpdate(
						[0, 1].map((clock) => ({ client: from.clientId as number, clock, structs: [atRoot(FIELD, 'x')] }))
					)
				)
			]
		]);
	});

	test('GUARD-4 the same words again under one’s own id are harmless', async () => {
		const third = await attacker();
		const words = edit(third, FIELD, (text) => text.insert(0, 'y'));
		for (let n = 0; n < 3; n++) sendUpdate(third, words);
		await until(() => expect(third.saved.at(-1)?.frames).toBe(3));
		expect(third.closed).toBeNull();
		await honestGoOn();
	});

	test('GUARD-5 a reader writes by no kind of message, a late writer after the seal neither (Y9, Y-15, R15)', async () => {
		await letReaderIn(target.world, target.meetingId);
		const reader = await target.served.page('housing', target.meetingId, 'minutes');
		expect(reader).toMatchObject({ clientId: 0, hello: { access: 'read' } });
		for (const step of [1, 2]) {
			const words = updateOf(7, (doc) => doc.getText('SUMMARY.notes').insert(0, SECRET));
			sendUpdate(reader, words, step);
			sendUpdate(reader, craftedUpdate([{ client: 0, structs: [atRoot('SUMMARY.notes', SECRET)] }]), step);
		}
		sendPresence(reader, [[0, 1, JSON.stringify({ field: 'SUMMARY.notes' })]]);
		await until(() => expect(reader.refused.map((one) => one.code)).toEqual(Array(4).fill(CLOSE.forbidden)));
		expect((await wordsOf(target.world, target.meetingId, 'minutes')).fields).toEqual({});
		const sealed = await sealedMeeting();
		const recorded = edit(sealed.page, FIELD, (text) => text.insert(0, SECRET));
		await sealed.seal();
		for (const step of [1, 2]) sendUpdate(sealed.page, recorded, step);
		await until(() => expect(sealed.page.refused.map((one) => one.code)).toEqual([CLOSE.locked, CLOSE.locked]));
		const late = await target.served.page('social', sealed.meetingId, 'plan');
		expect(late).toMatchObject({ clientId: 0, hello: { access: 'read', sealed: true } });
		for (const step of [1, 2]) sendUpdate(late, recorded, step);
		await until(() => expect(late.refused.map((one) => one.code)).toEqual([CLOSE.locked, CLOSE.locked]));
		expect((await wordsOf(target.world, sealed.meetingId, 'plan')).fields).toEqual({ [FIELD]: 'before' });
		await honestGoOn();
	});
});

/** Another meeting with one word, and how to seal it. */
async function sealedMeeting() {
	const other = await startedMeeting(await anotherCase(target.world));
	await target.world.does('social', other, 'add-risk');
	const writer = await target.served.page('social', other, 'plan');
	write(writer, FIELD, 0, 'before');
	await until(() => expect(writer.saved.at(-1)?.frames).toBe(1));
	return {
		meetingId: other,
		page: writer,
		seal: async () => {
			await target.world.within((tx) => documentsOf(tx, other, true));
			target.world.rooms.noticeSealed(other, Date.now());
		}
	};
}
