// Compares the lock file with the versions below which packages have known holes (server/security/dependency-floors.json):
// `node tests/check-dependency-floors.js [lock file]`. Needs no network. Ends with 1 and a line for each that is too old.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const FLOORS = new URL('../server/security/dependency-floors.json', import.meta.url);

/**
 * @typedef {{ name: string, floor: string, why: string }} Floor
 * @typedef {{ packages: Record<string, { version?: string }> }} LockFile
 */

/** @param {string} version @returns {number[]} */
const numbers = (version) => (version.split(/[-+]/, 1)[0] ?? '').split('.').map(Number);

/**
 * A version before a release (1.2.0-beta) is older than it.
 * @param {string} version @param {string} floor
 */
export function isBelow(version, floor) {
	const [is, least] = [numbers(version), numbers(floor)];
	const place = [0, 1, 2].find((n) => (is[n] ?? 0) !== (least[n] ?? 0));
	return place === undefined ? version.includes('-') && !floor.includes('-') : (is[place] ?? 0) < (least[place] ?? 0);
}

/**
 * Every copy of a package counts, also one inside another.
 * @param {LockFile} lock @param {readonly Floor[]} floors @returns {string[]} one line for each that is too old
 */
export const tooOld = ({ packages }, floors) =>
	Object.entries(packages).flatMap(([path, { version }]) => {
		const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
		const floor = floors.find((one) => path.includes('node_modules/') && one.name === name);
		if (!floor || version === undefined || !isBelow(version, floor.floor)) return [];
		return [`${path} ${version} is older than ${floor.floor}: ${floor.why}`];
	});

/** @returns {Floor[]} */
export const readFloors = () => JSON.parse(readFileSync(FLOORS, 'utf8'));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const lines = tooOld(JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8')), readFloors());
	for (const line of lines) console.error(line);
	process.exit(lines.length === 0 ? 0 : 1);
}
