/**
 * As many running meetings as a bench asks for, each with twelve people and twelve sessions of its own, copied row by row
 * from one made by real commands: every id in a copy is another one. Twenty meetings share an area (design.md 6, the
 * national ceiling: 42 areas of 20).
 */
import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import type { DocumentKeys } from '#server/persistence/document-keys.ts';
import { foldUpdates } from '#server/persistence/fold-updates.ts';
import { sealOf } from '#server/persistence/sealed-update.ts';
import type { FirstMeeting } from './first-meeting.ts';
import { HISTORY_CLIENTS, type History } from './long-history.ts';

export type CopiedMeeting = {
	readonly meetingId: string;
	readonly areaId: string;
	readonly planId: string;
	readonly personIds: readonly string[];
	/** session tokens by seat */
	readonly tokens: readonly string[];
};

const PER_AREA = 20;
/** While a room is open it folds every 3,000 updates: a copy of a long log carries its fold as the server would have kept it. */
const FOLD_EVERY = 3000;

const renamed = (id: string, copy: string): string => {
	const hex = createHash('md5').update(`${id} ${copy}`).digest('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
const areaCopy = (meeting: number): string => `area ${Math.floor(meeting / PER_AREA)}`;
const meetingCopy = (meeting: number): string => `meeting ${meeting}`;
const tokenOf = (meeting: number, seat: number): string =>
	createHash('sha256').update(`bench ${process.pid} ${meeting} ${seat}`).digest('base64url');

/** Prepares the database for copying. @param owner a connection that row security does not bind */
export async function prepareCopying(owner: postgres.Sql, first: FirstMeeting): Promise<void> {
	await owner.unsafe(`
		create table bench_word (place int primary key, word text not null, per_area boolean not null);
		alter table bench_word enable row level security, force row level security;
		create policy all_of_it on bench_word using (true);
		create function bench_copy(row_text text, meeting_copy text, area_copy text, number int) returns text
		language plpgsql stable as $$
		declare one bench_word; put text;
		begin
			for one in select * from bench_word order by place loop
				if one.word like '%-%-%-%-%' then
					put := md5(one.word || ' ' || case when one.per_area then area_copy else meeting_copy end)::uuid::text;
				else
					put := one.word || case when one.per_area then number / ${PER_AREA} else number end;
				end if;
				row_text := replace(row_text, one.word, put);
			end loop;
			return row_text;
		end $$`);
	const documents = await owner`select id, key_id from document where meeting_id = ${first.meetingId}`;
	const accounts = await owner`select id from account where person_id = any(${[...first.personIds]}::uuid[])`;
	const statements = await owner`select id from statement where area_id = ${first.areaId}`;
	const others = await owner`select id from agency where area_id = ${first.areaId}`;
	const perMeeting = [
		first.meetingId,
		first.caseId,
		...first.personIds,
		...[...documents, ...accounts].map(({ id }) => id),
		...documents.map((one) => one.key_id)
	];
	const perArea = [first.areaId, ...[...statements, ...others].map(({ id }) => id), first.areaCode];
	const words = [
		...perMeeting.map((word) => ({ word, perArea: false })),
		{ word: first.caseRef, perArea: false },
		{ word: first.mailDomain.slice(0, first.mailDomain.indexOf('.')), perArea: false },
		...perArea.map((word) => ({ word, perArea: true }))
	];
	for (const [place, { word, perArea: isArea }] of words.entries())
		await owner`insert into bench_word values (${place}, ${word}, ${isArea})`;
}

/** @property owner a connection that row security does not bind */
export type Store = { readonly owner: postgres.Sql; readonly keys: DocumentKeys };

/** Copies the first meeting for each number. Numbers rise and are never used twice. @param seats sessions of each meeting */
export async function copyMeetings(
	{ owner, keys }: Store,
	first: FirstMeeting,
	numbers: readonly number[],
	seats: number
): Promise<CopiedMeeting[]> {
	const allSeats = Array.from({ length: seats }, (_, seat) => seat);
	const copy = (table: string, which: string) => `
		insert into ${table} select (jsonb_populate_record(null::${table},
			bench_copy(to_jsonb(s)::text, 'meeting ' || n, 'area ' || n / ${PER_AREA}, n)::jsonb)).*
		from (select * from ${table} where ${which}) s, unnest('{${numbers.join()}}'::int[]) as n`;
	const inArea = `area_id = '${first.areaId}'`;
	const people = `person_id in (${first.personIds.map((id) => `'${id}'`).join()})`;
	const meeting = `meeting_id = '${first.meetingId}'`;
	await owner.begin(async (tx) => {
		for (const [table, which] of [
			['area', `id = '${first.areaId}'`],
			['statement', inArea],
			['agency', inArea]
		] as const)
			await tx.unsafe(`${copy(table, which)} where n % ${PER_AREA} = 0`);
		for (const [table, which] of [
			['person', people.replace('person_id', 'id')],
			['account', people],
			['mapp_case', `id = '${first.caseId}'`],
			['meeting', `id = '${first.meetingId}'`],
			['meeting_event', meeting],
			['invitation', meeting],
			['document', meeting]
		] as const)
			await tx.unsafe(copy(table, which));
		const ids = await tx`select id, person_id as "personId" from account where ${tx.unsafe(people)}`;
		const accountOf = new Map(ids.map(({ id, personId }) => [personId as string, id as string]));
		const sessions = numbers.flatMap((number) =>
			allSeats.map((seat) => ({
				id: createHash('sha256').update(tokenOf(number, seat)).digest('hex'),
				account: renamed(
					accountOf.get(first.personIds[seat % first.personIds.length] as string) ?? '',
					meetingCopy(number)
				)
			}))
		);
		await tx`
			insert into session (id, account_id, strength, expires_at, absolute_end_at)
			select s.id, s.account, 2, now() + interval '11 hours', now() + interval '12 hours'
			from unnest(${sessions.map((one) => one.id)}::text[], ${sessions.map((one) => one.account)}::uuid[]) as s(id, account)`;
	});
	const [document] = await owner`select array_agg(key_id) as keys from document where meeting_id = ${first.meetingId}`;
	for (const number of numbers)
		for (const keyId of document?.keys ?? []) await keys.make(renamed(keyId, meetingCopy(number)));
	await owner`analyze`;
	const [plan] = await owner`select id from document where meeting_id = ${first.meetingId} and name = 'plan'`;
	return numbers.map((number) => ({
		meetingId: renamed(first.meetingId, meetingCopy(number)),
		areaId: renamed(first.areaId, areaCopy(number)),
		planId: renamed(plan?.id ?? '', meetingCopy(number)),
		personIds: first.personIds.map((id) => renamed(id, meetingCopy(number))),
		tokens: allSeats.map((seat) => tokenOf(number, seat))
	}));
}

const BATCH = 2000;

/** Writes a history into the log of documents nobody has opened, with the fold that the server would have kept. */
export async function writeHistory(
	{ owner, keys }: Store,
	into: readonly CopiedMeeting[],
	history: History
): Promise<void> {
	const { updates } = history;
	const folded = Math.floor(updates.length / FOLD_EVERY) * FOLD_EVERY;
	const fold = folded === 0 ? null : foldUpdates(updates.slice(0, folded).map(({ update }) => update));
	for (const { areaId, planId, personIds } of into) {
		const [row] = await owner`select key_id from document where id = ${planId}`;
		const seal = await sealOf(keys, planId, row?.key_id ?? null);
		await owner.begin(async (tx) => {
			// What is copied was checked when it was written.
			await tx`set local session_replication_role = replica`;
			await tx`update document set head = ${updates.length} where id = ${planId}`;
			await tx`
			insert into document_client (area_id, document_id, client_id, person_id)
			select ${areaId}::uuid, ${planId}::uuid, c.client, c.person
			from unnest(${HISTORY_CLIENTS.map(String)}::bigint[], ${[...personIds]}::uuid[]) as c(client, person)`;
			for (let from = 0; from < updates.length; from += BATCH) {
				const part = updates.slice(from, from + BATCH);
				const hex = part.map(({ update }, n) => Buffer.from(seal.update(from + n + 1, update)).toString('hex'));
				const people = part.map(({ seat }) => personIds[seat] as string);
				await tx`
				insert into document_update (area_id, document_id, seq, person_id, fields, update)
				select ${areaId}::uuid, ${planId}::uuid, ${from} + u.n, u.person, array[u.field], decode(u.hex, 'hex')
				from unnest(${people}::uuid[], ${part.map((one) => one.field)}::text[], ${hex}::text[])
					with ordinality as u(person, field, hex, n)`;
			}
			if (fold)
				await tx`
				insert into document_snapshot (document_id, area_id, seq, state)
				values (${planId}, ${areaId}, ${folded}, ${Buffer.from(seal.state(folded, fold))})`;
		});
	}
}
