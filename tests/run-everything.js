/**
 * `npm test`: every check, every test, in one command on a machine with only Node. Installs a browser when it is missing.
 * Prints the time of each part and ends with one line: N passed, N failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser } from './support/browser.js';

const RESULTS = 'test-results';
const VITEST = `${RESULTS}/vitest.json`;
const CHAOS = `${RESULTS}/chaos.json`;
const CHAOS_RUNS_HERE = process.platform === 'linux';
let passed = 0;
let failed = 0;
/** What failed, by name: said once more at the end, where it is found. @type {string[]} */
const wrong = [];
/** @type {string[]} */
const times = [];

/**
 * One part, told when it has ended.
 * @param {string} name
 * @param {string} command
 * @param {() => { passed: number; failed: number; wrong?: string[] } | null} [count] results of single tests; without it the part counts as one
 * @param {Record<string, string>} [env]
 * @param {'inherit' | 'pipe'} [stdio] piped, what it says comes in one piece
 * @returns {Promise<void>}
 */
async function part(name, command, count, env = {}, stdio = 'inherit') {
	if (stdio === 'inherit') console.log(`\n== ${name}`);
	const started = Date.now();
	const child = spawn(command, { shell: true, stdio: ['inherit', stdio, stdio], env: { ...process.env, ...env } });
	/** @type {string[]} */
	const said = [];
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => said.push(text));
	const status = await new Promise((resolve) => child.once('close', resolve));
	if (stdio === 'pipe') console.log(`\n== ${name}\n${said.join('')}`);
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	const counted = count?.() ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
	// A runner that fails without a failed test (a crash, a leak) has failed all the same.
	if (status !== 0 && counted.failed === 0) counted.failed = 1;
	passed += counted.passed;
	failed += counted.failed;
	if (counted.failed > 0)
		wrong.push(...(counted.wrong?.length ? counted.wrong : ['']).map((title) => `${name}: ${title}`));
	times.push(`${name}: ${counted.passed} passed, ${counted.failed} failed, ${seconds} s`);
}

/**
 * Parts that know nothing of each other, two at a time: none of them keeps two cores busy.
 * @param {readonly (readonly [name: string, command: string])[]} parts the longest first
 */
async function sideBySide(parts) {
	const waiting = [...parts];
	const lane = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) await part(next[0], next[1], undefined, {}, 'pipe');
	};
	await Promise.all([lane(), lane()]);
}

/** @param {number} half @param {string} browser */
function journeys(half, browser) {
	const results = `${RESULTS}/journeys-${half}.json`;
	return part(
		`journeys, half ${half}`,
		`npx playwright test --shard=${half}/2 --output ${RESULTS}/journeys-${half}`,
		() => {
			const report = read(results);
			if (!report) return null;
			const { expected, flaky, unexpected } = report.stats;
			return { passed: expected + flaky, failed: unexpected, wrong: report.suites.flatMap(wrongJourneys) };
		},
		{ CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: results, JOURNEY_PORT: String(4350 + half) }
	);
}

/**
 * One after the other and not beside the build: each writes SvelteKit's generated files (what is unused is found by loading
 * Vite's configuration), and a build made from half of them starts no page. The chaos suite's build has files of its own.
 * Rooms and stores, which they run beside, mostly wait for a clock or a disk: these take what those leave.
 */
async function typesAndUnused() {
	const calmly = process.platform === 'win32' ? '' : 'nice -n 19 ';
	await part('check: types', `${calmly}npm run --silent check:types`, undefined, {}, 'pipe');
	await part('check: unused', `${calmly}npm run --silent check:unused`, undefined, {}, 'pipe');
}

async function chaos() {
	if (!CHAOS_RUNS_HERE) return console.log('\nThe chaos suite was not run: it needs Linux.');
	await part('chaos, short form', `node .chaos/suite/chaos.js --seed 40 --json ${CHAOS}`, () => {
		const report = read(CHAOS);
		return report && { passed: report.passed, failed: report.failed };
	});
}

/** @param {any} suite a suite of Playwright's report @returns {string[]} */
const wrongJourneys = (suite) => [
	...(suite.specs ?? []).filter((/** @type {any} */ spec) => !spec.ok).map((/** @type {any} */ spec) => spec.title),
	...(suite.suites ?? []).flatMap(wrongJourneys)
];

/** @param {string} file @returns {any} */
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const began = Date.now();
await part('types of SvelteKit', 'npx svelte-kit sync');
await sideBySide([
	['build', 'npm run --silent build'],
	['check: arrows', 'npm run --silent check:arrows'],
	['check: lint', 'npm run --silent check:lint'],
	// What the migrations do to a database is among the stores' tests.
	['check: migrations', 'npx drizzle-kit check --config drizzle/config.ts'],
	// A build keeps one core busy: the one that can be made to fail is made on the other, with files of its own.
	...(CHAOS_RUNS_HERE ? [/** @type {const} */ (['build of the chaos suite', 'npm run --silent build:chaos'])] : [])
]);
await part('production build', 'npm run --silent check:production');
const rulesRoomsAndStores = () =>
	part(
		'rules, rooms and stores',
		`npx vitest run --reporter=default --reporter=json --outputFile.json=${VITEST}`,
		() => {
			const report = read(VITEST);
			if (!report) return null;
			const tests = report.testResults.flatMap((/** @type {any} */ file) => file.assertionResults);
			const bad = tests.filter((/** @type {any} */ one) => one.status === 'failed');
			return {
				passed: report.numPassedTests,
				failed: report.numFailedTests,
				wrong: bad.map((/** @type {any} */ one) => one.title)
			};
		}
	);
await Promise.all([rulesRoomsAndStores(), typesAndUnused()]);
if (failed === 0 || process.env.CI) {
	const browser = ensureBrowser();
	// Two halves side by side, each with a service and a database of its own: a journey mostly waits.
	await Promise.all([1, 2].map((half) => journeys(half, browser)));
	await chaos();
} else {
	console.log('\nThe journeys and the chaos suite were not run: put right what failed above first.');
}

console.log(`\n${times.join('\n')}\n${((Date.now() - began) / 1000).toFixed(0)} s in all\n`);
if (wrong.length > 0) console.log(`Failed:\n${wrong.map((one) => `  ${one}`).join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
