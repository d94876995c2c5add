import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

// The shell draws nothing on a screen and takes two thirds of the time of the whole browser.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser journeys run in: CHROMIUM_PATH wins, then Playwright's own, then a Chromium or Chrome on PATH.
 * @returns {string | null} path of the program, or null when there is none
 */
export function findBrowser() {
	if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
	if (existsSync(chromium.executablePath())) return chromium.executablePath();
	const folders = (process.env.PATH ?? '').split(delimiter);
	return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}

/**
 * Installs a browser when there is none: Playwright's own, or the system's where Playwright's cannot be fetched.
 * @returns {string} path of the program
 * @throws {Error} with one sentence that says what to do
 */
export function ensureBrowser() {
	const found = findBrowser();
	if (found) return found;
	console.log('No Chromium found: installing one.');
	const attempts = [
		['npx', ['playwright', 'install', 'chromium']],
		['apt-get', ['update', '-qq']],
		['apt-get', ['install', '-y', '-qq', 'chromium-headless-shell']],
		['apt-get', ['install', '-y', '-qq', 'chromium']]
	];
	for (const [program, args] of /** @type {[string, string[]][]} */ (attempts)) {
		try {
			execFileSync(program, args, { stdio: 'inherit' });
		} catch {
			console.log(`${program} ${args.join(' ')} did not work here.`);
		}
		const installed = findBrowser();
		if (installed) return installed;
	}
	throw new Error(
		'No browser could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one, and run the tests again.'
	);
}
