/** Storing updates: each document's head is raised and the updates get the numbers so gained (R10, R14, P5). */
import { sql } from 'drizzle-orm';
import { type Database, nameArea, type Tx } from './database.ts';
import { isWhole, type LogTail, readTails } from './document-tail.ts';
import { type Seal, sealWith } from './sealed-update.ts';

export type LogEntry = { readonly personId: string; readonly fields: readonly string[]; readonly update: Uint8Array };
/** Updates to store after number `expectedHead`, all or none. */
export type Append = {
	readonly documentId: string;
	readonly expectedHead: number;
	readonly entries: readonly LogEntry[];
	/** stored only in a document of this epoch (R16) */
	readonly epoch: number;
	/** the document's key in that epoch, as it was loaded with it; null = from before there were keys */
	readonly keyId: string | null;
	/**
	 * Called when others have stored after `expectedHead`, with all of that and while the document is held for us: answers
	 * what is to be stored after it. It may be called again for the same append, and what it answered may come to nothing
	 * when the transaction fails; what it was told is committed in any case. Throwing undoes the transaction.
	 */
	readonly rebase?: (tail: LogTail) => readonly LogEntry[];
};

/**
 * `stored`: committed, `at` is the database's time in ms. `sealed`: the document takes nothing any more. `renewed`: it has
 * another epoch. `moved`: the log has grown without us, what we know of it is old. `busy`: somebody holds the document
 * right now, ask again.
 */
export type AppendOutcome =
	| { readonly kind: 'stored'; readonly head: number; readonly at: number }
	| { readonly kind: 'sealed' | 'renewed' | 'moved' | 'busy' };

export type AreaAppends = { readonly areaId: string; readonly appends: readonly Append[] };

/**
 * Stores in several areas, one transaction for all of them; outcomes in the same order. A document that is sealed, or held
 * by a transaction that may be sealing it, is left out: nothing waits, and a seal and a late write cannot both win (P5).
 */
export async function appendUpdates(
	database: Pick<Database, 'call' | 'withoutArea' | 'keys'>,
	all: readonly AreaAppends[]
): Promise<AppendOutcome[][]> {
	const seals = await sealsOf(database.keys, all);
	const isSealable = ({ documentId }: Append): boolean => seals.has(documentId);
	if (all.every(({ appends }) => appends.every(isSealable))) return appendSealed(database, all, seals);
	// Begun anew elsewhere, with the key destroyed, before this node has noticed: the others are stored all the same.
	const rest = all.map(({ areaId, appends }) => ({ areaId, appends: appends.filter(isSealable) }));
	const outcomes = await appendSealed(database, rest, seals);
	return all.map(({ appends }, n) =>
		appends.map((append) => (isSealable(append) ? (outcomes[n]?.shift() as AppendOutcome) : { kind: 'renewed' }))
	);
}

async function appendSealed(
	database: Pick<Database, 'call' | 'withoutArea'>,
	all: readonly AreaAppends[],
	seals: Seals
): Promise<AppendOutcome[][]> {
	const stored = times(await database.call<Stored>('store_all_updates', storing(all, seals)));
	if (stored.size === 0) return database.withoutArea((tx) => appendOneByOne(tx, all, seals));
	return all.map(({ appends }) => appends.map((append) => storedOutcome(append, stored)));
}

/** by document; without those whose key is gone */
type Seals = ReadonlyMap<string, Seal>;

async function sealsOf(keys: Database['keys'], all: readonly AreaAppends[]): Promise<Seals> {
	const appends = all.flatMap((one) => one.appends);
	const known = await keys.read(appends.flatMap(({ keyId }) => keyId ?? []));
	const seals = new Map<string, Seal>();
	for (const { documentId, keyId } of appends) {
		const key = keyId === null ? null : known.get(keyId);
		if (key !== undefined) seals.set(documentId, sealWith(key, documentId));
	}
	return seals;
}

/**
 * When not all can be stored as they are: whoever comes second and can rebase stores in the same transaction, because two
 * nodes that each start again would take turns in being late.
 */
async function appendOneByOne(tx: Tx, all: readonly AreaAppends[], seals: Seals): Promise<AppendOutcome[][]> {
	const stored = await raise(tx, all, seals);
	const outcomes: AppendOutcome[][] = [];
	for (const { areaId, appends } of all) {
		const late = appends.filter((append) => !stored.has(append.documentId));
		const others = late.length === 0 ? null : await storeLate(tx, { areaId, appends: late }, seals);
		outcomes.push(
			appends.map((append) =>
				stored.has(append.documentId)
					? storedOutcome(append, stored)
					: (others?.get(append.documentId) ?? { kind: 'moved' })
			)
		);
	}
	return outcomes;
}

const storedOutcome = (append: Append, stored: ReadonlyMap<string, number>): AppendOutcome => ({
	kind: 'stored',
	head: append.expectedHead + append.entries.length,
	at: stored.get(append.documentId) as number
});

async function storeLate(
	tx: Tx,
	{ areaId, appends: late }: AreaAppends,
	seals: Seals
): Promise<Map<string, AppendOutcome>> {
	await nameArea(tx, areaId);
	const rebasing = late.filter((append) => append.rebase !== undefined).map((append) => append.documentId);
	const held = await hold(tx, rebasing);
	const tails = await readTails(
		tx,
		late.map(({ documentId, expectedHead }) => ({ documentId, after: expectedHead }))
	);
	const outcomes = new Map<string, AppendOutcome>();
	const rebased: Append[] = [];
	for (const { documentId, expectedHead, epoch, keyId, entries, rebase } of late) {
		const tail = tails.get(documentId);
		if (tail === undefined) outcomes.set(documentId, { kind: 'moved' });
		else if (tail.epoch !== epoch) outcomes.set(documentId, { kind: 'renewed' });
		else if (tail.sealed) outcomes.set(documentId, { kind: 'sealed' });
		else if (rebase !== undefined && !held.has(documentId)) outcomes.set(documentId, { kind: 'busy' });
		else if (rebase !== undefined && tail.head >= expectedHead && isWhole(tail, expectedHead))
			rebased.push({
				...{ documentId, epoch, keyId, expectedHead: tail.head },
				entries: tail.head > expectedHead ? rebase(tail) : entries
			});
		else outcomes.set(documentId, { kind: tail.head === expectedHead ? 'busy' : 'moved' });
	}
	if (rebased.length === 0) return outcomes;
	const at = await raise(tx, [{ areaId, appends: rebased }], seals);
	for (const { documentId, expectedHead, entries } of rebased)
		outcomes.set(documentId, {
			kind: 'stored',
			head: expectedHead + entries.length,
			at: at.get(documentId) as number
		});
	return outcomes;
}

/** Keeps these documents to this transaction, except those somebody else has. What is read afterwards stays so. */
async function hold(tx: Tx, documentIds: readonly string[]): Promise<Set<string>> {
	if (documentIds.length === 0) return new Set();
	const rows = await tx.execute<{ id: string }>(sql`
		select id from document where id = any(${sql.param([...documentIds])}::uuid[]) for no key update skip locked`);
	return new Set(rows.map((row) => row.id));
}

type Stored = { readonly document_id: string; readonly stored_at: number };

/** Stores where the head is as expected and the document open. @returns the time (ms) for each document where it was */
async function raise(tx: Tx, all: readonly AreaAppends[], seals: Seals): Promise<Map<string, number>> {
	const values = storing(all, seals).map((value) => sql.param(value));
	const stored = await tx.execute<Stored>(sql`select * from store_updates(${sql.join(values, sql`, `)})`);
	return times(stored);
}

const times = (rows: readonly Stored[]): Map<string, number> =>
	new Map(rows.map((row) => [row.document_id, Math.floor(row.stored_at)]));

/**
 * What `store_updates` (migrations) is called with: a list for each column of documents, then of updates. Written out as
 * PostgreSQL reads them: the driver would look at every element of every list, sixty times a second.
 */
function storing(all: readonly AreaAppends[], seals: Seals): string[] {
	const [areas, ids, heads, counts, epochs]: Columns = [[], [], [], [], []];
	const [of, seqs, people, changed, updates]: Columns = [[], [], [], [], []];
	for (const { areaId, appends } of all)
		for (const { documentId, expectedHead, entries, epoch } of appends) {
			areas.push(areaId);
			ids.push(documentId);
			heads.push(`${expectedHead}`);
			counts.push(`${entries.length}`);
			epochs.push(`${epoch}`);
			const seal = seals.get(documentId) as Seal;
			let seq = expectedHead;
			for (const { personId, fields, update } of entries) {
				const stored = seal.update(++seq, update);
				of.push(`${ids.length}`);
				seqs.push(`${seq}`);
				people.push(personId);
				changed.push(quoted(fields.join(' ')));
				updates.push(quoted(`\\x${Buffer.from(stored.buffer, stored.byteOffset, stored.length).toString('hex')}`));
			}
		}
	const columns = [areas, ids, heads, counts, epochs, of, seqs, people, changed, updates];
	return columns.map((values) => `{${values.join(',')}}`);
}
type Columns = [string[], string[], string[], string[], string[]];

/** As an element of a list. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
