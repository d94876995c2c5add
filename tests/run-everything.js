/**
 * `npm test`: every check, every test, in one command on a machine with only Node. Installs a browser when it is missing.
 * Prints the time of each part and ends with one line: N passed, N failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser } from './support/browser.js';

const RESULTS = 'test-results';
const VITEST = `${RESULTS}/vitest.json`;
const JOURNEYS = `${RESULTS}/journeys.json`;
const CHAOS = `${RESULTS}/chaos.json`;
let passed = 0;
let failed = 0;
/** @type {string[]} */
const times = [];

/**
 * @param {string} name
 * @param {string} command
 * @param {() => { passed: number; failed: number } | null} [count] results of single tests; without it the part counts as one
 * @param {Record<string, string>} [env]
 */
function part(name, command, count, env = {}) {
	console.log(`\n== ${name}`);
	const started = Date.now();
	const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env: { ...process.env, ...env } });
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	const counted = count?.() ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
	// A runner that fails without a failed test (a crash, a leak) has failed all the same.
	if (status !== 0 && counted.failed === 0) counted.failed = 1;
	passed += counted.passed;
	failed += counted.failed;
	times.push(`${name}: ${counted.passed} passed, ${counted.failed} failed, ${seconds} s`);
}

/** @param {string} file @returns {any} */
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

part('types of SvelteKit', 'npx svelte-kit sync');
for (const check of ['types', 'lint', 'arrows', 'unused', 'migrations'])
	part(`check: ${check}`, `npm run --silent check:${check}`);
part('rules, rooms and stores', `npx vitest run --reporter=default --reporter=json --outputFile.json=${VITEST}`, () => {
	const report = read(VITEST);
	return report && { passed: report.numPassedTests, failed: report.numFailedTests };
});
part('build', 'npm run --silent build');
part('production build', 'npm run --silent check:production');
if (failed === 0 || process.env.CI) {
	part(
		'journeys',
		'npx playwright test',
		() => {
			const stats = read(JOURNEYS)?.stats;
			return stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected };
		},
		{ CHROMIUM_PATH: ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_NAME: JOURNEYS }
	);
	if (process.platform === 'linux')
		part('chaos, short form', `npm run --silent test:chaos -- --seed 40 --json ${CHAOS}`, () => {
			const report = read(CHAOS);
			return report && { passed: report.passed, failed: report.failed };
		});
	else console.log('\nThe chaos suite was not run: it needs Linux.');
} else {
	console.log('\nThe journeys and the chaos suite were not run: put right what failed above first.');
}

console.log(`\n${times.join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
