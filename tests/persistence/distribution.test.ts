/** Who reads final minutes: the whole before they go out, copies after it, files that leave, requests, the archive: all on one locked meeting. */
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopyProfile } from '#lib/distribution/minutes-copy.ts';
import type { ExportMinutes } from '#lib/exports/exported-file.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { buildBundle, exportBundle, readBundlePage } from '#server/application/case-bundle.ts';
import { exportForRequest } from '#server/application/export-for-request.ts';
import { exportMinutes, exportOwnCopy } from '#server/application/export-minutes.ts';
import { openCopy, readMyCopies } from '#server/application/read-copy.ts';
import { readDistributionPage } from '#server/application/read-distribution.ts';
import { readRequestList, readRequestPage } from '#server/application/read-requests.ts';
import { approveVersion, lookAtVersion } from '#server/application/record-versions.ts';
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
		const denied = await world.store.owner`select actor_id from audit_event where act = 'deny-export'`;
		expect(denied.map((row) => row.actor_id)).toEqual([id('social'), id('manager'), id('deputy')]);
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

describe('requests for information', () => {
	const facts = (over: object = {}) => ({
		...{ caseId: world.caseId, kind: 'SUBJECT_ACCESS', asker: 'Tobiah Wrenfield-Moss', organisation: '' },
		...{ basis: 'DPA 2018 s.45', purpose: 'To know what was said', receivedOn: '2026-12-01', dueOn: '' },
		...{ meetingIds: [meetingId], profile: 'SUBJECT_ACCESS', commandKey: crypto.randomUUID() },
		...over
	});
	const opened = async (who: Who, over: object = {}) => {
		const answer = await world.runArea(who, 'open-request', facts(over));
		if (!answer.ok) throw new Error(JSON.stringify(answer));
		return answer.value.id;
	};
	const view = async (who: Who, requestId: string) => {
		const read = await readRequestPage(parts(), world.who[who], requestId, now());
		return read.ok ? read.value : null;
	};
	const step = async (who: Who, command: string, requestId: string, over: object = {}) => {
		const version = (await view('coordinator', requestId))?.stored.request.version ?? 0;
		return world.runArea(who, command, { requestId, version, ...over });
	};
	const answers = async (requestId: string) => {
		for (const { id: agencyId } of (await view('coordinator', requestId))?.originators ?? [])
			expect(
				await step('minuteTaker', 'note-originator-answer', requestId, { agencyId, view: 'NO_OBJECTION', note: '' })
			).toMatchObject({ ok: true });
	};
	const GIVE = {
		...{ decision: 'GIVE_PART', profile: 'SUBJECT_ACCESS', means: 'FILE', readerId: '', until: '' },
		...{ exemptions: ['DPA_45_4'], reasons: 'Protects others', withoutAnswers: '' }
	};

	test('REQUEST-1 has a number and the last day the law sets; what is wrong is said at its field, and a form sent twice is one', async () => {
		const commandKey = crypto.randomUUID();
		const first = await opened('coordinator', { commandKey });
		expect(await opened('coordinator', { commandKey })).toBe(first);
		const foi = await opened('coordinator', { kind: 'FREEDOM_OF_INFORMATION', profile: 'EXECUTIVE_SUMMARY' });
		const court = await opened('coordinator', { kind: 'COURT', dueOn: '2026-12-30' });
		const due = async (requestId: string) => (await view('coordinator', requestId))?.stored;
		expect(await due(first)).toMatchObject({ number: 1, dueOn: '2027-01-04' });
		expect(await due(foi)).toMatchObject({ number: 2, dueOn: addWorkingDays('2026-12-01', 20) });
		expect(await due(court)).toMatchObject({ number: 3, dueOn: '2026-12-30' });
		for (const [over, field] of [
			[{ purpose: ' \u200b ' }, 'purpose'],
			[{ receivedOn: '2199-01-01' }, 'receivedOn'],
			[{ meetingIds: [crypto.randomUUID()] }, 'meetingIds'],
			[{ kind: 'constructor' }, 'kind']
		] as const)
			expect(await world.runArea('coordinator', 'open-request', facts(over)), field).toMatchObject({
				kind: 'invalid',
				problems: [{ field }]
			});
	});

	test('REQUEST-2 waits for each agency whose information it is, or says why not, and names an exemption', async () => {
		const requestId = await opened('coordinator');
		const decide = (over: object = {}) => step('coordinator', 'decide-request', requestId, { ...GIVE, ...over });
		expect(await decide()).toMatchObject({ kind: 'invalid', problems: [{ field: 'withoutAnswers' }] });
		await answers(requestId);
		expect(await decide({ exemptions: [] })).toMatchObject({ problems: [{ field: 'exemptions' }] });
		expect(await decide({ profile: 'FULL' })).toMatchObject({ problems: [{ field: 'profile' }] });
		expect(await step('minuteTaker', 'decide-request', requestId, GIVE)).toMatchObject({ kind: 'forbidden' });
		expect(await step('social', 'decide-request', requestId, GIVE)).toMatchObject({ kind: 'missing' });
		const stale = { requestId, version: 1, ...GIVE };
		expect(await world.runArea('coordinator', 'decide-request', stale)).toMatchObject({ kind: 'changed-meanwhile' });
		expect(await step('chair', 'decide-request', requestId, GIVE)).toMatchObject({ ok: true });
		expect(await decide()).toMatchObject({ kind: 'not-now' });
	});

	test('REQUEST-3 what was decided leaves as a numbered file for the asker, once looked at and approved, and closes', async () => {
		const requestId = await opened('coordinator');
		await answers(requestId);
		const file = { meetingId, format: 'JSON' as const };
		const give = (who: Who) => exportForRequest(exportParts(), asked(who), requestId, file);
		expect(await give('coordinator')).toMatchObject({ kind: 'not-now' });
		await step('chair', 'decide-request', requestId, GIVE);
		expect(await give('coordinator')).toMatchObject({ kind: 'not-ready' });
		const chosen = { profile: 'SUBJECT_ACCESS', agencyId: null } as const;
		const circumstances = { cache: world.application.cache, now: now() };
		await world.within(async (tx) => {
			await lookAtVersion(tx, world.who.coordinator, meetingId, chosen, now());
			const seen = await lookAtVersion(tx, world.who.chair, meetingId, chosen, now());
			const digest = seen.ok ? seen.value.digest : '';
			await approveVersion(tx, world.who.chair, { meetingId, profile: 'SUBJECT_ACCESS', digest }, circumstances);
		});
		expect(await give('social')).toMatchObject({ kind: 'missing' });
		expect(await give('coordinator')).toMatchObject({ ok: true });
		const page = await view('coordinator', requestId);
		expect(page?.exports).toMatchObject([{ recipient: 'Tobiah Wrenfield-Moss' }]);
		expect(page?.stored.state).toBe('GIVEN');
		expect(await step('coordinator', 'close-request', requestId, { note: '' })).toMatchObject({ ok: true });
		expect((await view('coordinator', requestId))?.stored.steps.at(-1)?.step.type).toBe('request-closed');
	});

	test('REQUEST-4 a reader of a copy asks to pass it on, sees how it stands and nothing of the others, and is no judge of it', async () => {
		const onward = { kind: 'ONWARD_DISCLOSURE', asker: 'Probation', profile: 'FULL' };
		const requestId = await opened('manager', onward);
		expect(await world.runArea('manager', 'open-request', facts())).toMatchObject({ kind: 'invalid' });
		expect(await world.runArea('deputy', 'open-request', facts(onward))).toMatchObject({ kind: 'missing' });
		await answers(requestId);
		const mine = await view('manager', requestId);
		expect([mine?.part, mine?.originators, mine?.people]).toEqual(['asker', [], []]);
		expect(mine?.stored.steps.map((one) => one.step.type)).toEqual(['request-opened']);
		for (const who of ['social', 'deputy'] as const) expect(await view(who, requestId)).toBeNull();
		expect((await readRequestList(parts(), world.who.manager)).map((one) => one.id)).toEqual([requestId]);
		expect(await readRequestList(parts(), world.who.deputy)).toEqual([]);
		expect((await readRequestList(parts(), world.who.chair)).length).toBeGreaterThan(3);
		const copy = { ...GIVE, profile: 'FULL', means: 'COPY', readerId: id('housing'), until: addWorkingDays(today, 3) };
		expect(await step('manager', 'decide-request', requestId, copy)).toMatchObject({ kind: 'forbidden' });
		expect(await step('chair', 'decide-request', requestId, { ...copy, exemptions: [] })).toMatchObject({ ok: true });
		expect(await open('housing', 4)).toMatchObject({ standing: { state: 'to-undertake' } });
		expect(await world.store.owner`select 1 from outbox where kind = 'request-decided'`).toHaveLength(1);
	});
});

describe('the archive of a case', () => {
	const START = { recipient: 'Reviewer', purpose: 'Serious case review' };
	const bundleParts = () => ({ ...exportParts(), log: (line: string) => void world.log.push(line) });
	const start = (who: Who) => world.runArea(who, 'start-bundle', { caseId: world.caseId, ...START });
	const started = async () => {
		const answer = await start('coordinator');
		if (!answer.ok) throw new Error(answer.message);
		return answer.value.id;
	};
	const look = async (who: Who) => {
		const read = await readBundlePage(parts(), world.who[who], world.caseId, new Date(`${today}T00:00:00Z`));
		return read.ok ? read.value.bundle : null;
	};
	const take = (bundleId: string) => exportBundle(exportParts(), asked('coordinator'), world.caseId, bundleId);
	const FILES = [
		...['record.json', 'minutes.pdf', 'plan-before.json', 'plan-after.json', 'attendance.json', 'decisions.json'],
		...['seal.json', 'distribution.json']
	];

	test('BUNDLE-1 holds every locked meeting whole, with plans, decisions, copies and requests, under a signed list', async () => {
		const bundleId = await started();
		expect(await look('coordinator')).toMatchObject({ state: 'BUILDING', done: 0, total: 2 });
		await buildBundle(bundleParts(), world.areaId, bundleId);
		expect(await look('coordinator')).toMatchObject({ state: 'READY', done: 2 });
		const given = await take(bundleId);
		if (!given.ok) throw new Error(given.message);
		expect(given.value.name).toMatch(/^MAPPA-.*-export-\d+\.zip$/);
		const files = unzipped(given.value.bytes);
		for (const name of FILES) expect(files.has(`meeting-1/${name}`), name).toBe(true);
		const list = files.get('manifest.json') ?? new Uint8Array();
		const { seal } = JSON.parse(new TextDecoder().decode(list));
		expect(seal).toMatchObject({ recipient: 'Reviewer', purpose: 'Serious case review' });
		expect(seal.files).toHaveLength(files.size - 1);
		const beside = [...files].map(([name, bytes]) => ({
			...{ name, size: bytes.byteLength },
			sha256: createHash('sha256').update(bytes).digest('hex')
		}));
		const checked = await verifyFile(list, undefined, beside);
		expect([checked.problems, checked.verdict]).toEqual([[], 'valid']);
		const [row] = await world.store.owner`select * from exported_file where format = 'BUNDLE'`;
		expect(row?.sha256).toBe(createHash('sha256').update(given.value.bytes).digest('hex'));
		expect(await take(bundleId)).toMatchObject({ kind: 'missing' });
	});

	test('BUNDLE-2 stops when its maker says so, and is nobody else’s', async () => {
		const bundleId = await started();
		expect(await world.runArea('minuteTaker', 'cancel-bundle', { bundleId })).toMatchObject({ kind: 'missing' });
		expect(await start('chair')).toMatchObject({ kind: 'forbidden' });
		expect(await world.runArea('coordinator', 'cancel-bundle', { bundleId })).toMatchObject({ ok: true });
		await buildBundle(bundleParts(), world.areaId, bundleId);
		expect(await look('coordinator')).toMatchObject({ state: 'CANCELLED' });
		expect(await look('chair')).toBeNull();
		expect(await take(bundleId)).toMatchObject({ kind: 'missing' });
	});

	test('BUNDLE-3 whose making fails says so and keeps nothing', async () => {
		const bundleId = await started();
		await buildBundle({ ...bundleParts(), seal: null }, world.areaId, bundleId);
		expect(await look('coordinator')).toMatchObject({ state: 'FAILED' });
		expect(await take(bundleId)).toMatchObject({ kind: 'missing' });
	});
});

/** The files of an archive, read by its directory. */
function unzipped(bytes: Uint8Array): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
	const zip = Buffer.from(bytes);
	const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
	let at = zip.readUInt32LE(end + 16);
	const files = new Map<string, Uint8Array<ArrayBuffer>>();
	for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
		const [method, size, label] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
		const name = zip.toString('ascii', at + 46, at + 46 + label);
		const local = zip.readUInt32LE(at + 42);
		const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		const packed = zip.subarray(from, from + size);
		files.set(name, new Uint8Array(method === 0 ? packed : inflateRawSync(packed)));
		at += 46 + label + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return files;
}
