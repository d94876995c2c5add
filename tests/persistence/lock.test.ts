import { createHash, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test, vi } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { COMMAND_NAMES } from '#lib/meeting/permissions.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { readSignatureAsks } from '#server/application/chair-signature.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { PdfProblem } from '#server/export/pdf-problem.ts';
import { documentLog, type StoredDocument } from '#server/persistence/document-log.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { readLog } from '#server/persistence/meeting-log.ts';
import {
	anotherCase,
	auditOf,
	CASE_WORDS,
	finishedMeeting,
	INVITED,
	KEEP_LEVEL,
	lock,
	PASSWORD,
	traces,
	type World,
	wordsOf
} from '../support/meeting-world.ts';
import { edit, type RawWriter, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { servedArea } from '../support/served-area.ts';
import { type ServedWorld, until } from '../support/served-world.ts';

const pdf = vi.hoisted(() => ({ failure: null as Error | null }));
vi.mock('#server/export/pdf.ts', async (original) => {
	const real = await original<typeof import('#server/export/pdf.ts')>();
	return {
		...real,
		renderForLock: (...args: Parameters<typeof real.renderForLock>) =>
			pdf.failure ? Promise.reject(pdf.failure) : real.renderForLock(...args)
	};
});

const sealing = vi.hoisted(() => ({ without: null as 'a certificate' | 'a time stamp' | null }));
vi.mock('#server/export/seal-identity.ts', async (original) => {
	const real = await original<typeof import('#server/export/seal-identity.ts')>();
	return {
		...real,
		sealable: (...[identity, now]: Parameters<typeof real.sealable>) => {
			const found = real.sealable(sealing.without === 'a certificate' ? null : identity, now);
			// Nobody listens there.
			return sealing.without === 'a time stamp' ? { ...found, timestampUrl: 'http://127.0.0.1:9/' } : found;
		}
	};
});

let area: World;
let world: World;
let served: ServedWorld;

servedArea((now) => {
	({ area, world, served } = now);
});
afterAll(closePdfWorker);

const read = (meetingId: string) =>
	world.application.readFinal(world.who.chair, meetingId, 'view-final-minutes').then((stored) => {
		if (!stored.ok) throw new Error(stored.message);
		return stored.value;
	});
const locked = async (meetingId: string) => {
	const answer = await lock(world, meetingId);
	if (!answer.ok) throw new Error(`${answer.message} ${JSON.stringify(answer.problems)}`);
	return answer.value;
};
const rowsOfCase = (table: typeof schema.action | typeof schema.levelChange) =>
	world.within((tx) => tx.select().from(table).where(eq(table.caseId, world.caseId)));
const caseRow = async () =>
	(await world.within((tx) => tx.select().from(schema.mappCase).where(eq(schema.mappCase.id, world.caseId))))[0];
const isSaved = (page: RawWriter) => until(() => expect(page.saved.at(-1)?.frames ?? 0).toBeGreaterThan(0));

describe('the lock', () => {
	test('LOCK-1 one record is kept: its fingerprint is that of its stored bytes, and it says what was written', async () => {
		const meetingId = await finishedMeeting(world);
		const words = {
			plan: await wordsOf(world, meetingId, 'plan'),
			minutes: await wordsOf(world, meetingId, 'minutes')
		};
		const { events } = await locked(meetingId);
		const { json, sha256, pdf: bytes, record } = await read(meetingId);
		expect(sha256).toBe(createHash('sha256').update(Buffer.from(json, 'utf8')).digest('hex'));
		expect(canonicalJson(JSON.parse(json))).toBe(json);
		expect(events.map(({ event }) => event)).toEqual([
			{ type: 'minutes-locked', sha256, heads: { plan: words.plan.head, minutes: words.minutes.head } }
		]);
		expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
		expect(bytes.length).toBeGreaterThan(10_000);
		for (const text of [...Object.values(words.plan.fields), ...Object.values(words.minutes.fields)])
			expect(json, text).toContain(JSON.stringify(text).slice(1, -1));
		expect(record).toMatchObject({ meetingId, subject: expect.anything(), reference: expect.stringMatching(/\/1$/) });
		expect((await traces(world, meetingId)).head).toMatchObject({ phase: 'LOCKED', lockedAt: expect.any(Date) });
		expect((await auditOf(world, meetingId, 'lock-minutes')).map((row) => row.actorId)).toEqual([
			world.who.chair.personId
		]);
		expect((await auditOf(world, meetingId, 'view-final-minutes')).length).toBeGreaterThan(0);
	});

	test('LOCK-2 it leaves the actions, the Board’s list and the case as they were decided', async () => {
		const meetingId = await finishedMeeting(world);
		await world.does('chair', meetingId, 'record-level-decision', {
			...KEEP_LEVEL,
			edition: 1,
			criteria: ['HIGH_RISK', 'SENIOR_RESOURCES'],
			outcome: 'MOVE_TO_LEVEL_3',
			nextMeetingOn: '2027-05-13'
		});
		expect(await rowsOfCase(schema.action)).toEqual([]);
		await locked(meetingId);
		expect(await rowsOfCase(schema.action)).toMatchObject([
			{
				...{ number: 'A1', meetingId, riskKeys: ['R1'], text: CASE_WORDS.action, status: 'NOT_STARTED' },
				...{ ownerPersonId: world.who.social.personId, ownerAgencyId: world.agency.CSC, due: '2027-05-20' }
			}
		]);
		const board = await world.within((tx) =>
			tx.select().from(schema.smbFeedback).where(eq(schema.smbFeedback.meetingId, meetingId))
		);
		expect(board).toMatchObject([{ theme: 'GOOD_PRACTICE', text: 'Early report', status: 'RAISED' }]);
		expect(await caseRow()).toMatchObject({ level: 3, status: 'ACTIVE', nextReviewDue: '2027-05-13' });
		expect(await rowsOfCase(schema.levelChange)).toMatchObject([{ fromLevel: 2, toLevel: 3, via: 'meeting:1' }]);
	});

	test('LOCK-2 an adjourned meeting is locked with its new date and moves no level', async () => {
		const meetingId = await finishedMeeting(world);
		await world.does('chair', meetingId, 'record-level-decision', {
			...{
				edition: 1,
				outcome: 'ADJOURN',
				criteria: [],
				criterion: '',
				meetingsAdd: '',
				exitCriteria: '',
				dissent: ''
			},
			...{ rationale: 'The police could not be here', nextMeetingOn: '2027-03-04', nextMeetingReason: '' },
			...{ leadAgencyPlan: '', mustAttend: 'Police', filedBy: '' }
		});
		await locked(meetingId);
		expect(await caseRow()).toMatchObject({ level: 2, status: 'ACTIVE', nextReviewDue: '2027-03-04' });
		expect(await rowsOfCase(schema.levelChange)).toEqual([]);
		const { record } = await read(meetingId);
		expect(record.level).toMatchObject({ outcome: 'Adjourn to another date' });
		expect(record.level?.fields).toContainEqual(['Rationale', 'The police could not be here']);
	});

	test('LOCK-3 what is missing stops it, is listed with its places, and the documents are as open as before', async () => {
		const meetingId = await finishedMeeting(world);
		await world.does('chair', meetingId, 'withdraw-disclosure-decision', {
			id: (await world.application.readDraft(world.who.chair, meetingId).then((draft) => {
				if (!draft.ok) throw new Error(draft.message);
				return draft.value.meeting.decisions.disclosures[0]?.id;
			})) as string
		});
		await world.does('chair', meetingId, 'add-risk');
		const page = await served.page('minuteTaker', meetingId, 'plan');
		const before = await traces(world, meetingId);
		const answer = await lock(world, meetingId);
		expect(answer).toMatchObject({ ok: false, kind: 'not-ready' });
		const problems = answer.ok ? [] : (answer.problems ?? []);
		expect(problems.map((problem) => problem.field)).toEqual(
			expect.arrayContaining(['V20', 'V11:R2:risk', 'V12:R2', 'V11:R2:contingency'])
		);
		for (const problem of problems) expect(problem.href, problem.field).toMatch(/^[#/]/);
		expect(await traces(world, meetingId)).toEqual(before);
		write(page, 'R2.risk', 0, 'typing goes on');
		await isSaved(page);
		expect((await wordsOf(world, meetingId, 'plan')).fields['R2.risk']).toBe('typing goes on');
		expect([page.sealedAt, page.refused, page.closed]).toEqual([null, [], null]);
	});

	test('RMP-41 R15 a yes to words that were changed since is asked again, and the record says that it is no yes to these', async () => {
		const meetingId = await finishedMeeting(world);
		const told = { number: 'A1', accepts: 'yes', toldBy: 'Rowan Lanternby' };
		const accept = async () => (await world.does('minuteTaker', meetingId, 'accept-action', told)).events.length;
		const recorded = async () => {
			const draft = await world.application.readDraft(world.who.chair, meetingId);
			return draft.ok ? draft.value.record.actions[0]?.accepted : draft.message;
		};
		expect([await accept(), await accept()]).toEqual([1, 0]);
		expect(await recorded()).toMatch(/^Accepted by .+ as told by Rowan Lanternby/);
		const page = await served.page('minuteTaker', meetingId, 'plan');
		write(page, 'A1.text', 0, 'Again: ');
		await until(async () => expect((await wordsOf(world, meetingId, 'plan')).fields['A1.text']).toMatch(/^Again: /));
		// Whoever stores words has the database's clock: here the meeting is weeks ahead of it.
		await world.store.owner.begin(async (sql) => {
			await sql`set local session_replication_role = replica`;
			const [said] = await sql`
				select max(at) as at from meeting_event where meeting_id = ${meetingId} and type = 'action-accepted'`;
			await sql`update document_update set at = ${said?.at}::timestamptz + interval '1 ms' where document_id in (
				select id from document where meeting_id = ${meetingId} and name = 'plan')`;
		});
		expect(await recorded()).toMatch(/then the words were changed by .+not accepted as they stand$/);
		expect([await accept(), await accept()]).toEqual([1, 0]);
		expect(await recorded()).toMatch(/^Accepted by .+ as told by Rowan Lanternby/);
	});

	test('LOCK-4 only the chair, only with the password, only after the end', async () => {
		const meetingId = await finishedMeeting(world);
		const before = await traces(world, meetingId);
		for (const password of ['', 'not the password', PASSWORD.toUpperCase()])
			expect(await lock(world, meetingId, password)).toMatchObject({
				...{ ok: false, kind: 'invalid', problems: [{ field: 'password' }] }
			});
		for (const who of ['minuteTaker', 'manager', 'social'] as const)
			expect(await world.run(who, meetingId, 'lock-minutes', { password: PASSWORD }), who).toMatchObject({
				kind: 'forbidden'
			});
		expect(await world.run('coordinator', meetingId, 'lock-minutes', { password: PASSWORD })).toMatchObject({
			kind: 'forbidden'
		});
		for (const input of [null, [], 'x', { password: 7 }, { password: PASSWORD, force: true }])
			expect(await world.run('chair', meetingId, 'lock-minutes', input)).toMatchObject({ ok: false, kind: 'invalid' });
		// None of these was a guess at the password, however many there are.
		for (let n = 0; n < 8; n++) expect(await lock(world, meetingId, '')).toMatchObject({ kind: 'invalid' });
		expect(await traces(world, meetingId)).toEqual(before);
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
	});

	test('LOCK-10 whoever has a second factor or no password confirms who they are first, and is asked for no password they have not', async () => {
		const meetingId = await finishedMeeting(world);
		const { chair } = world.who;
		const ofChair = eq(schema.account.personId, chair.personId);
		const sign = (password: string, stepUpAt: Date | null) =>
			world.application.runCommand({
				...{ actor: chair, meetingId, command: 'lock-minutes', commandId: randomUUID() },
				...{ input: password === '' ? {} : { password }, stepUpAt }
			});
		const asks = (stepUpAt: Date | null) => readSignatureAsks(world.store, chair, stepUpAt);
		const long = new Date(Date.now() - 6 * 60_000);
		expect(await asks(long)).toEqual({ password: true, confirmFirst: false });
		const before = await traces(world, meetingId);
		const [{ id: accountId, passwordHash } = { id: '', passwordHash: null }] = await world.store.database.withoutArea(
			(tx) => tx.select().from(schema.account).where(ofChair)
		);
		const secret = { accountId, sealed: new Uint8Array(8), confirmedAt: new Date() };
		await world.store.database.withoutArea((tx) => tx.insert(schema.totpSecret).values(secret));
		expect([await asks(long), await asks(new Date())]).toEqual([
			{ password: true, confirmFirst: true },
			{ password: true, confirmFirst: false }
		]);
		for (const typed of ['', PASSWORD]) expect(await sign(typed, long)).toMatchObject({ ok: false, kind: 'step-up' });
		expect(await sign('', new Date())).toMatchObject({ kind: 'invalid', problems: [{ field: 'password' }] });
		await world.store.database.withoutArea(async (tx) => {
			await tx.delete(schema.totpSecret).where(eq(schema.totpSecret.accountId, accountId));
			await tx.update(schema.account).set({ passwordHash: null }).where(ofChair);
		});
		expect([await asks(null), await asks(new Date())]).toEqual([
			{ password: false, confirmFirst: true },
			{ password: false, confirmFirst: false }
		]);
		expect(await sign('', long)).toMatchObject({ ok: false, kind: 'step-up' });
		expect(await traces(world, meetingId)).toEqual(before);
		expect(await sign('', new Date())).toMatchObject({ ok: true });
		await world.store.database.withoutArea((tx) => tx.update(schema.account).set({ passwordHash }).where(ofChair));
	});

	test('LOCK-5 without its PDF there is no lock, the chair is told so, and everything is open', async () => {
		const meetingId = await finishedMeeting(world);
		const page = await served.page('chair', meetingId, 'minutes');
		const before = await traces(world, meetingId);
		for (const kind of ['failed', 'busy', 'too-slow', 'too-long', 'no-engine'] as const) {
			pdf.failure = new PdfProblem(kind);
			const answer = await lock(world, meetingId);
			expect(answer, kind).toMatchObject({ ok: false, kind: 'not-now' });
			expect(!answer.ok && answer.message).toMatch(/Nothing is locked/);
		}
		pdf.failure = new Error('anything else');
		await expect(lock(world, meetingId)).rejects.toThrow('anything else');
		pdf.failure = null;
		expect(await traces(world, meetingId)).toEqual(before);
		expect([await rowsOfCase(schema.action), (await caseRow())?.nextReviewDue]).toEqual([[], null]);
		write(page, 'RISK.notes', 0, 'More. ');
		await isSaved(page);
		await locked(meetingId);
		expect((await read(meetingId)).json).toContain('More. Said about RISK.');
	});

	test('PADES-2 without a certificate there is no lock, the chair is told so, and everything is open', async () => {
		const meetingId = await finishedMeeting(world);
		const before = await traces(world, meetingId);
		sealing.without = 'a certificate';
		const answer = await lock(world, meetingId);
		sealing.without = null;
		expect(answer).toMatchObject({ ok: false, kind: 'not-now' });
		expect(!answer.ok && answer.message).toMatch(/no certificate to seal minutes with.+Nothing is locked/);
		expect(await traces(world, meetingId)).toEqual(before);
		await locked(meetingId);
	});

	test('PADES-9 a time stamp that is not to be had does not stop the lock, and is noted', async () => {
		const meetingId = await finishedMeeting(await anotherCase(world));
		sealing.without = 'a time stamp';
		await locked(meetingId).finally(() => {
			sealing.without = null;
		});
		expect(await auditOf(world, meetingId, 'seal-without-time-stamp')).toHaveLength(1);
		expect(Buffer.from((await read(meetingId)).pdf).toString('latin1')).toContain('/SubFilter /ETSI.CAdES.detached');
	});

	test('ANNEX-3 the record tells the state of each log, and it can be reckoned again from the logs', async () => {
		const meetingId = await finishedMeeting(await anotherCase(world));
		const before = await world.within((tx) => readLog(tx, meetingId));
		await locked(meetingId);
		const { record } = await read(meetingId);
		const rows = await world.within(async (tx) => {
			const { plan } = await documentsOf(tx, meetingId);
			const { documentUpdate } = schema;
			return tx.select().from(documentUpdate).where(eq(documentUpdate.documentId, plan)).orderBy(documentUpdate.seq);
		});
		const hash = createHash('sha256');
		for (const { seq, personId, update } of rows) {
			const head = Buffer.alloc(28);
			head.writeBigInt64BE(BigInt(seq), 0);
			Buffer.from((personId ?? '').replaceAll('-', '').padEnd(32, '0'), 'hex').copy(head, 8);
			head.writeUInt32BE(update.length, 24);
			hash.update(head).update(update);
		}
		expect(rows.length).toBeGreaterThan(0);
		expect(record.annex?.logs).toEqual([
			{
				log: 'Facts of the meeting',
				entries: before.length,
				sha256: createHash('sha256').update(canonicalJson(before), 'utf8').digest('hex')
			},
			{ log: 'Notes', entries: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
			{ log: 'Risk management plan', entries: rows.length, sha256: hash.digest('hex') }
		]);
		const wrote = record.annex?.written.filter(({ text }) => text === 'R1: Risk') ?? [];
		expect(wrote.map(({ changes }) => changes > 0)).toEqual([true]);
		expect(record.annex?.recorded.map(({ fact }) => fact)).toEqual(
			expect.arrayContaining(['Meeting started', 'Level decided'])
		);
		const draft = await world.application.readDraft(world.who.chair, await finishedMeeting(await anotherCase(world)));
		expect(draft.ok && draft.value.record.annex).toBeUndefined();
	});

	test('LOCK-6 after it every command of everybody is refused and not a row changes', async () => {
		const meetingId = await finishedMeeting(world);
		await locked(meetingId);
		const before = await traces(world, meetingId);
		for (const who of [...INVITED, 'coordinator'] as const)
			for (const command of COMMAND_NAMES.filter((name) => name !== 'lock-minutes')) {
				const ran = await world.run(who, meetingId, command, {});
				expect(ran.ok, `${command} by ${who}`).toBe(false);
			}
		for (const input of [{ personId: world.who.social.personId, reason: 'Late', conflict: false }])
			expect(await world.run('chair', meetingId, 'remove-attendee', input)).toMatchObject({ kind: 'not-now' });
		expect(await world.run('chair', meetingId, 'add-risk')).toMatchObject({ kind: 'not-now' });
		expect(await lock(world, meetingId)).toMatchObject({ ok: false, kind: 'not-now' });
		expect(await traces(world, meetingId)).toEqual(before);
	});

	test('LOCK-6 the same request again answers as the first, and two at once make one record', async () => {
		const meetingId = await finishedMeeting(world);
		const commandId = randomUUID();
		const both = await Promise.all([lock(world, meetingId, PASSWORD, commandId), lock(world, meetingId)]);
		expect(both.map((one) => (one.ok ? 'locked' : one.kind)).sort()).toEqual(['locked', 'not-now']);
		const { records, events, head } = await traces(world, meetingId);
		expect(records).toHaveLength(1);
		expect(events.filter((row) => row.type === 'minutes-locked')).toHaveLength(1);
		const [first] = both;
		const again = await lock(world, meetingId, PASSWORD, commandId);
		expect(again).toMatchObject(
			first?.ok ? { ok: true, value: { version: head?.version, events: [] } } : { ok: false }
		);
		const other = await finishedMeeting(await anotherCase(world));
		const same = await Promise.all([1, 2, 3].map(() => lock(world, other, PASSWORD, commandId)));
		expect(same.map((one) => one.ok)).toEqual([true, true, true]);
		expect((await traces(world, other)).records).toHaveLength(1);
	});

	test('LOCK-7 a word that comes after it is refused, by socket and by the log itself, and its writer keeps it', async () => {
		const meetingId = await finishedMeeting(world);
		const page = await served.page('minuteTaker', meetingId, 'plan');
		await locked(meetingId);
		const before = await wordsOf(world, meetingId, 'plan');
		await until(() => expect(page.sealedAt).not.toBeNull());
		const late = edit(page, 'R1.risk', (text) => text.insert(0, 'Too late. '));
		sendUpdate(page, late);
		await until(() => expect(page.refused).toEqual([{ code: 4423, reason: 'sealed' }]));
		expect([textIn(page, 'R1.risk').slice(0, 10), page.closed]).toEqual(['Too late. ', null]);
		const ids = await world.within((tx) => documentsOf(tx, meetingId));
		const entries = [{ personId: world.who.chair.personId, fields: ['R1.risk'], update: late }];
		const log = documentLog(world.store.database);
		const { epoch, keyId } = (await log.load(world.areaId, ids.plan)) as StoredDocument;
		expect(
			await log.append(world.areaId, [{ documentId: ids.plan, epoch, keyId, expectedHead: before.head, entries }])
		).toEqual([{ kind: 'sealed' }]);
		expect(await wordsOf(world, meetingId, 'plan')).toEqual(before);
		const afterwards = await served.page('minuteTaker', meetingId, 'plan');
		expect(afterwards).toMatchObject({ clientId: 0, hello: { access: 'read', sealed: true } });
	});

	test('LOCK-8 the application’s own role can change neither the record, the facts nor the words', async () => {
		const meetingId = await finishedMeeting(world);
		await locked(meetingId);
		const before = [await traces(world, meetingId), await wordsOf(world, meetingId, 'plan')];
		const ids = await world.within((tx) => documentsOf(tx, meetingId));
		const attempts = [
			`update final_record set record = '{}' where meeting_id = '${meetingId}'`,
			`delete from final_record where meeting_id = '${meetingId}'`,
			`update meeting_event set data = '{}' where meeting_id = '${meetingId}'`,
			`delete from meeting_event where meeting_id = '${meetingId}'`,
			`update document_update set update = '' where document_id = '${ids.plan}'`,
			`delete from document_update where document_id = '${ids.plan}'`,
			`update meeting set phase = 'DRAFT' where id = '${meetingId}'`,
			`update meeting set venue = 'elsewhere' where id = '${meetingId}'`,
			`update document set state = 'open' where id = '${ids.plan}'`,
			`update document set head = head + 1 where id = '${ids.minutes}'`,
			`update invitation set confirmed_at = now() where meeting_id = '${meetingId}'`
		];
		for (const attempt of attempts)
			await expect(
				world.within((tx) => tx.execute(attempt)),
				attempt
			).rejects.toMatchObject({ cause: { code: expect.stringMatching(/^(42501|23000)$/) } });
		expect([await traces(world, meetingId), await wordsOf(world, meetingId, 'plan')]).toEqual(before);
	});

	test('LOCK-9 while many type: nothing is stored above the sealed head and the record holds exactly the words at it', async () => {
		for (let round = 0; round < 10; round++) {
			world = await anotherCase(area);
			const meetingId = await finishedMeeting(world);
			const pages = await Promise.all([
				served.page('chair', meetingId, 'plan'),
				served.page('minuteTaker', meetingId, 'plan'),
				served.page('minuteTaker', meetingId, 'plan'),
				served.page('chair', meetingId, 'minutes')
			]);
			const fields = ['R1.evidence', 'R1.contingency', 'R1.risk', 'RISK.notes'];
			const typists = pages.map(async (page, n) => {
				for (let at = 0; page.sealedAt === null && page.refused.length === 0; at++) {
					write(page, fields[n] ?? '', 0, `w${n}x${at} `);
					await until(() =>
						expect((page.saved.at(-1)?.frames ?? 0) + page.refused.length * 1000).toBeGreaterThan(at - 5)
					);
				}
			});
			await until(() =>
				expect(Math.min(...pages.map((page) => page.saved.at(-1)?.frames ?? 0))).toBeGreaterThan(round / 3)
			);
			const { events } = await locked(meetingId);
			await Promise.all(typists);
			const sealed = events[0]?.event;
			if (sealed?.type !== 'minutes-locked') throw new Error('the lock made no event');
			for (const name of ['plan', 'minutes'] as const) {
				const words = await wordsOf(world, meetingId, name);
				const id = (await world.within((tx) => documentsOf(tx, meetingId)))[name];
				const [log] = await world.store.owner`
					select max(seq)::int as last, count(*)::int as n from document_update where document_id = ${id}`;
				expect([words.head, log]).toEqual([sealed.heads[name], { last: sealed.heads[name], n: sealed.heads[name] }]);
				const { json } = await read(meetingId);
				for (const text of Object.values(words.fields))
					expect(json).toContain(JSON.stringify(text.trim()).slice(1, -1));
			}
			const stored = await wordsOf(world, meetingId, 'plan');
			for (const [n, page] of pages.slice(0, 3).entries()) {
				const acknowledged = page.saved.at(-1)?.vector.get(page.clientId ?? 0) ?? 0;
				const mine = (stored.fields[fields[n] ?? ''] ?? '').match(new RegExp(`w${n}x\\d+ `, 'g')) ?? [];
				expect(mine.join('').length).toBe(acknowledged);
				expect(page.closed).toBeNull();
			}
			for (const page of pages) page.ws.terminate();
		}
	}, 60_000);
});
