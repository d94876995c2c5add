import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { unsentKey } from '#server/application/unsent-key.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import {
	anotherCase,
	finishedMeeting,
	lock,
	openWorld,
	startedMeeting,
	type Who,
	type World
} from '../support/meeting-world.ts';

let world: World;
let meetingId: string;
beforeAll(async () => {
	world = await openWorld();
	meetingId = await startedMeeting(world);
});
afterAll(async () => {
	await world.close();
	await closePdfWorker();
});

const sessionOf = async (who: Who) => {
	const found = await world.sessions.read(await world.cookie(who));
	return { actor: world.who[who], id: found?.session.id ?? '' };
};
const ask = async ({ actor, id }: Awaited<ReturnType<typeof sessionOf>>, of = meetingId) => {
	const answer = await unsentKey({ admission: world.application.admission, sessions: world.sessions }, actor, id, of);
	return answer.ok ? answer.value : null;
};

describe('the key of words kept in a browser', () => {
	test('KEEP-1 the same for one session and meeting, and another for every other of either', async () => {
		const [police, later] = [await sessionOf('manager'), await sessionOf('manager')];
		const first = await ask(police);
		expect(Buffer.from(first?.key ?? '', 'base64')).toHaveLength(32);
		expect(first?.personId).toBe(world.who.manager.personId);
		expect(await ask(police)).toEqual(first);
		const [elsewhere, again] = [await ask(police, await startedMeeting(await anotherCase(world))), await ask(later)];
		expect(new Set([first?.key, elsewhere?.key, again?.key]).size).toBe(3);
		expect(elsewhere?.session).toBe(first?.session);
		expect(again?.session).not.toBe(first?.session);
	});

	test('KEEP-1 nobody outside the room is given it, and nobody of whom the meeting knows nothing', async () => {
		expect(await ask(await sessionOf('housing'))).toBeNull();
		expect(await ask(await sessionOf('coordinator'))).toBeNull();
		expect(await ask(await sessionOf('manager'), crypto.randomUUID())).toBeNull();
		expect(await ask(await sessionOf('manager'), 'nonsense')).toBeNull();
	});

	test('KEEP-1 it is gone with the session: by its row, by its end, by the account, and by removal from the meeting', async () => {
		const change = (id: string, values: Partial<typeof schema.session.$inferInsert>) =>
			world.store.database.withoutArea((tx) => tx.update(schema.session).set(values).where(eq(schema.session.id, id)));
		const [out, expired, over, removed] = [
			await sessionOf('manager'),
			await sessionOf('manager'),
			await sessionOf('manager'),
			await sessionOf('social')
		];
		expect([await ask(out), await ask(expired), await ask(over), await ask(removed)]).not.toContain(null);
		await world.store.database.withoutArea((tx) => world.sessions.end(tx, out.id));
		await change(expired.id, { expiresAt: new Date(Date.now() - 1000) });
		await change(over.id, { absoluteEndAt: new Date(Date.now() - 1000) });
		await world.does('chair', meetingId, 'remove-attendee', {
			personId: world.who.social.personId,
			reason: 'Left the room for good'
		});
		expect([await ask(out), await ask(expired), await ask(over), await ask(removed)]).toEqual([null, null, null, null]);
	});

	test('KEEP-1 after the lock those who were in the room are still given it', async () => {
		const finished = await finishedMeeting(await anotherCase(world));
		const writer = await sessionOf('manager');
		const before = await ask(writer, finished);
		expect(await lock(world, finished)).toMatchObject({ ok: true });
		expect(before).not.toBeNull();
		expect(await ask(writer, finished)).toEqual(before);
	});
});
