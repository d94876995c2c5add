import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { exportActionList, exportAddendum } from '#server/application/export-beside-record.ts';
import { offerLateWords } from '#server/application/late-words.ts';
import { readAddendaPage } from '#server/application/read-addenda.ts';
import { readHandOff } from '#server/application/read-hand-off.ts';
import { readFilingView, readMinutesStrip, readMyMinutes } from '#server/application/read-minutes-life.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { readAddendum } from '#server/persistence/corrections.ts';
import { readNotedSteps } from '#server/persistence/meetings-to-come.ts';
import { insertCopies } from '#server/persistence/minutes-copies.ts';
import { auditOf, finishedMeeting, lock, openWorld, traces, type Who, type World } from '../support/meeting-world.ts';
import { readPdf } from '../support/pdf-reader.ts';
import { testSeal } from '../support/test-seal.ts';

let world: World;
let meetingId: string;
const parts = () => ({ database: world.store.database, admission: world.application.admission });
const now = () => new Date('2026-12-18T12:00:00Z');
const words = {
	kind: 'WRONG',
	place: 'record.risk.R1',
	says: 'Said',
	shouldSay: 'She moved house',
	why: 'She told us'
};
const ask = (who: Who, input: object = {}, commandId: string = randomUUID()) =>
	world.run(who, meetingId, 'ask-addendum', { ...words, lateWordsId: '', ...input }, commandId);
const decide = (who: Who, number: number, decision: string, reason = '', stepUpAt?: Date | null) =>
	world.application.runCommand({
		...{ actor: world.who[who], meetingId, command: 'decide-addendum', commandId: randomUUID() },
		input: { number: String(number), decision, reason, sensitivity: 'NONE' },
		stepUpAt: stepUpAt === undefined ? new Date('2100-01-01T00:00:00Z') : stepUpAt
	});
const page = async (who: Who) => {
	const found = await readAddendaPage(
		{ database: world.store.database, cache: world.application.cache },
		world.who[who],
		meetingId,
		now()
	);
	if (!found.ok) throw new Error(found.message);
	return found.value;
};
const one = (number: number) => world.within((tx) => readAddendum(tx, meetingId, number));
const work = (who: Who) =>
	readMyMinutes({ database: world.store.database, cache: world.application.cache }, world.who[who], now());

beforeAll(async () => {
	world = await openWorld();
	meetingId = await finishedMeeting(world);
	await lock(world, meetingId);
});
afterAll(async () => {
	await world?.close();
	await closePdfWorker();
});

describe('addenda', () => {
	test('ADDENDUM-3 R9 who reads the minutes asks, the chair alone decides with the password entered lately, nobody else knows', async () => {
		const seed = randomUUID();
		expect(await ask('social', {}, seed)).toMatchObject({ ok: true });
		expect(await ask('social', {}, seed)).toMatchObject({ ok: true });
		expect(await ask('housing')).toMatchObject({ kind: 'missing' });
		for (const place of ['R1.risk', 'record.risk.R77', '__proto__'])
			expect(await ask('social', { place }), place).toMatchObject({ problems: [{ field: 'place' }] });
		expect(await decide('social', 1, 'ADD')).toMatchObject({ kind: 'forbidden' });
		expect(await decide('minuteTaker', 1, 'ADD')).toMatchObject({ kind: 'forbidden' });
		expect(await decide('chair', 1, 'ADD', '', null)).toMatchObject({ kind: 'step-up' });
		expect(await decide('chair', 1, 'REFUSE')).toMatchObject({ problems: [{ field: 'reason' }] });
		expect(await decide('chair', 77, 'ADD')).toMatchObject({ kind: 'missing' });
		expect((await page('manager')).requests).toEqual([]);
		expect((await page('social')).requests).toMatchObject([{ number: 1, shouldSay: 'She moved house' }]);
		expect((await work('chair')).owed).toMatchObject([{ text: 'Decide on an addendum' }]);
		const asked = await world.store.owner`select person_id as who from outbox where kind = 'addendum-asked'`;
		expect(asked.map(({ who }) => who)).toEqual([world.who.chair.personId]);
	});

	test('ADDENDUM-4 R15 each has its own seal and names the record and the one before it; not a byte of the record changes', async () => {
		const before = await traces(world, meetingId);
		expect(await decide('chair', 1, 'ADD', 'Agreed')).toMatchObject({ ok: true });
		expect(await ask('manager', { kind: 'DISSENT', place: 'record.level', says: '' })).toMatchObject({ ok: true });
		const both = await Promise.all([decide('chair', 2, 'NOTE'), decide('chair', 2, 'NOTE')]);
		expect(both.every(({ ok }) => ok)).toBe(true);
		expect(await traces(world, meetingId)).toEqual(before);
		const [first, second] = [await one(1), await one(2)];
		const record = before.records[0];
		for (const addendum of [first, second]) {
			if (!addendum) throw new Error('there are two');
			expect(addendum.sha256).toBe(createHash('sha256').update(addendum.record, 'utf8').digest('hex'));
			const signed = JSON.parse(addendum.seal);
			const key = createPublicKey({ key: Buffer.from(signed.publicKey, 'base64'), format: 'der', type: 'spki' });
			const bytes = Buffer.from(canonicalJson(signed.seal), 'utf8');
			expect(verify(null, bytes, key, Buffer.from(signed.signature, 'base64'))).toBe(true);
			expect(signed.seal).toMatchObject({ sha256: addendum.sha256, recordSha256: record?.sha256 });
			const file = { schema: 'mapp-meeting-sealed-addendum/1', addendum: JSON.parse(addendum.record), ...signed };
			const answers = [new TextEncoder().encode(canonicalJson(file)), new Uint8Array(addendum.pdf)].map((one) =>
				verifyFile(one)
			);
			for (const { problems } of await Promise.all(answers)) expect(problems).toEqual([]);
		}
		expect(JSON.parse(first?.record ?? '')).toMatchObject({
			...{ number: 1, previousSha256: '', text: 'She moved house', about: 'Risk R1' },
			author: { name: world.who.social.name },
			decision: { outcome: 'Added to the record', reason: 'Agreed', by: { name: world.who.chair.name } }
		});
		expect(JSON.parse(second?.record ?? '')).toMatchObject({
			number: 2,
			previousSha256: first?.sha256,
			kind: 'A different view'
		});
		await expect(world.store.owner`update addendum set sha256 = ''`).rejects.toThrow();
		expect((await page('housing').catch(() => null)) ?? null).toBeNull();
		// Nothing has gone out yet: who only was there asks, and reads nothing.
		expect((await page('manager')).addenda).toEqual([]);
		expect((await page('minuteTaker')).addenda.map(({ addendum }) => addendum.number)).toEqual([1, 2]);
		expect(await auditOf(world, meetingId, 'seal-addendum')).toHaveLength(2);
	});

	test('EXPORT-47 R18 an addendum and the action list leave under a number, with recipient and purpose, or not at all', async () => {
		const parts = { database: world.store.database, cache: world.application.cache, seal: testSeal(), now };
		const by = (who: Who, stepUpAt: Date | null = now()) => ({
			...{ actor: world.who[who], stepUpAt, commandId: randomUUID() }
		});
		const use = { recipient: 'Kestrel Crown Court', purpose: 'Ordered by the court' };
		const addendum = (format: 'PDF' | 'JSON', who: Who, stepUpAt?: Date | null, number = 1) =>
			exportAddendum(parts, by(who, stepUpAt), { meetingId, number, format }, use);
		const files = [
			await addendum('PDF', 'coordinator'),
			await addendum('JSON', 'chair'),
			await exportActionList(parts, by('manager'), meetingId, use)
		].map((given) => {
			if (!given.ok) throw new Error(given.message);
			return given.value;
		});
		const rows = await world.store.owner`select number, format, sha256, recipient, purpose from exported_file
			where meeting_id = ${meetingId} order by number`;
		expect(rows.map(({ format }) => format)).toEqual(['PDF', 'JSON', 'CSV']);
		for (const [n, row] of rows.entries()) {
			const bytes = files[n]?.bytes ?? new Uint8Array();
			expect(row).toMatchObject({ ...use, sha256: createHash('sha256').update(bytes).digest('hex') });
			expect(files[n]?.name).toMatch(new RegExp(`-export-${row.number}\\.(pdf|json|actions\\.csv)$`));
		}
		const pdf = files[0]?.bytes ?? new Uint8Array();
		expect(readPdf(pdf).pages.filter((one) => !one.includes('KestrelCrownCourt'))).toEqual([]);
		for (const { bytes } of files.slice(0, 2)) expect((await verifyFile(new Uint8Array(bytes))).problems).toEqual([]);
		for (const act of ['export-addendum-pdf', 'export-addendum-json', 'export-action-list'])
			expect(await auditOf(world, meetingId, act), act).toHaveLength(1);
		expect(await addendum('PDF', 'chair', null)).toMatchObject({ kind: 'step-up' });
		for (const who of ['social', 'housing', 'manager'] as const)
			expect(await addendum('JSON', who)).toMatchObject({ kind: 'missing' });
		for (const number of [0, 77, 1.5, Number.NaN])
			expect(await addendum('JSON', 'chair', now(), number)).toMatchObject({ kind: 'missing' });
		expect(await exportActionList(parts, by('social'), meetingId, use)).toMatchObject({ kind: 'missing' });
	});

	test('ADDENDUM-5 words that came too late become one of their author’s, never of somebody else’s', async () => {
		const offered = await offerLateWords(parts(), {
			...{ actor: world.who.social, meetingId },
			input: { field: 'R1.contingency', text: 'Ring the school' }
		});
		const lateWordsId = offered.ok ? offered.value.id : '';
		expect(await ask('manager', { kind: 'LATE_WORDS', lateWordsId })).toMatchObject({
			problems: [{ field: 'lateWordsId' }]
		});
		expect(await ask('social', { kind: 'LATE_WORDS', lateWordsId })).toMatchObject({ ok: true });
		expect(await decide('chair', 3, 'REFUSE', 'It was said and is in the notes')).toMatchObject({ ok: true });
		expect((await page('social')).requests.at(-1)?.settled).toMatchObject({ as: 'REFUSED' });
		expect(await decide('chair', 3, 'ADD')).toMatchObject({ kind: 'changed-meanwhile' });
	});

	test('ADDENDUM-6 agencies ask until five working days after the distribution, the unit always', async () => {
		await world.runArea('coordinator', 'distribute-minutes', { meetingId, distributedOn: '2026-12-17' });
		const copy = {
			personId: world.who.social.personId,
			profile: 'AGENCY',
			mayDownload: false,
			until: '2027-03-01'
		} as const;
		const by = { areaId: world.areaId, personId: world.who.coordinator.personId, at: now() };
		await world.within((tx) => insertCopies(tx, by, meetingId, [copy]));
		expect(await page('social')).toMatchObject({
			until: '2026-12-24',
			whole: false,
			addenda: [{ sha256: expect.anything() }, {}]
		});
		world.passDays(11);
		// Without a copy of what went out there is nothing to say about it.
		expect(await ask('manager')).toMatchObject({ kind: 'missing' });
		expect(await ask('social')).toMatchObject({ kind: 'not-now' });
		expect(await ask('coordinator')).toMatchObject({ ok: true });
		expect(await ask('minuteTaker')).toMatchObject({ ok: true });
	});
});

describe('filing and hand-off', () => {
	test('MINUTES-3 the unit files with system and reference, takes it back with a reason, and each note stays', async () => {
		const file = (who: Who, input: object = {}) =>
			world.run(who, meetingId, 'file-minutes', { filedOn: '2026-12-18', system: 'ViSOR', reference: 'V-9', ...input });
		expect(await file('social')).toMatchObject({ kind: 'forbidden' });
		expect(await file('coordinator', { filedOn: '2026-12-01' })).toMatchObject({ problems: [{ field: 'filedOn' }] });
		expect((await work('coordinator')).owed.map(({ text }) => text)).toEqual(['Note where the minutes are filed']);
		expect(await file('coordinator')).toMatchObject({ ok: true });
		expect(await file('coordinator')).toMatchObject({ ok: true });
		expect((await work('coordinator')).owed).toEqual([]);
		const view = await readFilingView(world.store.database, world.who.coordinator, meetingId);
		expect(view.filed).toMatchObject({ system: 'ViSOR', keptUntil: '2084-02-14', unitCopyUntil: '2028-12-18' });
		expect(await world.within((tx) => readNotedSteps(tx, meetingId))).toMatchObject({ FILED: '2026-12-18' });
		const strip = await readMinutesStrip(world.store.database, world.who.coordinator, meetingId, now());
		expect(strip?.stages.at(-1)).toMatchObject({
			state: 'now',
			reached: { on: '2026-12-18', by: 'Opal Quillfeather' }
		});
		expect(await world.run('coordinator', meetingId, 'take-back-filing', { reason: '' })).toMatchObject({
			problems: [{ field: 'reason' }]
		});
		await world.does('coordinator', meetingId, 'take-back-filing', { reason: 'The wrong meeting' });
		const after = await readFilingView(world.store.database, world.who.coordinator, meetingId);
		expect(after).toMatchObject({ filed: null, takenBack: [{ reason: 'The wrong meeting' }] });
		expect(await file('coordinator', { reference: 'V-10' })).toMatchObject({ ok: true });
		const rows = await world.store.owner`select filed_on is null as back from minutes_filing order by version`;
		expect(rows.map(({ back }) => back)).toEqual([false, true, false]);
	});

	test('HAND-OFF-5 R9 the unit and the chair copy all of it, the case manager their part, the others have no such page', async () => {
		const parts = async (who: Who) => {
			const found = await readHandOff(world.store.database, world.application.cache, world.who[who], meetingId, now());
			return found.ok ? found.value.texts.map(({ part }) => part) : found.kind;
		};
		expect(await parts('coordinator')).toEqual(expect.arrayContaining(['meeting', 'plan', 'actions', 'addenda']));
		expect(await parts('chair')).toEqual(await parts('coordinator'));
		expect(await parts('manager')).toEqual(['contact', 'case-plan', 'actions']);
		for (const who of ['social', 'housing'] as const) expect(await parts(who)).toBe('missing');
		const seed = randomUUID();
		const copy = (who: Who, part: string) => world.run(who, meetingId, 'note-hand-off', { part }, seed);
		expect((await work('manager')).owed.map(({ href }) => href)).toEqual([`/meetings/${meetingId}/final/hand-off`]);
		for (let n = 0; n < 2; n++) expect(await copy('manager', 'contact')).toMatchObject({ ok: true });
		expect((await work('manager')).owed).toEqual([]);
		expect(await copy('manager', 'plan')).toMatchObject({ kind: 'missing' });
		expect(await copy('social', 'contact')).toMatchObject({ kind: 'forbidden' });
		expect(await copy('housing', 'contact')).toMatchObject({ kind: 'missing' });
		const found = await readHandOff(
			world.store.database,
			world.application.cache,
			world.who.coordinator,
			meetingId,
			now()
		);
		expect(found.ok && found.value.copied).toMatchObject([{ part: 'contact', by: world.who.manager.name }]);
		expect((await auditOf(world, meetingId, 'view-hand-off')).length).toBeGreaterThan(0);
	});
});
