/**
 * What changed between two texts, word by word: for reading with <ins> and <del>, never for merging.
 * The shortest edit of words (Myers, "An O(ND) difference algorithm", 1986), with a limit on the work.
 */
export type WordChange = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** More edits than this and the differing middle is told as one text for another: nobody reads a finer answer. */
const MOST_EDITS = 600;

/** Words with the space after them; each line end stands alone, so that lines stay lines. */
const wordsOf = (text: string): readonly string[] => text.match(/\n|[^\s]+[^\S\n]*|[^\S\n]+/g) ?? [];
const bare = (word: string): string => (word === '\n' ? word : word.trim());

/** Of one word in both texts the one with the space after it: the end of a text has none. */
const spaced = (one = '', other = ''): string => (bare(other) === other ? one : other);

type Step = { readonly kind: WordChange['kind']; readonly word: string };

/** Steps from `a` to `b`, or null when they differ by more than the limit. */
const shortestEdit = (a: readonly string[], b: readonly string[]): readonly Step[] | null => {
	const [x, y] = [a.map(bare), b.map(bare)];
	const most = Math.min(a.length + b.length, MOST_EDITS);
	const width = 2 * most + 3;
	const middle = most + 1;
	const furthest = new Int32Array(width);
	const trail: Int32Array[] = [];
	for (let edits = 0; edits <= most; edits += 1) {
		trail.push(furthest.slice(middle - edits - 1, middle + edits + 2));
		for (let line = -edits; line <= edits; line += 2) {
			const down = furthest[middle + line + 1] ?? 0;
			const right = furthest[middle + line - 1] ?? 0;
			let at = line === -edits || (line !== edits && right < down) ? down : right + 1;
			while (at < a.length && at - line < b.length && x[at] === y[at - line]) at += 1;
			furthest[middle + line] = at;
			if (at >= a.length && at - line >= b.length) return walkBack(a, b, trail);
		}
	}
	return null;
};

/** `trail[d]` holds how far each line came before edit d, lines -d-1 to d+1. */
const walkBack = (a: readonly string[], b: readonly string[], trail: readonly Int32Array[]): readonly Step[] => {
	const steps: Step[] = [];
	let [at, to] = [a.length, b.length];
	for (let edits = trail.length - 1; edits >= 0; edits -= 1) {
		const came = trail[edits] as Int32Array;
		const far = (line: number): number => came[line + edits + 1] ?? 0;
		const line = at - to;
		const isDown = line === -edits || (line !== edits && far(line - 1) < far(line + 1));
		const from = isDown ? line + 1 : line - 1;
		const [wasAt, wasTo] = edits === 0 ? [0, 0] : [far(from), far(from) - from];
		while (at > wasAt && to > wasTo) {
			at -= 1;
			to -= 1;
			steps.push({ kind: 'same', word: spaced(a[at], b[to]) });
		}
		if (edits === 0) break;
		if (isDown) {
			to -= 1;
			steps.push({ kind: 'added', word: b[to] ?? '' });
		} else {
			at -= 1;
			steps.push({ kind: 'removed', word: a[at] ?? '' });
		}
	}
	return steps.reverse();
};

const whole = (a: readonly string[], b: readonly string[]): readonly Step[] => [
	...a.map((word) => ({ kind: 'removed', word }) as const),
	...b.map((word) => ({ kind: 'added', word }) as const)
];

type Run = { same: string; removed: string; added: string };
const isChanged = ({ removed, added }: Run): boolean => removed !== '' || added !== '';
const sizeOf = ({ removed, added }: Run): number => Math.max(removed.length, added.length);

/** Stretches of words, by turns the same in both texts and changed. */
const runsOf = (steps: readonly Step[]): Run[] => {
	const runs: Run[] = [];
	for (const { kind, word } of steps) {
		const last = runs.at(-1);
		const run = last && isChanged(last) === (kind !== 'same') ? last : { same: '', removed: '', added: '' };
		run[kind] += word;
		if (run !== last) runs.push(run);
	}
	return runs;
};

/**
 * A few words that happen to be in both are no help between two changes that are longer than they are: they go with them.
 * A line end always parts.
 */
const readable = (all: readonly Run[]): readonly Run[] => {
	let runs = [...all];
	for (let at = 1; at < runs.length - 1; ) {
		const [before, run, after] = runs.slice(at - 1, at + 2) as [Run, Run, Run];
		const length = run.same.trim().length;
		const isNoise = !isChanged(run) && !run.same.includes('\n') && length <= sizeOf(before) && length <= sizeOf(after);
		if (!isNoise) {
			at += 1;
			continue;
		}
		const joined = {
			same: '',
			removed: before.removed + run.same + after.removed,
			added: before.added + run.same + after.added
		};
		runs = [...runs.slice(0, at - 1), joined, ...runs.slice(at + 2)];
		at = Math.max(1, at - 2);
	}
	return runs;
};

const told = ({ same, removed, added }: Run): readonly WordChange[] =>
	(
		[
			{ kind: 'same', text: same },
			{ kind: 'removed', text: removed },
			{ kind: 'added', text: added }
		] as const
	).filter(({ text }) => text !== '');

/** The words of both texts in reading order; texts that differ only in spaces round them have not changed. */
export const wordChanges = (before: string, now: string): readonly WordChange[] => {
	const [a, b] = [wordsOf(before.trim()), wordsOf(now.trim())];
	let head = 0;
	while (head < a.length && head < b.length && bare(a[head] ?? '') === bare(b[head] ?? '')) head += 1;
	let tail = 0;
	while (
		tail < a.length - head &&
		tail < b.length - head &&
		bare(a[a.length - 1 - tail] ?? '') === bare(b[b.length - 1 - tail] ?? '')
	)
		tail += 1;
	const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
	const same = (fromA: readonly string[], fromB: readonly string[]): readonly Step[] =>
		fromB.map((word, index) => ({ kind: 'same', word: spaced(fromA[index], word) }));
	const steps = [
		...same(a.slice(0, head), b.slice(0, head)),
		...(shortestEdit(x, y) ?? whole(x, y)),
		...same(a.slice(a.length - tail), b.slice(b.length - tail))
	];
	return readable(runsOf(steps)).flatMap(told);
};
