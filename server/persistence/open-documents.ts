/**
 * The door of a document, asked of the database: who a session belongs to, how the meeting stands, and a client id for whom
 * the caller would let write. Those who come in the same moment, as after a restart, are asked about in one statement (migrations).
 */

import type { SessionKind, SessionMeans, SessionStrength } from '#lib/people/session-kinds.ts';
import { type Issued, randomClientId } from './client-ids.ts';
import type { Database } from './database.ts';
import { headFrom } from './document-tail.ts';

/** Who may write as of one version of the meeting and of its area's statement: those and nobody else are given an id. */
export type Writers = {
	readonly version: number;
	readonly statement: number;
	/** person ids with spaces between them */
	readonly personIds: string;
};
export type DoorAsked = {
	readonly sessionId: string;
	readonly meetingId: string;
	readonly name: string;
	/** null: nobody is given an id yet */
	readonly writers: Writers | null;
};

/** Times in ms. Columns of a person, meeting or document are null where the session's area has none. */
export type DoorRow = {
	n: number;
	account_id: string;
	area_id: string;
	is_disabled: boolean;
	kind: SessionKind;
	strength: SessionStrength;
	means: SessionMeans;
	created_at: number;
	last_seen_at: number;
	expires_at: number;
	absolute_end_at: number;
	step_up_at: number | null;
	person_id: string | null;
	name: string;
	role_title: string;
	roles: string[];
	agency_id: string;
	agency_name: string;
	agency_code: string;
	version: number | null;
	statement: number;
	document_id: string | null;
	access: number;
	is_closed: boolean;
};
type GivenRow = { issued: boolean; head: number; sealed: boolean; epoch: number; sealed_at: number; earlier: number[] };

/** A client id issued at the door, with how the document stood in that moment. */
export type IssuedAtDoor = Issued & { readonly clientId: number };
export type OpenedDoor = { readonly row: DoorRow; readonly issued: IssuedAtDoor | null };

type Call = DoorAsked & {
	readonly clientId: number;
	readonly resolve: (door: OpenedDoor | null) => void;
	readonly reject: (problem: unknown) => void;
};

/** Nobody alone waits; of many, those of so long go together. */
const GATHER_MS = 20;
const MOST_AT_ONCE = 100;

/** Null: there is no such session. @param leastStrength sessions of less are given no client id */
export function jointDoors(
	database: Pick<Database, 'call'>,
	leastStrength: SessionStrength
): (asked: DoorAsked) => Promise<OpenedDoor | null> {
	const waiting: Call[] = [];
	let askedAt = Number.NEGATIVE_INFINITY;

	const askWaiting = (): void => {
		askedAt = performance.now();
		void answer(waiting.splice(0, MOST_AT_ONCE));
		if (waiting.length > 0) setImmediate(askWaiting);
	};

	async function answer(calls: readonly Call[]): Promise<void> {
		try {
			const rows = await database.call<DoorRow & GivenRow>('open_documents', [
				calls.map(({ sessionId }) => sessionId),
				calls.map(({ meetingId }) => meetingId),
				calls.map(({ name }) => name),
				calls.map(({ clientId, writers }) => (writers === null ? 0 : clientId)),
				calls.map(({ writers }) => writers?.version ?? 0),
				calls.map(({ writers }) => writers?.statement ?? 0),
				calls.map(({ writers }) => writers?.personIds ?? ''),
				leastStrength
			]);
			const found = new Map(rows.map((row) => [row.n, row]));
			for (const [n, { clientId, resolve }] of calls.entries()) {
				const row = found.get(n + 1);
				resolve(row === undefined ? null : { row, issued: issuedFrom(row, clientId) });
			}
		} catch (problem) {
			// What is wrong with one must not keep out the others.
			if (calls.length === 1) calls[0]?.reject(problem);
			else for (const call of calls) void answer([call]);
		}
	}

	return (asked) =>
		new Promise((resolve, reject) => {
			if (waiting.push({ ...asked, clientId: randomClientId(), resolve, reject }) > 1) return;
			const wait = askedAt + GATHER_MS - performance.now();
			if (wait <= 0) setImmediate(askWaiting);
			else setTimeout(askWaiting, wait);
		});
}

function issuedFrom(row: DoorRow & GivenRow, clientId: number): IssuedAtDoor | null {
	if (!row.issued || row.document_id === null) return null;
	return { ...headFrom({ ...row, id: row.document_id }), clients: [...row.earlier, clientId], clientId };
}
