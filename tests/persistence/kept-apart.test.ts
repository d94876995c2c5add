/** What the lock keeps apart: in no byte of the final record, covered by its fingerprint, read by those it is for. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Audience } from '#lib/restricted/audiences.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import { readKeptApart } from '#server/application/kept-apart.ts';
import { rootOver } from '#server/export/sealed-apart.ts';
import { appendOpeningUpdate } from '#server/persistence/document-log.ts';
import { documentOf, readRecord } from '#server/persistence/final-records.ts';
import {
	anotherCase,
	auditOf,
	finishedMeeting,
	lock,
	openWorld,
	traces,
	type Who,
	type World
} from '../support/meeting-world.ts';
import { readPdf } from '../support/pdf-reader.ts';

const CANARY = 'KESTRELQUARRY';

let area: World;
let world: World;
let meetingId: string;
beforeAll(async () => {
	area = await openWorld();
});
afterAll(() => area.close());
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await finishedMeeting(world);
});

const id = (who: Who) => world.who[who].personId;
const everybody = ['chair', 'minuteTaker', 'manager', 'social'] as const;
async function note(who: Who, audience: Partial<Audience> & Pick<Audience, 'kind'>, words: string): Promise<string> {
	const whole = { named: [], leftOut: [], isHidden: false, item: 'RISK', ...audience };
	await world.does(who, meetingId, 'make-restricted-note', whole);
	const view = await world.application.restricted(world.who[who], meetingId);
	const noteId = (view.ok && view.value.notes.at(-1)?.id) || '';
	await world.within(async (tx) => {
		const documentId = (await documentOf(tx, meetingId, restrictedDocument(noteId))) ?? '';
		await appendOpeningUpdate(tx, { areaId: world.areaId, documentId, fields: { 'note.text': words } });
	});
	return noteId;
}
const mine = async (who: Who) => {
	const { store, application } = world;
	const reading = { database: store.database, admission: application.admission };
	const read = await readKeptApart(reading, world.who[who], meetingId);
	return read.ok ? read.value : null;
};
const record = async () => {
	const stored = await world.within((tx) => readRecord(tx, meetingId));
	if (!stored) throw new Error('not locked');
	return stored;
};

describe('the lock with restricted notes', () => {
	test('REST-11 no byte of a note is in the record, the page’s data or the PDF, and each reader gets their own alone', async () => {
		await note('chair', { kind: 'POLICE_INTELLIGENCE' }, `${CANARY} one`);
		await note('minuteTaker', { kind: 'NAMED_ONLY', named: [id('social')] }, `${CANARY} two`);
		await note('chair', { kind: 'VICTIM_SENSITIVE', leftOut: [id('social')] }, `${CANARY} three`);
		await note('chair', { kind: 'HEALTH_SENSITIVE', isHidden: true }, `${CANARY} four`);
		await note('chair', { kind: 'POLICE_INTELLIGENCE' }, '');
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		const stored = await record();
		expect([stored.json.includes(CANARY), Buffer.from(stored.pdf).includes(CANARY)]).toEqual([false, false]);
		const printed = readPdf(stored.pdf).pages.join('');
		expect([
			printed.includes('Restrictednote') || printed.includes('restrictednote'),
			printed.includes(CANARY)
		]).toEqual([true, false]);
		expect(stored.record.keptApart?.told).toEqual([
			{ item: 'Risk assessment', for: 'police' },
			{ item: 'Risk assessment', for: 'police, probation with the victim liaison officer, and children’s services' }
		]);
		const texts = async (who: Who) =>
			(await mine(who))?.flatMap((one) => one.record.texts.map(({ text }) => text)).sort();
		expect(await texts('chair')).toEqual([`${CANARY} four`, `${CANARY} one`, `${CANARY} three`]);
		expect(await texts('minuteTaker')).toEqual([`${CANARY} two`]);
		expect(await texts('social')).toEqual([`${CANARY} two`]);
		expect(await texts('manager')).toEqual([`${CANARY} three`]);
		for (const who of ['coordinator', 'housing'] as const) expect(await mine(who), who).toBeNull();
		expect((await auditOf(world, meetingId, 'view-kept-apart')).length).toBe(6);
	});

	test('REST-11 the fingerprint of the record covers what is kept apart, and each reader can reckon it', async () => {
		await note('chair', { kind: 'VICTIM_SENSITIVE' }, CANARY);
		await note('minuteTaker', { kind: 'NAMED_ONLY', named: [id('social')] }, `${CANARY} two`);
		await lock(world, meetingId);
		const stored = await record();
		expect(createHash('sha256').update(stored.json).digest('hex')).toBe(stored.sha256);
		for (const who of everybody)
			for (const one of (await mine(who)) ?? []) {
				expect(createHash('sha256').update(one.json).digest('hex')).toBe(one.sha256);
				expect(rootOver(one)).toBe(stored.record.keptApart?.root);
				expect(one.record).toMatchObject({
					meetingId,
					reference: stored.record.reference,
					lockedAt: stored.record.lockedAt
				});
			}
	});

	test('REST-11 a record with hidden notes and one without any cannot be told apart', async () => {
		await note('minuteTaker', { kind: 'NAMED_ONLY', named: [id('social')] }, CANARY);
		await lock(world, meetingId);
		const withNotes = await record();
		const traced = await traces(world, meetingId);
		world = await anotherCase(area);
		meetingId = await finishedMeeting(world);
		await lock(world, meetingId);
		const without = await record();
		const shape = (value: unknown): unknown =>
			typeof value === 'string'
				? value.length > 0
				: Array.isArray(value)
					? value.map(shape)
					: value && typeof value === 'object'
						? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]))
						: typeof value;
		expect(shape(withNotes.record)).toEqual(shape(without.record));
		expect([withNotes.record.keptApart?.root.length, without.record.keptApart?.root.length]).toEqual([64, 64]);
		expect(withNotes.record.provenance.events).toBe(without.record.provenance.events);
		expect(JSON.stringify(traced.events)).not.toContain(CANARY);
		expect(traced.events.at(-1)?.data).toMatchObject({
			heads: { plan: expect.any(Number), minutes: expect.any(Number) }
		});
	});

	test('REST-12 after the lock nobody is let in and nothing is made, but somebody can be left out, and then reads nothing', async () => {
		const noteId = await note('chair', { kind: 'VICTIM_SENSITIVE' }, CANARY);
		await lock(world, meetingId);
		const audience = { kind: 'VICTIM_SENSITIVE', named: [], leftOut: [], isHidden: false };
		const change = (over: object) =>
			world.run('chair', meetingId, 'change-restricted-audience', { noteId, edition: 1, ...audience, ...over });
		expect(await world.run('chair', meetingId, 'make-restricted-note', { item: 'RISK', ...audience })).toMatchObject({
			ok: false,
			kind: 'not-now'
		});
		expect(await change({ named: [id('minuteTaker')] })).toMatchObject({ ok: false, kind: 'not-now' });
		expect(await change({ kind: 'POLICE_INTELLIGENCE' })).toMatchObject({ ok: false, kind: 'not-now' });
		expect((await mine('social'))?.length).toBe(1);
		expect(await change({ leftOut: [id('social')] })).toMatchObject({ ok: true });
		expect([(await mine('social'))?.length, (await mine('manager'))?.length]).toEqual([0, 1]);
		const { owner } = area.store;
		await expect(owner`update sealed_apart set record = '{}'`).rejects.toThrow('never changed');
		await expect(
			owner`insert into restricted_note (area_id, meeting_id, item, made_by, made_at, command_id)
				values (${world.areaId}, ${meetingId}, 'RISK', ${id('chair')}, now(), 'late')`
		).rejects.toThrow('locked');
	});
});

describe('the commands', () => {
	const audience = { kind: 'VICTIM_SENSITIVE', named: [], leftOut: [], isHidden: false };
	test('REST-6 the same command twice makes one note, and a stale change of its audience changes nothing', async () => {
		const commandId = 'one-click-12345678';
		const input = { item: 'RISK', ...audience };
		for (const _ of [1, 2])
			expect(await world.run('chair', meetingId, 'make-restricted-note', input, commandId)).toMatchObject({ ok: true });
		const view = await world.application.restricted(world.who.chair, meetingId);
		const notes = view.ok ? view.value.notes : [];
		expect(notes.length).toBe(1);
		const noteId = notes[0]?.id ?? '';
		const change = (edition: number, over: object) =>
			world.run('chair', meetingId, 'change-restricted-audience', { noteId, edition, ...audience, ...over });
		expect(await change(1, { isHidden: true })).toMatchObject({ ok: true });
		expect(await change(1, { kind: 'POLICE_INTELLIGENCE' })).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect(await change(1, { isHidden: true })).toMatchObject({ ok: true });
	});

	test('REST-6 whoever may not know of a note is refused as for one that is not there, whoever may is told why', async () => {
		const noteId = await note('chair', { kind: 'POLICE_INTELLIGENCE', named: [id('manager')] }, CANARY);
		const change = (who: Who, of: string, over: object = {}) =>
			world.run(who, meetingId, 'change-restricted-audience', { noteId: of, edition: 1, ...audience, ...over });
		const nobody = '6f1f0e0e-0000-4000-8000-000000000001';
		expect(await change('social', noteId)).toEqual(await change('social', nobody));
		expect(await change('coordinator', noteId)).toEqual(await change('coordinator', nobody));
		expect(await change('housing', noteId)).toEqual(await change('housing', nobody));
		expect(await change('manager', noteId)).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(await change('chair', noteId, { kind: 'NAMED_ONLY' })).toMatchObject({ problems: [{ field: 'named' }] });
		expect(await change('chair', noteId, { named: [id('housing')] })).toMatchObject({ problems: [{ field: 'named' }] });
		expect(await change('chair', noteId, { leftOut: [id('chair')] })).toMatchObject({
			problems: [{ field: 'leftOut' }]
		});
	});

	test('REST-6 in the draft only those who keep the record make one, and each only so many', async () => {
		const input = { item: 'RISK', ...audience };
		expect(await world.run('social', meetingId, 'make-restricted-note', input)).toMatchObject({
			ok: false,
			kind: 'forbidden'
		});
		expect(await world.run('chair', meetingId, 'make-restricted-note', { ...input, item: 'NOWHERE' })).toMatchObject({
			kind: 'invalid'
		});
		for (let n = 0; n < 8; n++) await world.does('chair', meetingId, 'make-restricted-note', input);
		expect(await world.run('chair', meetingId, 'make-restricted-note', input)).toMatchObject({
			ok: false,
			kind: 'not-now'
		});
		expect(await world.run('minuteTaker', meetingId, 'make-restricted-note', input)).toMatchObject({ ok: true });
	});

	test('REST-9 names of victims carry their version, are of the case, and only their audience records them', async () => {
		const name = (who: Who, edition: number, over: object = {}) =>
			world.run(who, meetingId, 'record-victim-name', {
				code: 'V1',
				name: 'Ada Lark',
				alsoKnownAs: 'Addy\nLarkie',
				edition,
				...over
			});
		expect(await name('manager', 0)).toMatchObject({ ok: true });
		expect(await name('manager', 0)).toMatchObject({ ok: true });
		expect(await name('social', 0, { name: 'Other' })).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect(await name('social', 1, { name: '' })).toMatchObject({ ok: true });
		expect(await name('minuteTaker', 2)).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(await name('manager', 2, { code: 'Victim' })).toMatchObject({ kind: 'invalid' });
		const seen = async (who: Who) => {
			const view = await world.application.restricted(world.who[who], meetingId);
			return view.ok && view.value.victims;
		};
		expect(await seen('chair')).toEqual([{ code: 'V1', name: '', alsoKnownAs: ['Addy', 'Larkie'], version: 2 }]);
		expect(await seen('minuteTaker')).toBeNull();
		expect((await auditOf(world, meetingId, 'view-victim-names')).length).toBe(1);
		const other = await finishedMeeting(await anotherCase(area));
		const view = await world.application.restricted(world.who.chair, other);
		expect(view.ok && view.value.victims).toEqual([]);
	});
});
