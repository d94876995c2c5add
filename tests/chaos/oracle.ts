/**
 * Judges one round (promises.md 3.1): what the clients were told against what the database and every copy hold. Pure: it
 * is handed everything it looks at, so that a test can show it something wrong.
 */
import { type Op, readToken, tokensIn } from './journal.ts';

export type ClientEvidence = { readonly client: number; readonly personId: string; readonly ops: readonly Op[] };
/** One stored update: who the log says wrote it, and what it inserted. */
export type LogRow = { readonly seq: number; readonly personId: string | null; readonly inserted: readonly string[] };
export type Copy = {
	readonly name: string;
	readonly fields: Readonly<Record<string, string>>;
	/** it waits for something that never came */
	readonly pending: boolean;
	/** knows only what it shows: every text of the database must be among its texts */
	readonly partial?: boolean;
};
export type Evidence = {
	readonly clients: readonly ClientEvidence[];
	readonly log: readonly LogRow[];
	/** the number the database says the log has reached */
	readonly head: number;
	/** all updates of the log put together */
	readonly stored: Readonly<Record<string, string>>;
	/** what stood in the fields before anybody typed */
	readonly before: Readonly<Record<string, string>>;
	readonly copies: readonly Copy[];
	/** shown author of a field against the only person who wrote in it */
	readonly shownAuthors: readonly { readonly shown: string | null; readonly real: string }[];
	/** chains of the audit that are not as they were written */
	readonly brokenChains: number;
};

export type Counts = {
	/** changes the server has acknowledged */
	acknowledged: number;
	/** changes without an answer */
	unknown: number;
	refused: number;
	/** acknowledged words that are not there */
	lost: number;
	/** words that are there more than once, or that nobody wrote */
	doubled: number;
	/** words whose deletion was acknowledged, or whose writing was refused, and that are there */
	cameBack: number;
	/** a client's words in another order than it wrote them */
	inversions: number;
	wrongAuthors: number;
	/** copies that do not show what the database holds, or that wait for something */
	differences: number;
	/** numbers missing in the log, or given twice */
	gaps: number;
	/** chains of the audit that are not as they were written */
	brokenChains: number;
};
export const FAULTS = [
	...(['lost', 'doubled', 'cameBack', 'inversions', 'wrongAuthors', 'differences', 'gaps', 'brokenChains'] as const)
];

export const noCounts = (): Counts => ({
	...{ acknowledged: 0, unknown: 0, refused: 0, lost: 0, doubled: 0, cameBack: 0 },
	...{ inversions: 0, wrongAuthors: 0, differences: 0, gaps: 0, brokenChains: 0 }
});
export function addCounts(to: Counts, more: Counts): void {
	for (const name of Object.keys(to) as (keyof Counts)[]) to[name] += more[name];
}

export function judge(evidence: Evidence): Counts {
	const counts = noCounts();
	const found = tokensOf(evidence.stored);
	for (const { ops } of evidence.clients) judgeClient(ops, found, counts);
	const written = new Set(evidence.clients.flatMap(({ ops }) => ops.map((op) => op.token)));
	for (const token of found.keys()) if (!written.has(token)) counts.doubled++;
	counts.inversions = inversionsIn(evidence.stored);
	counts.wrongAuthors = wrongAuthors(evidence);
	counts.differences = evidence.copies.filter((copy) => differs(copy, evidence.stored)).length;
	counts.differences += tornFields(evidence);
	counts.gaps = gapsIn(evidence.log, evidence.head);
	counts.brokenChains = evidence.brokenChains;
	return counts;
}

function tokensOf(fields: Readonly<Record<string, string>>): Map<string, number> {
	const found = new Map<string, number>();
	for (const text of Object.values(fields))
		for (const token of tokensIn(text)) found.set(token, (found.get(token) ?? 0) + 1);
	return found;
}

function judgeClient(ops: readonly Op[], found: ReadonlyMap<string, number>, counts: Counts): void {
	const deletions = new Map(ops.filter((op) => op.kind === 'delete').map((op) => [op.token, op.state]));
	for (const op of ops) {
		if (op.state === 'ok') counts.acknowledged++;
		else if (op.state === 'refused') counts.refused++;
		else counts.unknown++;
		if (op.kind === 'delete') continue;
		const times = found.get(op.token) ?? 0;
		const deletion = deletions.get(op.token);
		if (times > 1) counts.doubled++;
		if (times > 0 && (op.state === 'refused' || deletion === 'ok')) counts.cameBack++;
		// A deletion that was refused leaves the word where it was.
		if (times === 0 && op.state === 'ok' && (deletion === undefined || deletion === 'refused')) counts.lost++;
	}
}

/** Each client writes its words at the end of what it sees, so they stand in every field in the order of their numbers. */
function inversionsIn(fields: Readonly<Record<string, string>>): number {
	let inversions = 0;
	for (const text of Object.values(fields)) {
		const last = new Map<number, number>();
		for (const token of tokensIn(text)) {
			const { client, n } = readToken(token);
			if (n < (last.get(client) ?? -1)) inversions++;
			last.set(client, n);
		}
	}
	return inversions;
}

function wrongAuthors({ clients, log, shownAuthors }: Evidence): number {
	const person = new Map(clients.map(({ client, personId }) => [client, personId]));
	const inLog = log.flatMap(({ personId, inserted }) =>
		inserted.flatMap(tokensIn).filter((token) => person.get(readToken(token).client) !== personId)
	);
	return inLog.length + shownAuthors.filter(({ shown, real }) => shown !== null && shown !== real).length;
}

const nonEmpty = (fields: Readonly<Record<string, string>>): [string, string][] =>
	Object.entries(fields)
		.filter(([, text]) => text !== '')
		.sort(([a], [b]) => (a < b ? -1 : 1));

function differs(copy: Copy, stored: Evidence['stored']): boolean {
	if (copy.pending) return true;
	if (!copy.partial) return JSON.stringify(nonEmpty(copy.fields)) !== JSON.stringify(nonEmpty(stored));
	const shown = new Set(Object.values(copy.fields).map((text) => text.trim()));
	return nonEmpty(stored).some(([, text]) => text.trim() !== '' && !shown.has(text.trim()));
}

/** Fields in which anything stands but whole words and what stood there before. */
const tornFields = ({ stored, before }: Evidence): number =>
	Object.entries(stored).filter(([field, text]) => {
		const rest = text.replaceAll(/u\d+-\d{6} /g, '').trim();
		return rest !== (before[field] ?? '').trim();
	}).length;

function gapsIn(log: readonly LogRow[], head: number): number {
	const numbers = new Set(log.map((row) => row.seq));
	let gaps = log.length - numbers.size;
	// Once, and never spread: a soak has a hundred thousand of them.
	const last = log.reduce((most, { seq }) => Math.max(most, seq), head);
	for (let seq = 1; seq <= last; seq++) if (!numbers.has(seq) || seq > head) gaps++;
	return gaps;
}
