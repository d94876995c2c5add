/**
 * One document of the served application under attack, while an honest pair writes in it (promises part 4 "Yjs frames").
 * After each attack: the documented code, only that connection ended, nothing of it stored, passed on or logged, and the
 * honest pair goes on typing and is told that it is saved.
 */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { CLOSE } from '#lib/wire.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { type CraftedStruct, craftedUpdate } from './hostile-bytes.ts';
import { openWorld, startedMeeting, type Who, type World, wordsOf } from './meeting-world.ts';
import { type RawWriter, sendUpdate, textIn, write } from './raw-writer.ts';
import { type ServedWorld, serveWorld, until } from './served-world.ts';

export const FIELD = 'R1.risk';
/** A word that is in everything hostile, and must be nowhere afterwards. */
export const SECRET = 'Zaubernuss';

/** What is sent, and the code that ends the connection it came from. */
export type Attack = readonly [what: string, code: number, send: (from: RawWriter) => void];

export type AttackedDocument = {
	readonly world: World;
	readonly served: ServedWorld;
	readonly meetingId: string;
	readonly documentId: string;
	/** the honest two, on connections of their own for each test */
	readonly chair: RawWriter;
	readonly manager: RawWriter;
	/** one more connection of somebody who may write */
	readonly attacker: () => Promise<RawWriter>;
	/** updates of somebody stored in the document */
	readonly rows: (who: Who) => Promise<number>;
	/** What the chair types is stored, said to be saved, and reaches the manager. */
	readonly honestGoOn: () => Promise<void>;
	/** Each on a connection of its own, while the honest two write. */
	readonly tryEach: (attacks: readonly Attack[]) => Promise<void>;
};

type Now = { -readonly [Part in keyof AttackedDocument]: AttackedDocument[Part] };

/** For the file that calls it; what it gives can be read while a test runs. */
export function attackedDocument(): AttackedDocument {
	const now = {} as Now;
	const page = (who: Who) => now.served.page(who, now.meetingId, 'plan');

	beforeAll(async () => {
		const world = await openWorld();
		const served = await serveWorld(world);
		const meetingId = await startedMeeting(world);
		await world.does('social', meetingId, 'add-risk');
		const documentId = await world.within(async (tx) => (await documentsOf(tx, meetingId)).plan);
		Object.assign(now, { world, served, meetingId, documentId });
	});
	beforeEach(async () => {
		// Anew for each test: an honest person would not use up the allowance of one connection either.
		now.chair?.ws.terminate();
		now.manager?.ws.terminate();
		[now.chair, now.manager] = [await page('chair'), await page('manager')];
	});
	afterAll(async () => {
		const { world, served } = now;
		const { owner } = world.store;
		const [audit] =
			await owner`select count(*)::int as n from audit_event where (act || object || object_id) like ${`%${SECRET}%`}`;
		await served.close();
		await world.close();
		expect([audit?.n, world.log.filter((line) => line.includes(SECRET))]).toEqual([0, []]);
	});

	now.attacker = () => page('social');
	now.rows = async (who) => {
		const { personId } = now.world.who[who];
		const [found] = await now.world.store.owner`
			select count(*)::int as n from document_update
			where document_id = ${now.documentId} and person_id = ${personId}`;
		return found?.n as number;
	};
	now.honestGoOn = async () => {
		const { chair, manager } = now;
		const frames = chair.saved.at(-1)?.frames ?? 0;
		write(chair, FIELD, 0, 'x');
		await until(() => {
			expect(chair.saved.at(-1)?.frames ?? 0).toBeGreaterThan(frames);
			expect(textIn(manager, FIELD)).toBe(textIn(chair, FIELD));
			expect([chair.closed, manager.closed]).toEqual([null, null]);
		});
	};
	now.tryEach = async (attacks) => {
		const { world, chair, manager, meetingId } = now;
		const before = [await now.rows('social'), world.log.length];
		for (const [what, code, send] of attacks) {
			const from = await now.attacker();
			send(from);
			await closedWith(from, code, what);
			// Of a flood the first frames are let through; they hold nothing.
			if (code !== CLOSE.tooMany) expect(from.saved, what).toEqual([]);
		}
		await now.honestGoOn();
		expect([await now.rows('social'), world.log.length]).toEqual(before);
		expect(JSON.stringify([chair.doc, manager.doc, await wordsOf(world, meetingId, 'plan')])).not.toContain(SECRET);
	};
	return now;
}

export const closedWith = (from: RawWriter, code: number, what = ''): Promise<void> =>
	until(() => expect(from.closed?.code, what).toBe(code));

/** These bytes as they are. */
export const bytes =
	(message: Uint8Array | string) =>
	(from: RawWriter): void =>
		from.ws.send(message);
/** An update made for the connection it goes over. */
export const update =
	(make: (from: RawWriter) => Uint8Array, step = 2) =>
	(from: RawWriter): void =>
		sendUpdate(from, make(from), step);
/** One struct under the sender's own id. */
export const own = (struct: CraftedStruct): ((from: RawWriter) => void) =>
	update((from) => craftedUpdate([{ client: from.clientId as number, structs: [struct] }]));
