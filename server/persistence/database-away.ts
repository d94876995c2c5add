/** The one error that says the records cannot be reached or written just now: doors answer it with "come again". */

/** `away`: it does not answer. `full`: it answers, but has no room to store anything. */
export type AwayReason = 'away' | 'full';

/**
 * Thrown by every transaction that could not be carried out because of the database itself. When it was thrown while the
 * transaction was being committed, that may have happened all the same: whoever tries again must make it harmless.
 */
export class DatabaseAway extends Error {
	override readonly name = 'DatabaseAway';
	/** By its name: each language's build has a class of its own, and what one throws another catches (decision 056). */
	static override [Symbol.hasInstance](one: unknown): boolean {
		return one instanceof Error && one.name === 'DatabaseAway';
	}
	readonly reason: AwayReason;
	constructor(reason: AwayReason = 'away') {
		super(reason === 'full' ? 'the database has no room' : 'the database does not answer');
		this.reason = reason;
	}
}

/** Codes of the driver and of the operating system for a connection that could not be made or was lost. */
const LOST = new Set([
	...['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'],
	...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN'],
	...['ENOTFOUND', 'EAI_AGAIN', 'EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ERR_STREAM_DESTROYED']
]);
/**
 * SQLSTATE (PostgreSQL manual, appendix A): connection exceptions, shutting down or starting, too many connections or out
 * of memory, an idle transaction ended by the server, input/output errors, and a server that has become read-only.
 */
const SERVER_AWAY = /^(08...|57P0[1-5]|53[0234]00|25P0[34]|25006|58...)$/;
const DISK_FULL = '53100';

/** Why this problem means that the database is away; null for every other problem. */
export function awayReason(problem: unknown): AwayReason | null {
	if (problem instanceof DatabaseAway) return problem.reason;
	for (let one = problem, depth = 0; one instanceof Error && depth < 3; one = one.cause, depth++) {
		const { code } = one as { code?: unknown };
		if (typeof code !== 'string') continue;
		if (code === DISK_FULL) return 'full';
		if (LOST.has(code) || SERVER_AWAY.test(code)) return 'away';
	}
	return null;
}
