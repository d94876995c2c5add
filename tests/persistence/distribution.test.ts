/** Who reads final minutes: the whole before they go out, copies after it, files that leave, all on one locked meeting. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopyProfile } from '#lib/distribution/minutes-copy.ts';
import type { ExportMinutes } from '#lib/exports/exported-file.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { exportMinutes, exportOwnCopy } from '#server/application/export-minutes.ts';
import { openCopy, readMyCopies } from '#server/application/read-copy.ts';
import { readDistributionPage } from '#server/application/read-distribution.ts';
import { lookAtVersion } from '#server/application/record-versions.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { auditOf, finishedMeeting, lock, openWorld, PASSWORD, type Who, type World } from '../support/meeting-world.ts';
import { readPdf } from '../support/pdf-reader.ts';
import { testSeal } from '../support/test-seal.ts';

let world: World;
let meetingId: string;
let today: string;
beforeAll(async () => {
	world = await openWorld(undefined, { lookEveryMs: 50 });
	meetingId = await finishedMeeting(world);
	expect(await lock(world, meetingId, PASSWORD)).toMatchObject({ ok: true });
	const [row] = await world.store.owner`select locked_at from meeting where id = ${meetingId}`;
	today = londonDate(row?.locked_at.toISOString());
});
afterAll(async () => {
	await world.close();
	await closePdfWorker();
});

const now = () => new Date(`${today}T20:00:00Z`);
const parts = () => ({
	database: world.store.database,
	cache: world.application.cache,
	admission: world.application.admission
});
const exportParts = () => ({ ...parts(), seal: testSeal(), now });
const id = (who: Who) => world.who[who].personId;
const final = async (who: Who) =>
	(await world.application.readFinal(world.who[who], meetingId, 'view-final-minutes')).ok;
const page = async (who: Who) => {
	const view = await readDistributionPage(parts(), world.who[who], meetingId, now());
	return view.ok ? view.value : null;
};
const copyFor = (who: Who, over: { profile?: CopyProfile; mayDownload?: boolean } = {}) => ({
	...{ personId: id(who), chosen: true, profile: 'FULL', mayDownload: false },
	...over
});
const send = (who: Who, ...copies: readonly object[]) =>
	world.runArea(who, 'distribute-copies', { meetingId, until: addWorkingDays(today, 20), copies });
const open = async (who: Who, number: number, at = now()) => {
	const opened = await openCopy(parts(), world.who[who], meetingId, number, at);
	return opened.ok ? opened.value : null;
};
const asked = (who: Who, over: object = {}) => ({
	...{ actor: world.who[who], stepUpAt: now(), commandId: crypto.randomUUID() },
	...over
});
const PDF: ExportMinutes = {
	...{ format: 'PDF', profile: 'FULL', agencyId: '', recipient: 'Kestrel Crown Court', purpose: 'Ordered by the court' }
};

describe('before the minutes go out', () => {
	test('DISTRIBUTION-1 the chair, the minute taker and the unit read the whole, and nobody else', async () => {
		const may = [];
		for (const who of ['chair', 'minuteTaker', 'coordinator', 'social', 'manager', 'deputy'] as const)
			may.push(await final(who));
		expect(may).toEqual([true, true, true, false, false, false]);
		expect([(await page('chair')) !== null, (await page('coordinator')) !== null]).toEqual([true, true]);
		for (const who of ['social', 'deputy'] as const) expect(await page(who)).toBeNull();
	});

	test('DISTRIBUTION-2 proposes whoever was there or owns an action, in the version for their agency', async () => {
		const view = await page('chair');
		const ticked = view?.proposed.filter(({ proposed }) => proposed).map(({ person }) => person.personId);
		expect(ticked).toEqual(expect.arrayContaining([id('social'), id('manager')]));
		for (const who of ['chair', 'minuteTaker', 'coordinator'] as const) expect(ticked).not.toContain(id(who));
		expect(view?.proposed.every(({ profile }) => profile === 'AGENCY')).toBe(true);
		expect(view?.until).toBe(addWorkingDays(today, 20));
	});

	test('DISTRIBUTION-3 the unit sends nothing before the chair has authorised it, and each version is looked at first (V30)', async () => {
		expect(await send('coordinator', copyFor('social'))).toMatchObject({ ok: false, kind: 'not-now' });
		expect(await world.runArea('social', 'authorise-distribution', { meetingId })).toMatchObject({ kind: 'missing' });
		expect(await world.runArea('coordinator', 'authorise-distribution', { meetingId })).toMatchObject({
			kind: 'forbidden'
		});
		expect(await world.runArea('chair', 'authorise-distribution', { meetingId })).toMatchObject({ ok: true });
		const unseen = await send('coordinator', copyFor('social', { profile: 'AGENCY' }));
		expect(unseen).toMatchObject({ ok: false, kind: 'not-ready' });
		expect(await world.store.owner`select 1 from minutes_copy`).toHaveLength(0);
	});

	test('DISTRIBUTION-4 a copy goes to people of the area who may know the case, in a version, until a day to come', async () => {
		const wrong = async (over: object, ...copies: readonly object[]) => {
			const until = addWorkingDays(today, 20);
			const input = { meetingId, until, copies, ...over };
			return world.runArea('coordinator', 'distribute-copies', input);
		};
		expect(await wrong({ until: '2020-01-01' }, copyFor('social'))).toMatchObject({ kind: 'invalid' });
		expect(await wrong({ until: '2099-01-01' }, copyFor('social'))).toMatchObject({ kind: 'invalid' });
		expect(await wrong({}, { ...copyFor('social'), profile: 'SUBJECT_ACCESS' })).toMatchObject({ kind: 'invalid' });
		expect(await wrong({}, { ...copyFor('social'), personId: crypto.randomUUID() })).toMatchObject({
			kind: 'invalid',
			problems: [{ field: 'copies.0.chosen' }]
		});
		expect(await wrong({}, { ...copyFor('social'), chosen: false })).toMatchObject({ kind: 'invalid' });
		expect(await send('social', copyFor('manager'))).toMatchObject({ kind: 'missing' });
	});

	test('STEP-UP-8 without the password entered lately nothing is sent, and an end of a copy does not wait for it', async () => {
		const input = { meetingId, until: addWorkingDays(today, 20), copies: [copyFor('social')] };
		const command = 'distribute-copies';
		expect(await world.application.runAreaCommand({ actor: world.who.chair, command, input })).toMatchObject({
			kind: 'step-up'
		});
		const end = { copyId: crypto.randomUUID(), version: 1, ended: true, until: '', reason: 'Left' };
		const ended = await world.application.runAreaCommand({
			...{ actor: world.who.chair, command: 'change-copy-access', input: end }
		});
		expect(ended).toMatchObject({ kind: 'missing' });
	});
});

describe('once they are out', () => {
	test('DISTRIBUTION-5 each copy has its number, opens for its reader alone, and the minutes are noted as out (K6)', async () => {
		const { agencyId } = world.who.social;
		await world.within((tx) =>
			lookAtVersion(tx, world.who.coordinator, meetingId, { profile: 'AGENCY', agencyId }, now())
		);
		expect(
			await send('coordinator', copyFor('social', { profile: 'AGENCY' }), copyFor('manager', { mayDownload: true }))
		).toMatchObject({ ok: true });
		expect(await open('social', 1)).toMatchObject({ copy: { number: 1, total: 2 }, standing: { state: 'open' } });
		expect(await open('manager', 2)).toMatchObject({ copy: { profile: 'FULL' }, standing: { state: 'open' } });
		for (const [who, number] of [
			['manager', 1],
			['social', 2],
			['deputy', 1],
			['chair', 1],
			['social', 3]
		] as const)
			expect(await open(who, number), `${who} ${number}`).toBeNull();
		expect(await world.store.owner`select 1 from minutes_distribution where meeting_id = ${meetingId}`).toHaveLength(1);
		const mails = await world.store.owner`select facts from outbox where kind = 'minutes-ready' and facts ? 'path'`;
		expect(mails.map(({ facts }) => facts.path).toSorted()).toEqual(
			[1, 2].map((n) => `/meetings/${meetingId}/final/copies/${n}`)
		);
	});

	test('DISTRIBUTION-6 a version for an agency leaves out what the full record tells, and says of what kind', async () => {
		const read = async (who: Who, number: number) => {
			const opened = await open(who, number);
			return opened?.standing.state === 'open' ? opened.standing.read : null;
		};
		const [part, whole] = [await read('social', 1), await read('manager', 2)];
		expect(whole?.leftOut).toEqual([]);
		expect(part?.leftOut.length).toBeGreaterThan(0);
		expect(part?.sha256).toBe(whole?.sha256);
		expect(part?.contentSha256).not.toBe(whole?.contentSha256);
	});

	test('DISTRIBUTION-7 the room is closed to whoever reads a copy, and open to the two who kept the record', async () => {
		for (const who of ['social', 'manager'] as const) {
			expect((await world.application.readRoom(world.who[who], meetingId)).ok, who).toBe(false);
			expect(await world.application.admission.standing(world.who[who], meetingId)).toMatchObject({
				value: { state: 'waiting' }
			});
			const request = { actor: world.who[who], meetingId, name: 'minutes' };
			expect((await world.application.admission.document(request)).ok).toBe(false);
		}
		for (const who of ['chair', 'minuteTaker'] as const)
			expect((await world.application.readRoom(world.who[who], meetingId)).ok, who).toBe(true);
	});

	test('DISTRIBUTION-8 the same copies sent twice are sent once, and another version waits for the end of the first', async () => {
		expect(await send('coordinator', copyFor('manager'))).toMatchObject({ ok: true });
		expect(await world.store.owner`select 1 from minutes_copy`).toHaveLength(2);
		expect(await send('coordinator', copyFor('social'))).toMatchObject({ kind: 'invalid' });
	});

	test('DISTRIBUTION-9 whether it was opened, when first and last, and that it was read is told', async () => {
		const at = (hour: string) => new Date(`${today}T${hour}:00:00Z`);
		await open('manager', 2, at('21'));
		expect(await world.runArea('manager', 'note-copy-use', { meetingId, number: 2, use: 'CONFIRMED' })).toMatchObject({
			ok: true
		});
		expect(await world.runArea('deputy', 'note-copy-use', { meetingId, number: 2, use: 'CONFIRMED' })).toMatchObject({
			kind: 'missing'
		});
		const copy = (await page('chair'))?.copies.find(({ number }) => number === 2);
		expect(copy?.reading).toMatchObject({ lastOpened: at('21').toISOString(), confirmed: expect.any(String) });
		expect(copy?.reading.firstOpened).toBe(at('20').toISOString());
		expect((await auditOf(world, meetingId, 'view-copy')).length).toBeGreaterThan(2);
	});

	test('DISTRIBUTION-10 whoever was not in the meeting undertakes first how the copy is handled (R3)', async () => {
		expect(await send('chair', copyFor('deputy'))).toMatchObject({ ok: true });
		expect(await open('deputy', 3)).toMatchObject({ standing: { state: 'to-undertake' } });
		await world.runArea('deputy', 'note-copy-use', { meetingId, number: 3, use: 'UNDERTAKEN' });
		expect(await open('deputy', 3)).toMatchObject({ copy: { number: 3, total: 3 }, standing: { state: 'open' } });
	});

	test('DISTRIBUTION-11 access ends with its last day, at once with a reason, and a page that is open hears of it (R12)', async () => {
		const late = new Date(`${addWorkingDays(today, 21)}T12:00:00Z`);
		expect(await open('social', 1, late)).toMatchObject({ standing: { state: 'ended' } });
		const elsewhere = world.anotherNode({ lookEveryMs: 50 });
		const told = new Promise<void>((resolve) => {
			void elsewhere.application.copies.begin(world.who.deputy, { meetingId, number: 3 }, resolve);
		});
		const view = await page('chair');
		const copy = view?.copies.find(({ number }) => number === 3);
		const change = (over: object) =>
			world.runArea('chair', 'change-copy-access', {
				...{ copyId: copy?.id, version: 1, ended: false, until: '', reason: '' },
				...over
			});
		expect(await change({ ended: true })).toMatchObject({ kind: 'invalid', problems: [{ field: 'reason' }] });
		expect(await change({ ended: true, reason: 'Left the agency' })).toMatchObject({ ok: true });
		await told;
		expect(await open('deputy', 3)).toMatchObject({ standing: { state: 'ended' } });
		expect(
			await elsewhere.application.copies.begin(world.who.deputy, { meetingId, number: 3 }, () => {})
		).toMatchObject({
			ok: false
		});
		expect(await change({ until: addWorkingDays(today, 5), reason: 'Came back' })).toMatchObject({
			kind: 'changed-meanwhile'
		});
		const mine = await readMyCopies(world.store.database, world.who.deputy, now());
		expect(mine.map(({ isOpen }) => isOpen)).toEqual([false]);
	});
});

describe('files that leave', () => {
	test('EXPORT-41 a file has a number, its recipient and purpose on every page, and its digest in the register (R18, O-7)', async () => {
		const given = await exportMinutes(exportParts(), asked('chair'), meetingId, PDF);
		if (!given.ok) throw new Error(given.message);
		expect(given.value.name).toMatch(/^MAPPA-[A-Z]+-2026-\d+-1-\d{4}-\d\d-\d\d-OFFICIAL-SENSITIVE-export-1\.pdf$/);
		const [row] = await world.store.owner`select * from exported_file`;
		expect(row).toMatchObject({
			number: 1,
			recipient: PDF.recipient,
			purpose: PDF.purpose,
			bytes: given.value.bytes.length
		});
		expect(row?.sha256).toBe(createHash('sha256').update(given.value.bytes).digest('hex'));
		const { pages } = await readPdf(given.value.bytes);
		expect(pages.length).toBeGreaterThan(1);
		for (const text of pages) expect(text.replace(/\s+/g, '')).toContain('export1,forKestrelCrownCourt');
		expect(await auditOf(world, meetingId, 'export-pdf')).toHaveLength(1);
	});

	test('EXPORT-42 exported twice, the content is the same and the number differs; the same form twice is one export (O-5)', async () => {
		const form = asked('chair');
		const first = await exportMinutes(exportParts(), form, meetingId, { ...PDF, format: 'JSON' });
		const again = await exportMinutes(exportParts(), form, meetingId, { ...PDF, format: 'JSON' });
		await exportMinutes(exportParts(), asked('chair'), meetingId, { ...PDF, format: 'JSON' });
		expect(again).toEqual(first);
		const rows = await world.store.owner`select number, content_sha256 from exported_file order by number`;
		expect(rows.map(({ number }) => number)).toEqual([1, 2, 3]);
		expect(new Set(rows.map((row) => row.content_sha256)).size).toBe(1);
	});

	test('EXPORT-43 nobody but the unit and the two who kept the record exports, and a reader only a copy that may leave (O-1)', async () => {
		for (const who of ['social', 'manager', 'deputy'] as const)
			expect(await exportMinutes(exportParts(), asked(who), meetingId, PDF)).toMatchObject({
				ok: false,
				kind: 'missing'
			});
		expect(await exportOwnCopy(exportParts(), asked('social'), meetingId, 1)).toMatchObject({ kind: 'forbidden' });
		expect(await exportOwnCopy(exportParts(), asked('social'), meetingId, 2)).toMatchObject({ kind: 'missing' });
		const own = await exportOwnCopy(exportParts(), asked('manager'), meetingId, 2);
		if (!own.ok) throw new Error(own.message);
		const { pages } = await readPdf(own.value.bytes);
		expect(pages.every((text) => text.replace(/\s+/g, '').includes('copy2of2,export4'))).toBe(true);
		const read = (await page('chair'))?.copies.find(({ number }) => number === 2)?.reading;
		expect(read?.downloads).toBe(1);
	});

	test('EXPORT-44 without the password entered lately, or where the audit cannot be written, no byte leaves (R18)', async () => {
		const before = await world.store.owner`select count(*)::int as n from exported_file`;
		const stale = asked('chair', { stepUpAt: new Date(now().getTime() - 300_000) });
		expect(await exportMinutes(exportParts(), stale, meetingId, PDF)).toMatchObject({ kind: 'step-up' });
		await world.store.owner.unsafe(`create function no_audit() returns trigger language plpgsql as
			$$ begin if new.act like 'export-%' then raise exception 'full'; end if; return new; end $$;
			create trigger no_audit before insert on audit_event for each row execute function no_audit()`);
		try {
			await expect(
				exportMinutes(exportParts(), asked('chair'), meetingId, { ...PDF, format: 'JSON' })
			).rejects.toThrow();
			expect(await world.store.owner`select count(*)::int as n from exported_file`).toEqual(before);
		} finally {
			await world.store.owner.unsafe('drop trigger no_audit on audit_event; drop function no_audit()');
		}
	});

	test('EXPORT-45 two people who export at once get two numbers, each in its own file', async () => {
		const both = await Promise.all(
			(['chair', 'coordinator'] as const).map((who) =>
				exportMinutes(exportParts(), asked(who), meetingId, { ...PDF, format: 'HTML' })
			)
		);
		const texts = both.map((one) => (one.ok ? new TextDecoder().decode(one.value.bytes) : one.message));
		const numbers = both.map((one) => (one.ok ? /export-(\d+)\./.exec(one.value.name)?.[1] : ''));
		expect(new Set(numbers).size).toBe(2);
		for (const [n, text] of texts.entries()) expect(text).toContain(`export ${numbers[n]}`);
	});
});
