/** What is destroyed, by clock and by decision: one locked meeting beside another case that nothing may touch. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateFile } from '#lib/retention/destruction-certificate.ts';
import { rowsIn } from '#lib/retention/destruction-certificate.ts';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { createRetentionClock } from '#server/application/destroy-by-clock.ts';
import { destroyCase } from '#server/application/destroy-case.ts';
import { exportSubject, readSubjectExport } from '#server/application/export-subject.ts';
import { readCase } from '#server/application/read-case.ts';
import { readCaseRetention, readCertificatePage, readRetention } from '#server/application/read-retention.ts';
import { approveVersion, lookAtVersion } from '#server/application/record-versions.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { readDocument } from '#server/persistence/document-log.ts';
import { documentsOf, readRecord } from '#server/persistence/final-records.ts';
import { readRequest } from '#server/persistence/information-requests.ts';
import {
	CASE_WORDS,
	convene,
	finishedMeeting,
	lock,
	openWorld,
	PASSWORD,
	type Who,
	type World
} from '../support/meeting-world.ts';
import { closeUp, readPdf } from '../support/pdf-reader.ts';
import { testSeal } from '../support/test-seal.ts';
import { unzip } from '../support/unzip.ts';

const REF = 'FNS-2026-014';
let world: World;
let meetingId: string;
let otherCase: string;
let request: string;
let lockedAt: Date;
/** of the world's clock */
let today: Date;

beforeAll(async () => {
	world = await openWorld();
	// Nobody's certificate lasts until a 100th birthday: this area keeps records for 45 years.
	await world.store.owner`update area set config = '{"retentionYears": 45}' where id = ${world.areaId}`;
	meetingId = await finishedMeeting(world);
	expect(await lock(world, meetingId, PASSWORD)).toMatchObject({ ok: true });
	const [row] = await world.store.owner`select locked_at from meeting where id = ${meetingId}`;
	lockedAt = row?.locked_at;
	today = lockedAt;
	const made = await world.runArea('coordinator', 'open-case', {
		...{ ref: 'FNS-2026-077', category: 2, level: 2, leadAgencyId: world.agency.PRB },
		caseManagerId: world.who.manager.personId,
		subject: {
			...{ name: 'Aldous Fennimore', aliases: [], dateOfBirth: '1990-05-05', ethnicity: '', firstLanguage: '' },
			...{ accessibility: '', identifiers: { crn: 'X900077' } }
		},
		facts: {
			...{ indexOffence: 'Another invented offence', sentence: '2 years', dates: [], notification: '', orders: [] },
			...{ rosh: {}, tools: [], victims: [], protectiveFactors: [], s327aApplies: false }
		}
	});
	if (!made.ok) throw new Error(made.message);
	otherCase = made.value.id;
	await convene({ ...world, caseId: otherCase });
	const opened = await world.runArea('coordinator', 'open-request', {
		...{ caseId: world.caseId, kind: 'SUBJECT_ACCESS', asker: 'The person', organisation: '', basis: 'DPA 2018 s.45' },
		...{ purpose: 'Own data', receivedOn: lockedAt.toISOString().slice(0, 10), dueOn: '', meetingIds: [meetingId] },
		...{ profile: 'SUBJECT_ACCESS', commandKey: 'form-1' }
	});
	if (!opened.ok) throw new Error(opened.message);
	request = opened.value.id;
}, 60_000);
afterAll(async () => {
	await world.close();
	await closePdfWorker();
});

const DAY = 86_400_000;
const passTo = (date: string) => {
	const days = Math.round((Date.parse(date) - Date.parse(isoDay(today))) / DAY);
	today = new Date(today.getTime() + days * DAY);
	world.passDays(days);
};
const now = () => today;
const database = () => world.store.database;
const parts = () => ({ database: database(), now });
const count = async (table: string, where = 'true'): Promise<number> => {
	const [row] = await world.store.owner.unsafe(`select count(*)::int as n from ${table} where ${where}`);
	return row?.n;
};
const clock = () => createRetentionClock({ ...parts(), log: () => {} });
const look = async () => {
	const one = clock();
	await one.look();
	await one.close();
};
const hold = (who: Who, over: object = {}) =>
	world.runArea(who, 'hold-case', {
		...{ caseId: world.caseId, kind: 'INQUIRY', reason: 'An invented inquiry', from: isoDay(today) },
		...{ reviewOn: isoDay(new Date(today.getTime() + 90 * DAY)), commandKey: crypto.randomUUID(), ...over }
	});
const isoDay = (at: Date): string => at.toISOString().slice(0, 10);
const endHolds = async (command: 'end-case-hold' | 'end-area-hold') => {
	for (const { id } of await world.store.owner`select id from retention_hold where ended_at is null`)
		expect(await world.runArea('coordinator', command, { holdId: id, reason: 'It is over' })).toMatchObject({
			ok: true
		});
};
const state = async () => {
	const page = await readCaseRetention(parts(), world.who.coordinator, world.caseId);
	return page.ok ? page.value.clock.state : page.kind;
};
const texts = () =>
	database().withArea(world.areaId, async (tx) => {
		const { plan, minutes } = await documentsOf(tx, meetingId);
		return [(await readDocument(tx, plan)).fields, (await readDocument(tx, minutes)).fields];
	});
const logOf = (table: string) =>
	count(table, `document_id in (select id from document where meeting_id = '${meetingId}')`);
const destroy = (who: Who, destructionId: string, over: { reference?: string; stepUpAt?: Date | null } = {}) =>
	destroyCase(
		{ ...parts(), seal: testSeal(), forget: world.application.cache.forget },
		{ actor: world.who[who], stepUpAt: over.stepUpAt === undefined ? today : over.stepUpAt },
		{ destructionId, reference: over.reference ?? REF }
	);
const proposal = async (): Promise<string> => {
	const [row] = await world.store.owner`select id from destruction where state = 'PROPOSED'`;
	return row?.id ?? '';
};

describe('everything about a person, for themselves', () => {
	const exportParts = () => ({ ...parts(), cache: world.application.cache, seal: testSeal() });
	const take = (who: Who, requestId: string) =>
		exportSubject(
			exportParts(),
			{ actor: world.who[who], stepUpAt: today, commandId: crypto.randomUUID() },
			world.caseId,
			{ requestId }
		);
	const step = (who: Who, command: string, over: object) =>
		database()
			.withArea(world.areaId, async (tx) => {
				const stored = await readRequest(tx, request);
				return { requestId: request, version: stored?.request.version, ...over };
			})
			.then((input) => world.runArea(who, command, input));
	const page = async (who: Who) => {
		const read = await readSubjectExport(parts(), world.who[who], world.caseId);
		return read.ok ? read.value : null;
	};
	const GIVE = {
		...{ decision: 'GIVE_PART', profile: 'SUBJECT_ACCESS', means: 'FILE', readerId: '', until: '' },
		...{ exemptions: ['DPA_45_4'], reasons: 'Protects others', withoutAnswers: 'The law leaves no time to wait' }
	};

	test('SUBJECT-1 leaves under a decided request alone, when each version was looked at and approved (V30)', async () => {
		expect(await page('chair')).toBeNull();
		expect((await page('coordinator'))?.cases[0]?.missing.length).toBe(2);
		expect(await take('coordinator', request)).toMatchObject({ kind: 'not-ready' });
		expect(await step('coordinator', 'decide-request', GIVE)).toMatchObject({ ok: true });
		const record = await database().withArea(world.areaId, (tx) => readRecord(tx, meetingId));
		const item = record?.record.items.findIndex(({ notes }) => notes === 'Said about VICTIMS.');
		const mark = { meetingId, sentences: [`/items/${item}/notes#0`], kind: 'VICTIM', agencyId: null, leavesOut: true };
		expect(await world.runArea('chair', 'mark-record', mark)).toMatchObject({ ok: true });
		expect(await take('coordinator', request)).toMatchObject({ kind: 'not-ready' });
		const chosen = { profile: 'SUBJECT_ACCESS', agencyId: null } as const;
		await world.within(async (tx) => {
			await lookAtVersion(tx, world.who.coordinator, meetingId, chosen, today);
			const seen = await lookAtVersion(tx, world.who.chair, meetingId, chosen, today);
			const approval = { meetingId, profile: 'SUBJECT_ACCESS', digest: seen.ok ? seen.value.digest : '' } as const;
			await approveVersion(tx, world.who.chair, approval, { cache: world.application.cache, now: today });
		});
		expect((await page('coordinator'))?.cases[0]?.missing).toEqual([]);
		expect(await take('chair', request)).toMatchObject({ kind: 'missing' });
	});

	test('SUBJECT-2 is one numbered archive with a cover, the register and each meeting in the version for the person, and nobody else’s', async () => {
		const given = await take('coordinator', request);
		if (!given.ok) throw new Error(given.message);
		expect(given.value.name).toBe(`MAPPA-${REF}-${isoDay(today)}-OFFICIAL-SENSITIVE-export-1.zip`);
		const files = unzip(given.value.bytes);
		const folder = `meeting-${REF}-1`;
		expect([...files.keys()]).toEqual([
			...['read-this-first.pdf', 'index.json', 'register.json', `${folder}/minutes.pdf`, `${folder}/minutes.json`]
		]);
		const text = (name: string): string => {
			const bytes = files.get(name) ?? Buffer.alloc(0);
			return closeUp(name.endsWith('.pdf') ? readPdf(bytes).pages.join('') : bytes.toString('utf8'));
		};
		for (const name of files.keys()) {
			const told = text(name);
			// A victim, staff, another person's case, and what nobody looked at part by part.
			for (const word of ['Said about VICTIMS', 'Fern Inkwell', 'Clover Winterbourne', 'Aldous', 'FNS-2026-077'])
				expect(told, name).not.toContain(closeUp(word));
		}
		expect(text(`${folder}/minutes.json`)).toContain(closeUp('Said about PERSON.'));
		expect(text(`${folder}/minutes.pdf`)).toContain(closeUp('Said about PERSON.'));
		expect(text('register.json')).toContain(closeUp(CASE_WORDS.name));
		expect(text('register.json')).not.toContain(closeUp(CASE_WORDS.order));
		const cover = text('read-this-first.pdf');
		for (const word of ['What is held about you', 'Information Commissioner', 'Fernshire Police', 'REQ-1'])
			expect(cover).toContain(closeUp(word));
		const index = await verifyFile(new Uint8Array(files.get('index.json') ?? []));
		expect(index).toMatchObject({ verdict: 'valid', kind: 'bundle' });
		expect(await count('exported_file', `format = 'SUBJECT' and profile = 'SUBJECT_ACCESS'`)).toBe(1);
		expect(await count('request_step', `request_id = '${request}' and step ->> 'type' = 'information-given'`)).toBe(1);
	});

	test('SUBJECT-3 takes in other cases of the same person, which need a decided request of their own', async () => {
		const [row] = await world.store.owner`select subject, facts from mapp_case where id = ${world.caseId}`;
		const made = await world.runArea('coordinator', 'open-case', {
			...{ ref: 'FNS-2026-090', category: 2, level: 2, leadAgencyId: world.agency.PRB },
			...{
				caseManagerId: world.who.manager.personId,
				subject: { ...row?.subject, name: 'T. Wren', aliases: [] },
				facts: { ...row?.facts, indexOffence: 'Yet another' }
			}
		});
		if (!made.ok) throw new Error(JSON.stringify(made));
		const cases = (await page('coordinator'))?.cases ?? [];
		expect(cases.map(({ ref, missing }) => [ref, missing])).toEqual([
			[REF, []],
			['FNS-2026-090', []]
		]);
		const given = await take('coordinator', request);
		const register = given.ok ? String(unzip(given.value.bytes).get('register.json')) : '';
		expect(JSON.parse(register).map((one: { reference: string }) => one.reference)).toEqual([REF, 'FNS-2026-090']);
	});
});

describe('what goes by itself', () => {
	test('DESTROY-1 how texts were written stays for 20 working days after the lock, and as long as it is held', async () => {
		const before = await logOf('document_update');
		expect(before).toBeGreaterThan(0);
		passTo(isoDay(new Date(lockedAt.getTime() + 14 * DAY)));
		await look();
		expect(await logOf('document_update')).toBe(before);
		expect(await hold('coordinator')).toMatchObject({ ok: true });
		passTo(isoDay(new Date(lockedAt.getTime() + 60 * DAY)));
		await look();
		expect(await logOf('document_update')).toBe(before);
	});

	test('DESTROY-2 then it is gone, on two nodes at once and once, and the words stay as they stood at the lock', async () => {
		const [words, record] = [await texts(), await count('final_record')];
		await endHolds('end-case-hold');
		await Promise.all([look(), look()]);
		expect([await logOf('document_update'), await logOf('document_client')]).toEqual([0, 0]);
		expect(await texts()).toEqual(words);
		expect(await count('final_record')).toBe(record);
		expect(await count('audit_event', `act = 'destroy-drafts' and meeting_id = '${meetingId}'`)).toBe(1);
		await look();
		expect(await count('audit_event', `act = 'destroy-drafts'`)).toBe(1);
	});

	test('DESTROY-3 mails go after the months of the area, and reminders that still wait do not', async () => {
		const [sent] = await world.store.owner`
			update outbox set sent_at = now() - interval '2 days', held_by = null where id = (select id from outbox order by id limit 1) returning id`;
		const waiting = await count(
			'outbox',
			'sent_at is null and by_hand_at is null and gave_up_at is null and useful_until is null'
		);
		passTo('2028-03-01');
		await look();
		expect(await count('outbox', `id = '${sent?.id}'`)).toBe(0);
		expect(await count('outbox', 'useful_until is null')).toBeGreaterThanOrEqual(waiting - 1);
		expect(await count('destroyed_by_clock', `kind = 'MAIL' and rows > 0`)).toBe(1);
	});
});

describe('a case', () => {
	test('DESTROY-4 no clock runs while it is open; it is due at the birthday of the area’s number, and a hold of the area stops it', async () => {
		expect(await state()).toBe('NONE');
		expect(await world.runArea('coordinator', 'propose-destruction', { caseId: world.caseId })).toMatchObject({
			kind: 'not-now'
		});
		const [row] = await world.store.owner`select version from mapp_case where id = ${world.caseId}`;
		const closed = await world.runArea('coordinator', 'change-status', {
			...{
				caseId: world.caseId,
				version: row?.version,
				status: 'CLOSED',
				endReason: 'LEGAL_BASIS_ENDED',
				toArea: '',
				reason: 'Ended'
			}
		});
		expect(closed).toMatchObject({ ok: true });
		expect(await state()).toBe('RUNNING');
		passTo('2029-02-13');
		expect(await state()).toBe('SOON');
		passTo('2029-02-14');
		expect(await state()).toBe('DUE');
		expect(await hold('coordinator', { caseId: '', reviewOn: '2029-06-01' }).then((one) => one.ok)).toBe(false);
		const area = await world.runArea('coordinator', 'hold-area', {
			...{
				caseId: '',
				kind: 'INQUIRY',
				reason: 'A national inquiry',
				from: '2029-02-14',
				reviewOn: '2029-08-01',
				commandKey: 'area'
			}
		});
		expect(area).toMatchObject({ ok: true });
		expect(await state()).toBe('HELD');
		expect(await world.runArea('coordinator', 'propose-destruction', { caseId: world.caseId })).toMatchObject({
			kind: 'not-now'
		});
	});

	test('DESTROY-5 a hold is placed and ended by a co-ordinator alone, to be looked at again within a year', async () => {
		for (const who of ['minuteTaker', 'chair', 'manager'] as const)
			expect(await hold(who)).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(await hold('coordinator', { reviewOn: '2031-06-01' })).toMatchObject({ kind: 'invalid' });
		const page = await readRetention(parts(), world.who.coordinator);
		expect(page.ok && page.value.holds.map(({ caseId, kind }) => [caseId, kind])).toEqual([[null, 'INQUIRY']]);
		expect(await readRetention(parts(), world.who.chair)).toMatchObject({ kind: 'missing' });
		await endHolds('end-area-hold');
		expect(await state()).toBe('DUE');
	});

	test('DESTROY-6 what is still needed stays until the day decided, with its reason, and a proposal goes with that', async () => {
		expect(await world.runArea('coordinator', 'propose-destruction', { caseId: world.caseId })).toMatchObject({
			ok: true
		});
		const keep = { caseId: world.caseId, keepUntil: '2030-01-31', reason: 'A pattern is looked at' };
		expect(await world.runArea('coordinator', 'keep-case', { ...keep, keepUntil: '2029-02-01' })).toMatchObject({
			kind: 'invalid'
		});
		expect(await world.runArea('coordinator', 'keep-case', keep)).toMatchObject({ ok: true });
		expect([await proposal(), await state()]).toEqual(['', 'RUNNING']);
		passTo('2030-01-31');
		expect(await state()).toBe('DUE');
	});

	test('DESTROY-7 two people decide: not who proposed it, nobody outside the unit, with the reference and the password', async () => {
		expect(await world.runArea('minuteTaker', 'propose-destruction', { caseId: world.caseId })).toMatchObject({
			kind: 'forbidden'
		});
		expect(await world.runArea('coordinator', 'propose-destruction', { caseId: world.caseId })).toMatchObject({
			ok: true
		});
		const id = await proposal();
		expect(await destroy('coordinator', id)).toMatchObject({ kind: 'forbidden' });
		expect(await destroy('chair', id)).toMatchObject({ kind: 'missing' });
		expect(await destroy('minuteTaker', id, { reference: 'FNS-2026-015' })).toMatchObject({ kind: 'invalid' });
		expect(await destroy('minuteTaker', id, { stepUpAt: null })).toMatchObject({ kind: 'step-up' });
		expect(await count('mapp_case', `id = '${world.caseId}'`)).toBe(1);
	});

	test('DESTROY-8 the database itself refuses what skips the rule: a hold, one person, a deletion by hand', async () => {
		const id = await proposal();
		const asApp = (statement: ReturnType<typeof sql>) =>
			database().withArea(world.areaId, (tx) => tx.execute(statement));
		const call = (who: Who) =>
			asApp(
				sql`select * from destroy_case(${id}::uuid, ${world.who[who].personId}::uuid, ${today.toISOString()}::timestamptz)`
			);
		await expect(call('coordinator')).rejects.toMatchObject({ cause: { code: '42501' } });
		await expect(call('chair')).rejects.toMatchObject({ cause: { code: '42501' } });
		const earlier = sql`select * from destroy_case(${id}::uuid, ${world.who.minuteTaker.personId}::uuid, '2029-01-01')`;
		await expect(asApp(earlier)).rejects.toMatchObject({ cause: { code: '55000' } });
		expect(await hold('coordinator', { reviewOn: '2030-06-01' })).toMatchObject({ ok: true });
		await expect(call('minuteTaker')).rejects.toMatchObject({ cause: { code: '55000' } });
		await endHolds('end-case-hold');
		await expect(asApp(sql`delete from meeting_event`)).rejects.toMatchObject({ cause: { code: '42501' } });
		await expect(asApp(sql`update destruction set state = 'DONE'`)).rejects.toThrow();
		await expect(
			asApp(sql`insert into permitted_erasure values ('1', ${world.areaId}, '{DELETE}')`)
		).rejects.toMatchObject({
			cause: { code: '42501' }
		});
		await expect(world.store.owner`delete from meeting_event`).rejects.toMatchObject({ code: '23000' });
		await expect(world.store.owner`delete from mapp_case where id = ${world.caseId}`).rejects.toThrow();
	});

	test('DESTROY-9 interrupted in the middle nothing of it has gone', async () => {
		const before = await snapshot();
		await world.store.owner.unsafe(`
			create function fails() returns trigger language plpgsql as $$ begin raise exception 'the power fails'; end $$;
			create trigger fails before delete on meeting for each row execute function fails();`);
		await expect(destroy('minuteTaker', await proposal())).rejects.toThrow();
		await world.store.owner.unsafe('drop trigger fails on meeting; drop function fails()');
		const after = await snapshot();
		expect(Object.fromEntries([...after].map(([table, rows]) => [table, rows.length]))).toEqual(
			Object.fromEntries([...before].map(([table, rows]) => [table, rows.length]))
		);
		expect(await proposal()).not.toBe('');
	});

	test('DESTROY-10 destroyed on two nodes at once, it is gone once from every table, and everything else is as it was', async () => {
		const before = await snapshot();
		const id = await proposal();
		// What was typed in documents lies there sealed.
		expect(found(before, WORDS).length).toBeGreaterThan(3);
		const both = await Promise.all([destroy('minuteTaker', id), destroy('minuteTaker', id)]);
		expect(both.map((one) => (one.ok ? one.value.number : one.kind)).sort()).toEqual([1, 'missing']);
		const after = await snapshot();
		const endingKeys = (at: typeof before): number => at.get('document_key_ending')?.length ?? 0;
		expect(endingKeys(after)).toBeGreaterThan(endingKeys(before));
		// No word of the case anywhere, also within bytes; of its ids only what the audit and the decision say.
		expect(found(after, WORDS)).toEqual([]);
		expect(found(after, [world.caseId, meetingId]).every((table) => KEEPS_IDS.includes(table))).toBe(true);
		const page = await readCertificatePage({ database: database() }, world.who.coordinator, 1, 'view-certificate');
		if (!page.ok) throw new Error(page.message);
		const { destroyed } = page.value.certificate;
		for (const [table, rows] of after) {
			if (MOVES.includes(table)) continue;
			const stood = before.get(table) ?? [];
			expect(
				rows.filter((row) => !stood.includes(row)),
				table
			).toEqual([]);
			expect(stood.length - rows.length, table).toBe(destroyed.find((one) => one.table === table)?.rows ?? 0);
		}
		expect(await count('meeting', `case_id = '${otherCase}'`)).toBe(1);
		expect(await readCase(database(), world.who.coordinator, world.caseId, today)).toMatchObject({ kind: 'missing' });
		expect(world.application.cache.peek(meetingId)).toBeNull();
	});

	test('DESTROY-11 the certificate says what went and who decided it, is signed, and is checked without the service', async () => {
		const page = await readCertificatePage({ database: database() }, world.who.coordinator, 1, 'view-certificate');
		if (!page.ok) throw new Error(page.message);
		const { certificate, text } = page.value;
		expect(certificate).toMatchObject({
			...{ number: 1, rule: 'RECORD', dueOn: '2030-01-31', meetings: 1 },
			proposedBy: { name: world.who.coordinator.name },
			confirmedBy: { name: world.who.minuteTaker.name }
		});
		expect(text).not.toMatch(new RegExp(`${REF}|Wrenfield`));
		expect(rowsIn(certificate)).toBeGreaterThan(50);
		const check = (file: string) => verifyFile(new TextEncoder().encode(file));
		expect(await check(text)).toMatchObject({ verdict: 'valid', kind: 'destruction' });
		const file: CertificateFile = JSON.parse(text);
		const changed = { ...file, seal: { ...file.seal, destroyed: file.seal.destroyed.slice(1) } };
		expect((await check(JSON.stringify(changed))).verdict).toBe('not-valid');
		await expect(world.store.owner`update destruction_certificate set number = 2`).rejects.toMatchObject({
			code: '23000'
		});
		expect(await count('audit_event', `act = 'destroy-case' and object_id = '${world.caseId}'`)).toBe(1);
	});

	test('DESTROY-12 a number that went with it is never given again', async () => {
		const [row] = await world.store.owner`select last_request from destruction where state = 'DONE'`;
		expect(row?.last_request).toBe(1);
	});
});

/** Every row of every table as text. */
async function snapshot(): Promise<ReadonlyMap<string, readonly string[]>> {
	const tables = await world.store.owner`
		select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
	const all = new Map<string, readonly string[]>();
	for (const { name } of tables) {
		const rows = await world.store.owner.unsafe(`select t::text as row from "${name}" t`);
		all.set(
			name,
			rows.map(({ row }) => row)
		);
	}
	return all;
}
/** Tables in which one of some words stands, as text or within bytes. */
const found = (all: ReadonlyMap<string, readonly string[]>, words: readonly string[]): readonly string[] => {
	const sought = words.flatMap((word) => [word, Buffer.from(word, 'utf8').toString('hex')]);
	return [...all].flatMap(([table, rows]) =>
		rows.some((row) => sought.some((word) => row.includes(word))) ? [table] : []
	);
};
const WORDS = [CASE_WORDS.name, CASE_WORDS.risk, CASE_WORDS.offence, CASE_WORDS.action, REF, 'Said about PERSON.'];
const KEEPS_IDS = ['audit_event', 'audit_chain', 'destruction'];
/** What is written when something is destroyed. */
const MOVES = [
	...['audit_event', 'audit_chain', 'destruction', 'destruction_certificate', 'area', 'node', 'document_key_ending']
];
