/** The processes of a database server: the first one and everything it has started (proc(5): field 4 is the parent). */
import { readdirSync, readFileSync } from 'node:fs';

/** The process itself first. */
export function withChildren(pid: number): number[] {
	const children = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.filter((one) => parentOf(one) === pid);
	return [pid, ...children];
}

/** Sends a signal to each; one that has gone meanwhile is no fault. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
	for (const pid of pids)
		try {
			process.kill(pid, signal);
		} catch {}
}

function parentOf(pid: number): number | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
	} catch {
		return null;
	}
}
