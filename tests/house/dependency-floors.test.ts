import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isBelow, readFloors, tooOld } from '../check-dependency-floors.js';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

describe('the versions below which packages have known holes', () => {
	test('HOUSE-8 the lock file holds none of them, wherever in it they stand', () => {
		expect(tooOld(lock, readFloors())).toEqual([]);
		const inside = {
			packages: { 'node_modules/a/node_modules/ws': { version: '8.20.9' }, 'node_modules/ws': { version: '8.23.0' } }
		};
		expect(tooOld(inside, readFloors())).toEqual([expect.stringContaining('node_modules/a/node_modules/ws 8.20.9')]);
	});

	test('HOUSE-8 every floor is of a package that is here, or that must not come in, and numbers are compared as numbers', () => {
		const here = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
		expect(readFloors().filter(({ name, why }) => !here.has(name) && !why.includes('not used'))).toEqual([]);
		expect([
			isBelow('8.9.0', '8.10.0'),
			isBelow('8.10.0', '8.9.0'),
			isBelow('1.0.0-beta', '1.0.0'),
			isBelow('1.0.0', '1.0.0')
		]).toEqual([...[true, false, true, false]]);
	});
});
