/**
 * A production build is one build (its pages and its server agree on the build's hash), holds nothing of the places to
 * fail, and does not start when told to fail at one.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const BUILD = 'build';
/** @param {string} problem @returns {never} */
const wrong = (problem) => {
	console.error(problem);
	process.exit(1);
};

const source = readFileSync('server/failpoint.ts', 'utf8');
const names = [...(/FAILPOINTS = \[([^\]]+)\]/.exec(source)?.[1]?.matchAll(/'([\w-]+)'/g) ?? [])].map(
	([, name]) => name ?? ''
);
if (names.length === 0) wrong('The names of the failpoints were not found in server/failpoint.ts.');

const files = readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[cm]?js$/.test(file));
if (files.length === 0) wrong('There is no build yet. Run: npm run build');
for (const file of files) {
	const text = readFileSync(join(BUILD, file), 'utf8');
	const found = [...names, 'failpoint('].find((name) => text.includes(name));
	if (found) wrong(`${join(BUILD, file)} holds "${found}".`);
}

// A page hands its data to the browser under a name that holds the build's hash. When another program writes SvelteKit's
// generated files during a build, the two halves differ, every page is served, and no page ever starts.
// Each language is a build of its own.
const isWelsh = (/** @type {string} */ file) => /^cy[\\/]/.test(file);
for (const [name, part] of Object.entries({
	English: files.filter((file) => !isWelsh(file)),
	Welsh: files.filter(isWelsh)
}))
	if (part.length > 0)
		isOneBuild(
			name,
			part.map((file) => readFileSync(join(BUILD, file), 'utf8'))
		);

/** @param {string} name @param {readonly string[]} texts */
function isOneBuild(name, texts) {
	/** @param {RegExp} pattern */
	const hashesIn = (pattern) => new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, hash]) => hash)));
	const inBrowser = hashesIn(/__sveltekit_([a-z0-9]{4,})\b/g);
	const onServer = hashesIn(/version_hash: ?["']([a-z0-9]+)["']/g);
	if (inBrowser.size !== 1 || onServer.size !== 1 || [...inBrowser][0] !== [...onServer][0])
		wrong(
			`The ${name} build is made of two: its pages say ${[...inBrowser].join(', ') || 'nothing'}, its server says ${[...onServer].join(', ') || 'nothing'}. Nothing may run beside a build: npm run build`
		);
}

const { status, stderr } = spawnSync(process.execPath, ['server/main.js'], {
	encoding: 'utf8',
	timeout: 60_000,
	// A folder that cannot be made: a server that did not refuse the setting would end there and leave nothing.
	env: {
		...process.env,
		FAILPOINT: `${names[0]}:kill`,
		DATA_DIR: '/dev/null/data',
		DATABASE_URL: '',
		PORT: '',
		ORIGIN: ''
	}
});
if (status !== 1 || !stderr.includes('FAILPOINT must not be set'))
	wrong(`A production build told to fail was not refused: it ended with ${status}, ${stderr}`);
console.log(`No failpoint in ${files.length} files of the production build, and the setting is refused.`);
