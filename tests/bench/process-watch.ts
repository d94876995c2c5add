/** What a server and its database cost, from /proc (proc(5)); NaN where the system does not tell. */
import { readdirSync, readFileSync } from 'node:fs';
import { histogram, note, quantile } from './histogram.ts';

export type Cost = {
	readonly seconds: number;
	/** CPU seconds of the server, and of its database */
	readonly cpu: number;
	readonly database: number;
	/** share of the time in which the server was ready but another process had its core */
	readonly waited: number;
	/** resident megabytes: at the mark, and the most since */
	readonly before: number;
	readonly most: number;
};

export type Watch = { readonly mark: () => void; readonly read: () => Cost; readonly end: () => void };

/** CPU seconds of one process, all its threads: scheduler nanoseconds. */
export function cpuOf(pid: number): number {
	try {
		return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => {
			const [spent = '0'] = readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ');
			return sum + Number(spent) / 1e9;
		}, 0);
	} catch {
		return Number.NaN;
	}
}

/** Seconds in which a process was ready to run and another one had its core. */
export function waitedBy(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e9;
	} catch {
		return Number.NaN;
	}
}

/** Resident memory in megabytes. */
export function residentOf(pid: number): number {
	try {
		return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
	} catch {
		return Number.NaN;
	}
}

function childrenOf(parent: number): number[] {
	return readdirSync('/proc').flatMap((name) => {
		if (!/^\d+$/.test(name)) return [];
		try {
			const text = readFileSync(`/proc/${name}/stat`, 'utf8');
			return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === parent ? [Number(name)] : [];
		} catch {
			return [];
		}
	});
}

const SAMPLE_EVERY_MS = 100;

/** @param helpers the database's process: it and everything it started are counted beside the server */
export function watchProcess(pid: number, helpers: readonly number[]): Watch {
	const family = () => [...childrenOf(pid), ...helpers.flatMap((helper) => [helper, ...childrenOf(helper)])];
	let [began, cpu, waited, before, most] = [0, 0, 0, 0, 0];
	let database = new Map<number, number>();
	const sample = () => {
		const now = residentOf(pid);
		if (now > most) most = now;
		return now;
	};
	const timer = setInterval(sample, SAMPLE_EVERY_MS);
	const mark = () => {
		before = most = residentOf(pid);
		[began, cpu, waited] = [performance.now(), cpuOf(pid), waitedBy(pid)];
		database = new Map(family().map((one) => [one, cpuOf(one)]));
	};
	mark();
	return {
		mark,
		read: () => {
			sample();
			const seconds = (performance.now() - began) / 1000;
			const spent = family().reduce((sum, one) => {
				const now = cpuOf(one);
				return Number.isNaN(now) ? sum : sum + now - (database.get(one) ?? 0);
			}, 0);
			const held = (waitedBy(pid) - waited) / seconds;
			return { seconds, cpu: cpuOf(pid) - cpu, database: spent, waited: held, before, most };
		},
		end: () => clearInterval(timer)
	};
}

/** How late the load itself was: a late load makes every server look slow. */
export type LoadCost = { readonly waited: number; readonly lateP99: number; readonly cpuShare: number };

export function watchLoad(): () => LoadCost {
	const late = histogram();
	const [cpu, waited, began] = [process.cpuUsage(), waitedBy(process.pid), performance.now()];
	let due = began + 10;
	const timer = setInterval(() => {
		const now = performance.now();
		note(late, Math.max(0, now - due));
		due = now + 10;
	}, 10);
	return () => {
		clearInterval(timer);
		const ms = performance.now() - began;
		const { user, system } = process.cpuUsage(cpu);
		return {
			waited: ((waitedBy(process.pid) - waited) * 1000) / ms,
			lateP99: quantile(late, 0.99),
			cpuShare: (user + system) / 1000 / ms
		};
	};
}
