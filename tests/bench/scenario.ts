/** What a scenario is, and what every one of them needs. */
import type { ServerProcess } from './server-process.ts';
import type { Target } from './target.ts';

/** Measured values by name; null = this server has no such thing. */
export type Measures = Readonly<Record<string, number | null>>;
export type Scenario = {
	readonly name: string;
	readonly about: string;
	/** times each server is measured: the median counts */
	readonly repeats: { readonly quick: number; readonly full: number };
	readonly run: (target: Target, quick: boolean) => Promise<Measures>;
};

/** Starts the target for one measurement and ends it, whatever happens. */
export async function withServer<T>(
	target: Target,
	work: (server: ServerProcess) => Promise<T>,
	flags: readonly string[] = []
): Promise<T> {
	const server = await target.start(flags);
	try {
		return await work(server);
	} finally {
		await server.stop();
	}
}

/** A promise that is refused ends the measurement; a value that must hold does too. */
export function mustHold(holds: boolean, otherwise: string): void {
	if (!holds) throw new Error(otherwise);
}
