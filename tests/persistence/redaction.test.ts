/** Taking words out for good: whose right it is, what goes, what stays, and that nothing stored says them any more. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { document, documentClient, documentUpdate, meetingEvent, person, redaction } from '#drizzle/schema.ts';
import type { RedactionReason } from '#lib/redactions/redaction.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import type { DocumentName } from '#lib/wire.ts';
import { offerLateWords } from '#server/application/late-words.ts';
import { type RedactionSeen, readRedactionsPage, readWordsFound } from '#server/application/read-redactions.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { readDocument } from '#server/persistence/document-log.ts';
import { documentOf, documentsNamed, readRecord } from '#server/persistence/final-records.ts';
import { closeFoldWorker } from '#server/persistence/fold-updates.ts';
import { readFormerWords } from '#server/persistence/redact-document.ts';
import { readTyped, storeTyped } from '#server/persistence/typed-text.ts';
import {
	anotherCase,
	auditOf,
	finishedMeeting,
	lock,
	NOT_DISCLOSED,
	openWorld,
	type Who,
	type World,
	wordsOf
} from '../support/meeting-world.ts';
import { plantWords, textColumns, typedColumns, whereWordsAre } from '../support/planted-words.ts';

/** Other words in each test: all look through the whole database. */
let nth = 0;
let STREET = '';
let CANARY = '';
const LINE = '[Redacted: victim’s location, 17 December 2026, B. Thistlewood and F. Inkwell]';
const JUST_NOW = new Date('2100-01-01T00:00:00Z');

let area: World;
let world: World;
let meetingId: string;
beforeAll(async () => {
	area = await openWorld();
	// The minute taker is cleared for names of victims, so that one person can look at everything that is to go.
	await area.within((tx) =>
		tx
			.update(person)
			.set({ grants: ['VICTIM_SENSITIVE'] })
			.where(eq(person.id, area.who.minuteTaker.personId))
	);
});
afterAll(async () => {
	await area.close();
	await Promise.all([closePdfWorker(), closeFoldWorker()]);
});
beforeEach(async () => {
	STREET = `Otterbrook${String.fromCharCode(65 + nth++)} Lane`;
	CANARY = `4 ${STREET} "annexe"`;
	world = await anotherCase(area);
	meetingId = await finishedMeeting(world);
});

const reading = (at = world) => ({
	database: at.store.database,
	cache: at.application.cache,
	now: () => new Date('2026-12-17T12:00:00Z')
});
const find = async (who: Who, words = CANARY) =>
	readWordsFound(reading(), { actor: world.who[who], meetingId, input: { words } });
const found = async (who: Who, words = CANARY) => {
	const looked = await find(who, words);
	if (!looked.ok) throw new Error(looked.message);
	return looked.value.places;
};
const ask = (
	who: Who,
	places: readonly string[],
	words = CANARY,
	over: { reason?: RedactionReason; stepUpAt?: Date | null } = {}
) => {
	const { reason = 'VICTIM_LOCATION', stepUpAt = JUST_NOW } = over;
	const input = { words, reason, places };
	return world.application.askRedaction({ actor: world.who[who], meetingId, commandId: randomUUID(), input, stepUpAt });
};
const page = async (who: Who) => {
	const read = await readRedactionsPage(reading(), world.who[who], meetingId);
	if (!read.ok) throw new Error(read.message);
	return read.value;
};
const newest = async (who: Who): Promise<RedactionSeen> => {
	const [first] = (await page(who)).redactions;
	if (!first) throw new Error('nothing was asked');
	return first;
};
const decide = async (who: Who, decision = 'CONFIRM', stepUpAt: Date | null = JUST_NOW) => {
	const { id, goes } = await newest(who);
	const input = { redactionId: id, decision, seen: goes?.seen ?? '' };
	return world.application.decideRedaction({ actor: world.who[who], meetingId, input, stepUpAt });
};
/** Asks for every place this person finds, and lets the other confirm. */
const takeOut = async (asks: Who, confirms: Who, words = CANARY): Promise<void> => {
	const places = (await found(asks, words)).map(({ key }) => key);
	expect(await ask(asks, places, words)).toMatchObject({ ok: true });
	expect(await decide(confirms)).toEqual({ ok: true, value: null });
};

/** Sets texts of a document as a form does, by one person. */
const type = (who: Who, name: DocumentName, texts: Record<string, string>) =>
	world.within(async (tx) => {
		const documentId = (await documentOf(tx, meetingId, name)) ?? '';
		const typed = await readTyped(tx, { documentId, head: null, texts });
		const to = {
			areaId: world.areaId,
			documentId,
			personId: world.who[who].personId,
			at: new Date('2026-12-17T11:00:00Z')
		};
		if (typed.made) await storeTyped(tx, to, typed.made);
	});
const makeNote = async (words: string): Promise<string> => {
	const named = [world.who.minuteTaker.personId];
	await world.does('chair', meetingId, 'make-restricted-note', {
		...{ item: 'VICTIMS', kind: 'NAMED_ONLY', named, leftOut: [], isHidden: true }
	});
	const view = await world.application.restricted(world.who.chair, meetingId);
	const noteId = (view.ok && view.value.notes.at(-1)?.id) || '';
	await type('chair', restrictedDocument(noteId), { 'note.text': words });
	return noteId;
};
/** In which documents of the meeting the words can still be put together from the log, as text or as what was typed before. */
const inLogs = () =>
	world.within(async (tx) => {
		const names: string[] = [];
		for (const [name, id] of await documentsNamed(tx, meetingId)) {
			const { fields } = await readDocument(tx, id);
			if (Object.values(fields).some((text) => text.includes(CANARY))) names.push(`${name} now`);
			if ((await readFormerWords(tx, id, CANARY)).length > 0) names.push(`${name} before`);
		}
		return names.sort();
	});

describe('what was typed anywhere', () => {
	test('REDACT-1 R17 Y13 words in every place where words can be typed are in no column of any table afterwards, and the rest stands', async () => {
		await type('manager', 'minutes', { 'VICTIMS.notes': `She lives at ${CANARY} now. Her school knows.` });
		await type('social', 'minutes', {
			'VICTIMS.notes': `She lives at ${CANARY} now. Her school knows. A call each Monday.`
		});
		// Typed a letter at a time and taken away again: no row of the log holds the words, and all of them do.
		for (let n = 1; n <= CANARY.length; n++) await type('social', 'plan', { 'R1.evidence': CANARY.slice(0, n) });
		await type('social', 'plan', { 'R1.evidence': 'Letter of 12 May' });
		const noteId = await makeNote(`Seen at ${CANARY}`);
		await world.does('chair', meetingId, 'record-disclosure-decision', {
			...{ ...NOT_DISCLOSED, reasons: `Nobody may learn of ${CANARY}` }
		});
		const ids = { areaId: world.areaId, meetingId, caseId: world.caseId, personId: world.who.social.personId };
		const planted = await plantWords(area.store.owner, { ...ids, agencyId: world.agency.CSC }, CANARY);
		const before = await whereWordsAre(area.store.owner, STREET);
		for (const column of [...planted, 'meeting_event.data', 'mapp_case.subject', 'mapp_case.facts'])
			expect(before[column], column).toBeGreaterThan(0);
		// What is typed in documents lies there sealed.
		expect([before['document_update.update'], before['document_snapshot.state']]).toEqual([undefined, undefined]);
		expect(await inLogs()).toEqual(['minutes now', 'plan before', `${restrictedDocument(noteId)} now`]);
		const heads = await world.within((tx) => documentsNamed(tx, meetingId));

		await takeOut('chair', 'minuteTaker');
		await takeOut('coordinator', 'minuteTaker');

		expect(await inLogs()).toEqual([]);
		expect(await whereWordsAre(area.store.owner, STREET)).toEqual({});
		expect(area.log.join('\n')).not.toContain('Otterbrook');
		const minutes = await wordsOf(world, meetingId, 'minutes');
		expect(minutes.fields['VICTIMS.notes']).toBe(`She lives at ${LINE} now. Her school knows. A call each Monday.`);
		expect(minutes.fields['RISK.notes']).toBe('Said about RISK.');
		expect(minutes.authors.find(({ field }) => field === 'VICTIMS.notes')).toMatchObject({
			...{ personId: world.who.social.personId, at: Date.parse('2026-12-17T11:00:00Z') }
		});
		expect((await wordsOf(world, meetingId, 'plan')).fields['R1.evidence']).toBe('Letter of 12 May');
		// Who wrote what is still told, by ids that nobody had before; the log begins with what stands.
		await world.within(async (tx) => {
			const id = heads.get('minutes') ?? '';
			const owners = await tx.select().from(documentClient).where(eq(documentClient.documentId, id));
			expect(new Set(owners.map(({ personId }) => personId))).toEqual(
				new Set([null, world.who.manager.personId, world.who.social.personId])
			);
			const log = await tx.select().from(documentUpdate).where(eq(documentUpdate.documentId, id));
			const [row] = await tx.select().from(document).where(eq(document.id, id));
			expect([log.length, log[0]?.seq, row?.epoch]).toEqual([1, row?.head, 2]);
		});
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		const record = await world.within((tx) => readRecord(tx, meetingId));
		expect(record?.json).toContain(LINE);
		expect(record?.json).toContain('Nobody may learn of [Redacted]');
		expect(await whereWordsAre(area.store.owner, STREET)).toEqual({});
	}, 60_000);
});

/** Names of columns that hold no typed words in any table: codes, ids, digests, numbers. */
const NO_WORDS = new Set(
	`answer area_name binding_hash bytes category challenge code code_hash command_id content_sha256 device document format hash hmac
	key kind language manner means name_code number path phase previous profile public_key quarter recipient_kind role rule seal
	secret_hash section sha256 side state status token_hash transports type use version xid`.split(/\s+/)
);
/** Tables and columns in which nobody types about a case, and why. */
const NO_TYPED_WORDS: Readonly<Record<string, string>> = {
	'final_record sealed_apart addendum case_bundle.content': 'sealed; versions of it leave text out',
	'document_update document_snapshot document': 'documents, begun anew as a whole',
	redaction: 'its words are gone once it is decided',
	chair_note:
		'for its writer alone: whoever looks for words may not see it, and the clock removes it soon (decision 052)',
	'agency person account area area_name statement agency_contact person_change people_import guest.name guest.role_title guest.email':
		'the register of agencies and people',
	'session session_end ended_session sign_in_attempt sign_in_challenge passkey recovery_code totp_secret first_sign_in seat_offer agency_sign_in agency_link agency_sign_in_begun wall_screen':
		'signing in',
	'meeting_ask.field meeting_ask.pinned_from meeting_ask.pinned_to': 'codes and places',
	wording_template: 'wording of the area, of no case',
	'area_number board_figure board_pack report_facts audit_sample destroyed_by_clock': 'numbers of the area, of no case',
	'audit_event audit_chain audit_checkpoint destruction destruction_certificate permitted_erasure version_look copy_use node_presence presence_note outbox':
		'codes and digests; what is told is made when it is sent',
	'absence.state action.risk_keys action.standing action.asked smb_feedback.theme record_mark hand_off_copy meeting_step':
		'codes',
	'case_change.part case_exclusion.reason case_search_term correction.place correction_decision.settled_as': 'codes',
	'case_share.case_ref case_share.other_area_name case_share_event.actor_name emergency_access.asked_ref':
		'references, names of the register',
	'disclosure_to_make.disclosure_id late_words.field level_change.decided_by level_change.via mapp_case.ref':
		'ids and names of the register',
	'quality_audit referral.ref referral.begun_command restricted_audience restricted_note guest.capacity invitation':
		'codes'
};

describe('whose right it is', () => {
	test('REDACT-2 R17 two humans with their passwords: whoever asked cannot confirm, from no seat of theirs, and nobody else can ask', async () => {
		await type('manager', 'minutes', { 'VICTIMS.notes': `She lives at ${CANARY} now.` });
		for (const who of ['minuteTaker', 'coordinator', 'manager', 'social', 'housing'] as const) {
			const looked = await find(who);
			expect(looked.ok ? looked.value.places : looked.kind, who).toEqual(who === 'coordinator' ? [] : 'missing');
		}
		const [place] = await found('chair');
		expect(place).toMatchObject({
			where: 'The minutes, Notes: Victims and potential victims',
			before: 'She lives at ',
			after: ' now.'
		});
		const key = place?.key ?? '';
		expect(await ask('chair', [key], CANARY, { stepUpAt: null })).toMatchObject({ ok: false, kind: 'step-up' });
		expect(await ask('chair', [], CANARY)).toMatchObject({ ok: false, kind: 'invalid' });
		expect(await ask('chair', [key, key.replace('0]', '1]')])).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		for (const who of ['minuteTaker', 'manager', 'social', 'housing'] as const)
			expect(await ask(who, [key]), who).toMatchObject({
				ok: false,
				kind: who === 'minuteTaker' ? 'forbidden' : 'missing'
			});
		expect(await ask('chair', [key])).toMatchObject({ ok: true });
		expect(await decide('chair')).toMatchObject({ ok: false, kind: 'forbidden' });
		// A further seat of the chair's own, in the unit: the same human.
		const { owner } = area.store;
		const [unit, own] = [world.who.coordinator.personId, world.who.chair.personId];
		const [before] = await owner`select email, password_hash from account where person_id = ${unit}`;
		await owner`update account set email = null, password_hash = null,
			owner_id = (select id from account where person_id = ${own}) where person_id = ${unit}`;
		expect(await decide('coordinator')).toMatchObject({ ok: false, kind: 'forbidden' });
		await owner`update account set owner_id = null, email = ${before?.email}, password_hash = ${before?.password_hash}
			where person_id = ${unit}`;
		expect(await decide('coordinator', 'CONFIRM', null)).toMatchObject({ ok: false, kind: 'step-up' });
		expect(await decide('coordinator', 'WITHDRAW')).toMatchObject({ ok: false, kind: 'forbidden' });
		expect((await wordsOf(world, meetingId, 'minutes')).fields['VICTIMS.notes']).toContain(CANARY);
		expect(await decide('coordinator')).toMatchObject({ ok: true });
		expect(await newest('coordinator')).toMatchObject({ state: 'DONE', took: { places: 1, documents: 1 }, goes: null });
		expect(await decide('coordinator')).toMatchObject({ ok: false, kind: 'not-now' });
		const acts = (await auditOf(world, meetingId)).filter(({ act }) => act.includes('redaction')).map(({ act }) => act);
		expect(acts.filter((act) => act !== 'view-redactions')).toEqual([
			...['deny-ask-redaction', 'ask-redaction', 'deny-confirm-redaction', 'deny-confirm-redaction'],
			...['deny-confirm-redaction', 'confirm-redaction']
		]);
	});

	test('REDACT-3 R17 what changed since it was looked at is not taken out, and words of what was refused or withdrawn are kept no longer', async () => {
		await type('manager', 'minutes', { 'VICTIMS.notes': `She lives at ${CANARY} now.` });
		const keys = (await found('chair')).map(({ key }) => key);
		await ask('chair', keys);
		const { id, goes } = await newest('coordinator');
		await type('manager', 'minutes', { 'VICTIMS.notes': `He lives at ${CANARY} now.` });
		const input = { redactionId: id, decision: 'CONFIRM', seen: goes?.seen };
		const late = { actor: world.who.coordinator, meetingId, input, stepUpAt: JUST_NOW };
		expect(await world.application.decideRedaction(late)).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect((await wordsOf(world, meetingId, 'minutes')).fields['VICTIMS.notes']).toContain(CANARY);
		expect(await decide('coordinator', 'REFUSE')).toMatchObject({ ok: true });
		await ask('chair', keys);
		expect(await decide('chair', 'WITHDRAW')).toMatchObject({ ok: true });
		const rows = await world.within((tx) =>
			tx.select().from(redaction).where(eq(redaction.meetingId, meetingId)).orderBy(redaction.number)
		);
		expect(rows.map(({ state, words, places }) => [state, words, places])).toEqual([
			['REFUSED', null, null],
			['WITHDRAWN', null, null]
		]);
	});

	test('REDACT-4 R5 a note kept apart is found by nobody it is not for, and confirmed by nobody who may not read it', async () => {
		await makeNote(`Seen at ${CANARY}`);
		const places = await found('chair');
		expect(places.map(({ where }) => where)).toContain('A restricted note, Note');
		await ask(
			'chair',
			places.filter(({ where }) => where.startsWith('A restricted')).map(({ key }) => key)
		);
		expect(await newest('coordinator')).toMatchObject({ goes: null, may: { decide: true } });
		expect(await decide('coordinator')).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect((await newest('minuteTaker')).goes?.words).toBe(CANARY);
		const events = () => world.within((tx) => tx.$count(meetingEvent, eq(meetingEvent.meetingId, meetingId)));
		const before = await events();
		expect(await decide('minuteTaker')).toMatchObject({ ok: true });
		// Everybody in the room would be told by an event.
		expect(await events()).toBe(before);
		expect(await inLogs()).toEqual([]);
	});
});

describe('after the lock', () => {
	test('REDACT-5 R15 R17 what the record says stays; what was typed before, late words and filings go, and the record has every byte it had', async () => {
		await type('social', 'minutes', { 'VICTIMS.notes': `Her school at ${CANARY}.` });
		await type('social', 'minutes', { 'VICTIMS.notes': 'Her school knows.' });
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		const before = await world.within((tx) => readRecord(tx, meetingId));
		const parts = { database: world.store.database, admission: world.application.admission };
		const offered = { field: 'VICTIMS.notes', text: `Still at ${CANARY}` };
		await offerLateWords(parts, { actor: world.who.social, meetingId, input: offered });
		const filed = { filedOn: '2026-12-17', system: 'Case system', reference: CANARY };
		await world.does('coordinator', meetingId, 'file-minutes', filed);
		const places = await found('chair');
		expect(places.map(({ where }) => where)).toContain('Words that came too late');
		expect(places.find(({ key }) => key === '["former","minutes"]')?.formerly).toEqual([
			'Notes: Victims and potential victims'
		]);
		await takeOut('chair', 'minuteTaker');
		expect(await inLogs()).toEqual([]);
		expect(await whereWordsAre(area.store.owner, STREET)).toEqual({});
		const after = await world.within((tx) => readRecord(tx, meetingId));
		expect([after?.json, after?.sha256, Buffer.from(after?.pdf ?? []).equals(Buffer.from(before?.pdf ?? []))]).toEqual([
			...[before?.json, before?.sha256, true]
		]);
		expect((await wordsOf(world, meetingId, 'minutes')).fields['VICTIMS.notes']).toBe('Her school knows.');
		const again = await world.application.readFinal(world.who.chair, meetingId, 'view-final-minutes');
		expect(again.ok).toBe(true);
		// Words that the record says: nothing that says the same because of it is offered, and the database refuses it as well.
		const word = 'Early report';
		const inRecord = await find('chair', word);
		expect(
			inRecord.ok && [inRecord.value.inRecord, inRecord.value.places.filter(({ formerly }) => formerly === null)]
		).toEqual([true, []]);
		const { owner } = area.store;
		const [row] =
			await owner`insert into redaction (area_id, meeting_id, number, state, reason, words, places, asked_by, asked_at, command_id)
			values (${world.areaId}, ${meetingId}, 9, 'ASKED', 'NOT_LAWFUL', ${word}, '{}', ${world.who.chair.personId}, now(), 'by hand')
			returning id`;
		const feedback = await owner`select id from smb_feedback where meeting_id = ${meetingId}`;
		await expect(
			owner.begin(async (sql) => {
				await sql`select set_config('mapp.area_id', ${world.areaId}, true)`;
				await sql`select redact_text(${row?.id}, 'smb_feedback', 'text', ${feedback[0]?.id}, '{}', '[Redacted]')`;
			})
		).rejects.toThrow('the words are in the locked record');
		await owner`update redaction set state = 'WITHDRAWN', words = null, places = null, decided_by = asked_by, decided_at = now() where id = ${row?.id}`;
	});
});

describe('what nobody gets round', () => {
	test('REDACT-6 DB-8 the application’s role changes nothing that happened, whatever it calls itself, and the functions do nothing that is not asked for', async () => {
		await type('social', 'minutes', { 'VICTIMS.notes': `Her school at ${CANARY}.` });
		const asApp = (work: (tx: Parameters<Parameters<typeof world.within>[0]>[0]) => Promise<unknown>) =>
			world.within(async (tx) => {
				await tx.execute("select set_config('mapp.redacting', 'on', true)");
				await work(tx);
			});
		const cause = (problem: unknown) => String((problem as { cause?: unknown }).cause ?? problem);
		const refused = async (statement: string) => {
			const problem = await asApp((tx) => tx.execute(statement)).then(() => 'done', cause);
			return problem;
		};
		expect(await refused('delete from document_update')).toContain('permission denied');
		expect(await refused("update meeting_event set data = '{}'")).toContain('permission denied');
		expect(await refused('delete from redaction')).toContain('permission denied');
		const nobody = randomUUID();
		expect(
			await refused(`select redact_text('${nobody}', 'meeting_event', 'data', '1', '{}', '[Redacted]')`)
		).toContain('nothing is asked');
		const id = await world.within((tx) => documentOf(tx, meetingId, 'minutes'));
		expect(
			await refused(`select begin_document_anew('${nobody}', '${id}', '${nobody}', '', '', '{}', '{}', '{}')`)
		).toContain('nothing is asked');
		await ask(
			'chair',
			(await found('chair')).map(({ key }) => key)
		);
		const asked = (await newest('coordinator')).id;
		expect(
			await refused(`select redact_text('${asked}', 'final_record', 'record', '1', '{}', '[Redacted]')`)
		).toContain('not a place');
		expect(
			await refused(`select redact_text('${asked}', 'meeting_event', 'data', '1', '{venue}', 'Anything')`)
		).toContain('not a place');
		expect(await refused(`select note_redaction('${asked}', '${world.who.chair.personId}', now(), '{}')`)).toContain(
			'not locked'
		);
		expect((await wordsOf(world, meetingId, 'minutes')).fields['VICTIMS.notes']).toContain(CANARY);
	});

	test('REDACT-7 every column that can hold words is either looked through for words to take out, or is named here with why it holds none', async () => {
		const typed = await typedColumns(area.store.owner);
		const all = await textColumns(area.store.owner);
		expect(typed.filter((name) => !all.includes(name))).toEqual([]);
		const named = new Set(Object.keys(NO_TYPED_WORDS).flatMap((names) => names.split(' ')));
		const isNamed = (name: string): boolean => {
			const [table = '', column = ''] = name.split('.');
			return named.has(name) || named.has(table) || NO_WORDS.has(column);
		};
		expect(all.filter((name) => !typed.includes(name) && !isNamed(name))).toEqual([]);
		// What is named here is there, or was renamed.
		expect([...named].filter((name) => !all.some((one) => one === name || one.startsWith(`${name}.`)))).toEqual([]);
	});
});
