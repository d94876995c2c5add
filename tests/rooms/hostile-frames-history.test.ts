/** Gaps, deletions of the future, and neighbours nobody knows. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#lib/wire.ts';
import { admitFrame } from '#server/rooms/frame.ts';
import { nothingKnown } from '#server/rooms/known-text.ts';
import { type Attack, attackedDocument, closedWith, FIELD, own, SECRET, update } from '../support/attacked-document.ts';
import { atRoot, behind, craftedUpdate } from '../support/hostile-bytes.ts';
import { edit, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { until } from '../support/served-world.ts';

const target = attackedDocument();
const { attacker, honestGoOn, rows, tryEach } = target;
describe('holes in the history', { timeout: 60_000 }, () => {
	test('GUARD-6 a gap starts the page over at the first frame, and costs nothing however often it is tried (Y5, Y-5)', async () => {
		const from = await attacker();
		const client = from.clientId as number;
		const gaps = Array.from({ length: 239 }, (_, n) =>
			craftedUpdate([{ client, clock: 10 + n, structs: [atRoot(FIELD, SECRET)] }])
		);
		for (const gap of gaps) sendUpdate(from, gap);
		await closedWith(from, CLOSE.resync);
		expect(from.closed?.reason).toBe('a gap');
		const known = nothingKnown();
		const sender = { owns: () => true, mayRepeat: () => true, mayWrite: () => true };
		const since = process.cpuUsage();
		for (let n = 0; n < 4000; n++)
			expect(
				admitFrame(craftedUpdate([{ client, clock: 1 + n, structs: [atRoot(FIELD, 'x')] }]), known, sender).ok
			).toBe(false);
		expect(process.cpuUsage(since).user / 1000).toBeLessThan(1000);
		expect(known.clients.size).toBe(0);
		await honestGoOn();
	});

	test('GUARD-6 nothing is deleted that is not there, nothing refers to what nobody knows (Y3, Y4, Y-3)', async () => {
		await honestGoOn();
		const [id, end] = [
			target.chair.clientId as number,
			Y.getState(target.chair.doc.store, target.chair.clientId as number)
		];
		const deletes = (...ranges: (readonly [number, number, number])[]) => update(() => craftedUpdate([], ranges));
		const text = textIn(target.chair, FIELD);
		await tryEach([
			['the next character', CLOSE.resync, deletes([id, end, 1])],
			['one too many', CLOSE.resync, deletes([id, 0, end + 1])],
			['the future as step 2', CLOSE.resync, update(() => craftedUpdate([], [[id, end, 50]]), 1)],
			['a length of 2^45', CLOSE.resync, deletes([id, 0, 2 ** 45])],
			['a clock of 2^53 - 1', CLOSE.resync, deletes([id, 2 ** 53 - 1, 2 ** 53 - 1])],
			['somebody unknown', CLOSE.resync, deletes([4242, 0, 1])],
			['no characters', CLOSE.malformed, deletes([id, 0, 0])],
			['one that is there and one that is not', CLOSE.resync, deletes([id, 0, 1], [4242, 0, 1])],
			['an unknown neighbour', CLOSE.resync, own(behind([4242, 0], SECRET))],
			['a neighbour not written yet', CLOSE.resync, own(behind([id, end], SECRET))],
			[
				'itself',
				CLOSE.resync,
				update((from) =>
					craftedUpdate([{ client: from.clientId as number, structs: [behind([from.clientId as number, 0], SECRET)] }])
				)
			],
			['an unknown neighbour on the right', CLOSE.resync, own(behind([id, 0], SECRET, [4242, 0]))]
		]);
		expect(textIn(target.chair, FIELD).endsWith(text)).toBe(true);
		// The whole text in one frame is allowed to whoever may write there; it is theirs in the log, and the words stay in it.
		const from = await attacker();
		sendUpdate(
			from,
			edit(from, FIELD, (all) => all.delete(0, all.length))
		);
		await until(() => expect(from.saved.at(-1)?.frames).toBe(1));
		await until(() => expect(target.chair.authors.get(FIELD)?.personId).toBe(target.world.who.social.personId));
		const [last] = await target.world.store.owner`
			select person_id, fields from document_update where document_id = ${target.documentId} order by seq desc limit 1`;
		expect(last).toEqual({ person_id: target.world.who.social.personId, fields: [FIELD] });
		await honestGoOn();
	});

	test('GUARD-6 no place between two characters is named the wrong way round: pages would end with different words', async () => {
		const from = await attacker();
		const id = from.clientId as number;
		write(from, FIELD, 0, 'abcdef');
		for (const [at, letter] of [...'gh'].entries()) write(from, FIELD, 6 + at, letter);
		await until(() => expect(from.saved.at(-1)?.frames).toBe(3));
		const bad = (left: number, right: number): Attack => [
			`between ${left} and ${right}`,
			CLOSE.malformed,
			update((other) =>
				craftedUpdate([{ client: other.clientId as number, structs: [behind([id, left], SECRET, [id, right])] }])
			)
		];
		const inOne = update((other) => {
			const client = other.clientId as number;
			return craftedUpdate([
				{ client, structs: [atRoot(FIELD, 'abc'), behind([client, 2], 'd'), behind([client, 3], SECRET, [client, 1])] }
			]);
		});
		const before = await rows('social');
		await tryEach([
			bad(3, 2),
			bad(3, 3),
			bad(5, 0),
			bad(7, 5),
			bad(6, 6),
			['all in one frame', CLOSE.malformed, inOne]
		]);
		expect(await rows('social')).toBe(before);
		// Before what one wrote earlier, also by several jumps: that is how people type.
		write(from, FIELD, 0, 'first ');
		write(from, FIELD, 0, 'zeroth ');
		write(from, FIELD, 7, 'half ');
		await until(() => expect(from.saved.at(-1)?.frames).toBe(6));
		await until(() => expect(textIn(target.chair, FIELD)).toMatch(/^zeroth half first x?abcdefgh/));
	});

	test('GUARD-6 one field cannot reach into another, whatever its neighbours are', async () => {
		const from = await attacker();
		write(from, 'R1.title', 0, 'title');
		write(from, FIELD, 0, 'risk');
		await until(() => expect(from.saved.at(-1)?.frames).toBe(2));
		const id = from.clientId as number;
		sendUpdate(from, craftedUpdate([{ client: id, clock: 9, structs: [behind([id, 0], SECRET, [id, 6])] }]));
		await closedWith(from, CLOSE.malformed);
		await honestGoOn();
	});
});
