/**
 * What one client did and was told, change by change, also as lines of a file of its own. Jepsen's rule: what was
 * acknowledged must be there, what was not may or may not be.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

/** `open`: no answer yet, so at the end unknown. `refused`: the page says for good that it is not stored. */
export type OpState = 'open' | 'ok' | 'refused';
export type Op = {
	readonly kind: 'write' | 'delete';
	/** such as u3-000123 */
	readonly token: string;
	readonly field: string;
	state: OpState;
};

export type Journal = {
	readonly ops: readonly Op[];
	/** Before the change is made. */
	readonly invoke: (kind: Op['kind'], token: string, field: string) => void;
	/** Everything made so far has been acknowledged. */
	readonly allAcknowledged: () => void;
	/** The connection was lost: what is open may or may not have arrived. */
	readonly lost: () => void;
	/** The page offers these words as not stored: they were refused for good. */
	readonly refused: (code: number, words: ReadonlySet<string>) => void;
	readonly close: () => void;
};

export function openJournal(file: string): Journal {
	const out = openSync(file, 'a');
	const ops: Op[] = [];
	/** not answered yet, in order */
	let open: Op[] = [];
	/** how many of `open` were made before the connection was last lost */
	let uncertain = 0;
	const line = (word: string, op: Op, more = '') => writeSync(out, `${word} ${op.kind} ${op.token}${more}\n`);
	return {
		ops,
		invoke: (kind, token, field) => {
			const op: Op = { kind, token, field, state: 'open' };
			ops.push(op);
			open.push(op);
			line('invoke', op);
		},
		allAcknowledged: () => {
			for (const op of open) {
				op.state = 'ok';
				line('ok', op);
			}
			open = [];
			uncertain = 0;
		},
		lost: () => {
			for (const op of open.slice(uncertain)) line('unknown', op);
			uncertain = open.length;
		},
		refused: (code, words) => {
			const isRefused = (op: Op) => op.kind === 'write' && words.has(op.token);
			for (const op of open.filter(isRefused)) {
				op.state = 'refused';
				line('refused', op, ` ${code}`);
			}
			open = open.filter((op) => !isRefused(op));
		},
		close: () => closeSync(out)
	};
}

export const tokenOf = (client: number, n: number): string => `u${client}-${String(n).padStart(6, '0')}`;
export const TOKEN = /u(\d+)-(\d{6})/g;
/** The client a token belongs to, and its number. */
export const readToken = (token: string): { client: number; n: number } => {
	const [, client, n] = /^u(\d+)-(\d{6})$/.exec(token) ?? [];
	return { client: Number(client), n: Number(n) };
};
export const tokensIn = (text: string): string[] => [...text.matchAll(TOKEN)].map(([token]) => token);
