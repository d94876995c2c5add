/** What a screen reader is given of a page, read from Playwright's snapshot of its accessibility tree, and what is wrong with it. */

type Heard = {
	readonly role: string;
	readonly name: string;
	/** of a heading */
	readonly level: number | null;
	/** of a link */
	readonly url: string | null;
	/** "role name" of everything with a name that it stands in, outermost first */
	readonly within: readonly string[];
};

const CONTROLS = [
	...['link', 'button', 'textbox', 'searchbox', 'combobox', 'listbox', 'checkbox', 'radio', 'slider'],
	...['spinbutton', 'switch', 'tab', 'menuitem']
];
/** What tells its controls apart by a name of its own. A row of a table is named by its cells. */
const GROUPS = [
	...[
		'region',
		'group',
		'radiogroup',
		'article',
		'navigation',
		'complementary',
		'form',
		'search',
		'dialog',
		'alertdialog'
	],
	...['table', 'row', 'tabpanel', 'main', 'banner', 'contentinfo']
];
const LANDMARKS = ['region', 'navigation', 'complementary', 'form', 'search', 'main', 'banner', 'contentinfo'];

/** Every node of a snapshot that has a role, in reading order. */
export function heardOf(snapshot: string): readonly Heard[] {
	const heard: { -readonly [key in keyof Heard]: Heard[key] }[] = [];
	const open: { depth: number; at: number }[] = [];
	for (const line of snapshot.split('\n')) {
		const found = /^( *)- (.*)$/.exec(line);
		if (!found) continue;
		const [, indent = '', content = ''] = found;
		while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= indent.length) open.pop();
		const url = /^\/url: (.*)$/.exec(content)?.[1];
		const parent = heard[open.at(-1)?.at ?? -1];
		if (url !== undefined && parent) parent.url = url.replace(/^"(.*)"$/, '$1');
		// A line that YAML would misread stands in single quotes as a whole.
		const plain = /^'((?:[^']|'')*)'/.exec(content)?.[1]?.replaceAll("''", "'") ?? content;
		const node = /^([a-z]+)(?: ("(?:[^"\\]|\\.)*"))?((?: \[[^\]]*\])*)(?=:|$)/.exec(plain);
		if (!node || node[1] === 'text') continue;
		const [, role = '', quoted = '""', marks = ''] = node;
		const within = open.flatMap(({ at }) => {
			const one = heard[at];
			return one?.name && GROUPS.includes(one.role) ? [`${one.role} ${one.name}`] : [];
		});
		open.push({ depth: indent.length, at: heard.length });
		const level = /\[level=(\d)\]/.exec(marks)?.[1];
		heard.push({ role, name: JSON.parse(quoted) as string, level: level ? Number(level) : null, url: null, within });
	}
	return heard;
}

/** Controls that cannot be told apart: the same role and name in the same named groups, and no link to the same place. */
export function sameNames(heard: readonly Heard[]): readonly string[] {
	const first = new Map<string, Heard>();
	const faults: string[] = [];
	for (const one of heard) {
		if (!CONTROLS.includes(one.role)) continue;
		const key = [one.role, one.name, ...one.within].join(' | ');
		const before = first.get(key);
		if (!before) first.set(key, one);
		else if (one.role !== 'link' || one.url !== before.url) faults.push(`two of one name: ${key}`);
	}
	return faults;
}

/**
 * What is wrong with the outline: exactly one heading of level 1, no level left out, and no heading without words. Before the
 * first there may be one of level 2: what went wrong stands above everything.
 */
export function outlineFaults(heard: readonly Heard[]): readonly string[] {
	const headings = heard.filter(({ role }) => role === 'heading');
	const ones = headings.filter(({ level }) => level === 1);
	const faults = ones.length === 1 ? [] : [`${ones.length} headings of level 1`];
	let before = 1;
	for (const { level, name } of headings) {
		if (level !== null && level > before + 1) faults.push(`level ${level} after level ${before}: ${name}`);
		if (name === '') faults.push(`a heading of level ${level} without words`);
		before = level ?? before;
	}
	return faults;
}

/** Landmarks that stand more than once and cannot be told apart by their names. */
export function landmarkFaults(heard: readonly Heard[]): readonly string[] {
	const all = heard.filter(({ role }) => LANDMARKS.includes(role)).map(({ role, name }) => `${role} “${name}”`);
	const faults = all.filter((one, n) => all.indexOf(one) !== n).map((one) => `two landmarks: ${one}`);
	if (all.filter((one) => one.startsWith('main ')).length !== 1) faults.push('not one main part');
	return faults;
}
