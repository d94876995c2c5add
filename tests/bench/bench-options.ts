/** What was asked of `npm run bench`. */
import type { TargetName } from './target.ts';

export type BenchOptions = {
	readonly quick: boolean;
	/** names of scenarios; null = all */
	readonly only: readonly string[] | null;
	readonly targets: readonly TargetName[] | null;
	readonly json: string | null;
	/** flags for our server's Node, such as --cpu-prof */
	readonly flags: readonly string[];
};

const NAMES: readonly TargetName[] = ['ours', 'hocuspocus', 'y-websocket-server'];

/** @throws with one line when something is not known */
export function readOptions(given: readonly string[], known: readonly string[]): BenchOptions {
	const after = (name: string): string | null => {
		const at = given.indexOf(name);
		if (at < 0) return null;
		const value = given[at + 1];
		if (value === undefined || value.startsWith('--only') || value === '--quick')
			throw new Error(`${name} needs a value`);
		return value;
	};
	const words = new Set(['--quick', '--only', '--targets', '--json', '--flags']);
	const values = new Set(['--only', '--targets', '--json', '--flags'].map(after));
	const stranger = given.find((one) => !words.has(one) && !values.has(one));
	if (stranger !== undefined)
		throw new Error(`${stranger} is not an option: --quick, --only, --targets, --json, --flags`);
	const list = (text: string | null) => text?.split(',').filter(Boolean) ?? null;
	const only = list(after('--only'));
	const unknown = only?.find((name) => !known.includes(name));
	if (unknown !== undefined) throw new Error(`there is no scenario ${unknown}: ${known.join(', ')}`);
	const targets = list(after('--targets')) as TargetName[] | null;
	const odd = targets?.find((name) => !NAMES.includes(name));
	if (odd !== undefined) throw new Error(`there is no server ${odd}: ${NAMES.join(', ')}`);
	return {
		quick: given.includes('--quick'),
		only,
		targets,
		json: after('--json'),
		flags: list(after('--flags')) ?? []
	};
}
