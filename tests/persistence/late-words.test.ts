import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { offerLateWords, seeLateWords, settleLateWords } from '#server/application/late-words.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import {
	anotherCase,
	auditOf,
	convene,
	finishedMeeting,
	lock,
	openWorld,
	traces,
	type Who,
	type World
} from '../support/meeting-world.ts';

let world: World;
let meetingId: string;
const TEXT = 'If the tag alerts, police ring the school at once';
const parts = () => ({ database: world.store.database, admission: world.application.admission });
const offer = (who: Who, input: object, of = meetingId, actor: Actor = world.who[who]) =>
	offerLateWords(parts(), { actor, meetingId: of, input });
const settle = (who: Who, id: string) => settleLateWords(parts(), { actor: world.who[who], meetingId, input: { id } });
const seen = (who: Who) => seeLateWords(parts(), world.who[who], meetingId);

beforeAll(async () => {
	world = await openWorld();
	meetingId = await finishedMeeting(world);
});
afterAll(async () => {
	await world.close();
	await closePdfWorker();
});

describe('words that came too late', () => {
	test('LATE-1 what was in the room is offered once, with who and when, before and after the lock, and is in no record', async () => {
		const before = await offer('manager', { field: 'R1.contingency', text: `${TEXT}\r\nand write it down` });
		expect(before).toMatchObject({ ok: true });
		expect(await offer('manager', { field: 'R1.contingency', text: `${TEXT}\nand write it down` })).toEqual(before);
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		const locked = await traces(world, meetingId);
		expect(await offer('social', { field: 'RMP.notes', text: 'Too late by a minute' })).toMatchObject({ ok: true });
		const { words, keepsRecord } = await seen('minuteTaker');
		expect(keepsRecord).toBe(true);
		expect(words.map(({ name, agencyName, field, text }) => [name, agencyName, field, text])).toEqual([
			['Rowan Lanternby', 'Probation Service, Fernshire', 'R1.contingency', `${TEXT}\nand write it down`],
			['Clover Winterbourne', 'Fernshire Children’s Services', 'RMP.notes', 'Too late by a minute']
		]);
		expect(await traces(world, meetingId)).toEqual(locked);
		const final = await world.application.readFinal(world.who.chair, meetingId, 'view-final-minutes');
		expect(final.ok && final.value.json).not.toContain('tag alerts');
		expect((await auditOf(world, meetingId, 'offer-late-words')).map(({ actorId }) => actorId)).toEqual([
			world.who.manager.personId,
			world.who.social.personId
		]);
	});

	test('LATE-2 only somebody who was in that room may offer, and only the two who keep the record see others’ words', async () => {
		for (const who of ['housing', 'deputy', 'coordinator'] as const) {
			expect(await offer(who, { field: 'R1.risk', text: TEXT }), who).toMatchObject({ ok: false, kind: 'missing' });
			expect(await seen(who)).toEqual({ words: [], keepsRecord: false, fields: [] });
		}
		expect((await seen('social')).words.map(({ text }) => text)).toEqual(['Too late by a minute']);
		expect((await seen('chair')).words).toHaveLength(2);
		expect(await offer('manager', { field: 'R1.risk', text: TEXT }, crypto.randomUUID())).toMatchObject({
			kind: 'missing'
		});
		const tomorrow = await convene(await anotherCase(world));
		await world.does('manager', tomorrow, 'accept-statement', { version: 1, language: 'en' });
		expect(await offer('manager', { field: 'R1.risk', text: TEXT }, tomorrow)).toMatchObject({ ok: false });
	});

	test('LATE-3 words have a field of this meeting and the length of one; the rest is refused beside its answer', async () => {
		const problems = async (input: object) => {
			const answer = await offer('manager', input);
			return answer.ok ? [] : (answer.problems ?? []).map(({ field }) => field);
		};
		expect(await problems({ field: 'R1.risk', text: ' \u200b ' })).toEqual(['text']);
		expect(await problems({ field: 'R1.risk', text: 'x'.repeat(20_001) })).toEqual(['text']);
		expect(await problems({ field: 'R77.risk', text: TEXT })).toEqual(['field']);
		expect(await problems({ field: '__proto__', text: TEXT })).toEqual(['field']);
		expect(await problems({ field: 'R1.risk', text: TEXT, personId: world.who.chair.personId })).not.toEqual([]);
		expect(await offer('manager', { field: 'R1.risk', text: 'a\u0000b\ud800c' })).toMatchObject({ ok: true });
		expect((await seen('manager')).words.at(-1)?.text).toBe('abc');
	});

	test('LATE-4 the chair or the minute taker marks them as dealt with, once; their writer sees that', async () => {
		const [first] = (await seen('manager')).words;
		expect(first?.settledAt).toBeNull();
		expect(await settle('manager', first?.id ?? '')).toMatchObject({ ok: false, kind: 'forbidden' });
		for (const id of ['nonsense', crypto.randomUUID()])
			expect(await settle('minuteTaker', id)).toMatchObject({ ok: false, kind: 'missing' });
		expect(await settle('minuteTaker', first?.id ?? '')).toEqual({ ok: true, value: null });
		const at = (await seen('manager')).words[0]?.settledAt;
		expect(at).not.toBeNull();
		expect(await settle('chair', first?.id ?? '')).toMatchObject({ ok: true });
		expect((await seen('manager')).words[0]?.settledAt).toBe(at);
		expect(await auditOf(world, meetingId, 'settle-late-words')).toHaveLength(1);
	});
});
