import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { Writers } from '#server/persistence/open-documents.ts';
import {
	accept,
	confirm,
	convene,
	letReaderIn,
	openWorld,
	startedMeeting,
	type Who,
	type World
} from '../support/meeting-world.ts';

let world: World;
let elsewhere: World;
let meetingId: string;
let planId: string;

beforeAll(async () => {
	world = await openWorld();
	elsewhere = await openWorld(world.store);
	meetingId = await startedMeeting(world);
	planId = await documentOf(world, meetingId);
});
afterAll(async () => {
	await elsewhere.close();
	await world.close();
});

const documentOf = (of: World, meeting: string): Promise<string> =>
	of.within(async (tx) => {
		const rows = await tx.select().from(schema.document).where(eq(schema.document.meetingId, meeting));
		return rows.find(({ name }) => name === 'plan')?.id ?? '';
	});
const sessionOf = async (of: World, who: Who): Promise<string> => of.sessions.idOf(await of.cookie(who)) ?? '';
const enter = async (who: Who) => {
	const door = await world.application.admission.document({ actor: world.who[who], meetingId, name: 'plan' });
	expect(door).toMatchObject({ ok: true, value: { access: 'write' } });
};
const writers = (): Writers => {
	const found = world.application.admission.writersOf(meetingId, 'plan');
	if (found === null) throw new Error('nobody was judged yet');
	return found;
};
const open = (sessionId: string, offered: Writers | null) =>
	world.sessions.readAtTextDoor({ sessionId, meetingId, name: 'plan', writers: offered });
const idsOf = (personId: string): Promise<number[]> =>
	world.within(async (tx) => {
		const rows = await tx.select().from(schema.documentClient).where(eq(schema.documentClient.personId, personId));
		return rows.filter(({ documentId }) => documentId === planId).map(({ clientId }) => clientId);
	});

describe('the door of a document, asked in one statement', () => {
	test('DOOR-8 whoever may write is given a stored client id with the answer, and how the document stands', async () => {
		await enter('social');
		const before = await idsOf(world.who.social.personId);
		const door = await open(await sessionOf(world, 'social'), writers());
		expect(door?.signedIn?.actor).toEqual(world.who.social);
		expect(door?.standing).toMatchObject({ documentId: planId, isClosed: false });
		expect(door?.issued).toMatchObject({ head: 0, sealed: false, sealedAt: null });
		const now = await idsOf(world.who.social.personId);
		expect(now.sort()).toEqual([...before, door?.issued?.clientId].sort());
		expect([...(door?.issued?.clients ?? [])].sort()).toEqual(now);
	});

	test('DOOR-8 judged on another version, on another statement or not named: known, and given nothing', async () => {
		await enter('social');
		const sessionId = await sessionOf(world, 'social');
		const now = writers();
		expect(now.personIds.split(' ')).toContain(world.who.social.personId);
		const others = now.personIds.replace(world.who.social.personId, '').trim();
		const given = await idsOf(world.who.social.personId);
		for (const offered of [
			null,
			{ ...now, version: now.version - 1 },
			{ ...now, version: now.version + 1 },
			{ ...now, statement: now.statement + 1 },
			{ ...now, personIds: others },
			{ ...now, personIds: '' }
		]) {
			const door = await open(sessionId, offered);
			expect([door?.signedIn?.actor.personId, door?.issued], JSON.stringify(offered)).toEqual([
				world.who.social.personId,
				null
			]);
		}
		expect(await idsOf(world.who.social.personId)).toEqual(given);
	});

	test('DOOR-8 nothing for an ended session, a disabled account or another area, also when all knock at once', async () => {
		await enter('social');
		const [good, foreign, over] = [
			await sessionOf(world, 'social'),
			await sessionOf(elsewhere, 'social'),
			await sessionOf(world, 'social')
		];
		await world.store.database.withoutArea((tx) =>
			tx
				.update(schema.session)
				.set({ expiresAt: new Date(Date.now() - 1000) })
				.where(eq(schema.session.id, over))
		);
		const unknown = createHash('sha256').update('nobody').digest('hex');
		const everybody = { ...writers(), personIds: [world, elsewhere].map(({ who }) => who.social.personId).join(' ') };
		const [mine, theirs, late, none, again] = await Promise.all([
			open(good, everybody),
			open(foreign, everybody),
			open(over, everybody),
			open(unknown, everybody),
			open(good, everybody)
		]);
		expect(mine?.issued).not.toBeNull();
		expect(again?.issued?.clientId).not.toBe(mine?.issued?.clientId);
		expect(again?.issued?.clients).toContain(mine?.issued?.clientId);
		expect(theirs).toMatchObject({ signedIn: { actor: elsewhere.who.social }, issued: null });
		expect(theirs?.standing).toMatchObject({ version: null, documentId: null });
		expect(late).toMatchObject({ signedIn: null, issued: null });
		expect(none).toBeNull();
	});

	test('DOOR-8 whoever is not in the room, removed from it or only reads is not among the writers', async () => {
		const other = await convene(elsewhere);
		expect(elsewhere.application.admission.writersOf(other, 'plan')).toBeNull();
		await accept(elsewhere, 'social', other);
		await elsewhere.application.admission.document({ actor: elsewhere.who.social, meetingId: other, name: 'plan' });
		const listed = (name: 'plan' | 'minutes') =>
			elsewhere.application.admission.writersOf(other, name)?.personIds ?? 'none';
		expect(listed('plan')).not.toContain(elsewhere.who.social.personId);
		await confirm(elsewhere, 'social', other);
		expect(listed('plan')).toBe('none');
		await elsewhere.application.admission.document({ actor: elsewhere.who.social, meetingId: other, name: 'plan' });
		await accept(elsewhere, 'chair', other);
		await elsewhere.does('chair', other, 'start-meeting');
		await elsewhere.application.admission.document({ actor: elsewhere.who.social, meetingId: other, name: 'plan' });
		expect(listed('plan')).toContain(elsewhere.who.social.personId);
		await letReaderIn(elsewhere, other);
		await elsewhere.application.admission.document({ actor: elsewhere.who.chair, meetingId: other, name: 'plan' });
		expect(listed('plan')).toContain(elsewhere.who.housing.personId);
		expect(listed('minutes')).not.toContain(elsewhere.who.housing.personId);
		await elsewhere.does('chair', other, 'remove-attendee', {
			personId: elsewhere.who.social.personId,
			reason: 'Asked to leave'
		});
		await elsewhere.application.admission.document({ actor: elsewhere.who.chair, meetingId: other, name: 'plan' });
		expect(listed('plan')).not.toContain(elsewhere.who.social.personId);
	});
});
