/** A production build holds nothing of the places to fail, and does not start when told to fail at one. */
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
