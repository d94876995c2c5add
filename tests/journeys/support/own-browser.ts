/** A browser with a profile folder of its own, which a journey can kill like a power cut, look into, and start again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, test } from '@playwright/test';
import { findBrowser } from '../../support/browser.js';
import type { CuttableNetwork } from './cuttable-network.ts';
import { DESK, type Page } from './journey.ts';

type Cookies = Parameters<ReturnType<Page['context']>['addCookies']>[0];
export type OwnBrowser = {
	readonly newPage: () => Promise<Page>;
	/** ends every process of it at once, without a goodbye */
	readonly kill: () => Promise<void>;
};

export async function ownBrowser(
	folder: string,
	network: Pick<CuttableNetwork, 'proxy'>,
	cookies: Cookies
): Promise<OwnBrowser> {
	const { args = [] } = test.info().project.use.launchOptions ?? {};
	const program = spawn(
		findBrowser() ?? 'chromium',
		[
			...args,
			'--headless=new',
			'--remote-debugging-port=0',
			'--no-default-browser-check',
			`--user-data-dir=${folder}`,
			`--proxy-server=${network.proxy.server}`,
			`--proxy-bypass-list=${network.proxy.bypass}`
		],
		// A group of its own: on PATH it may be a script that starts the browser, and both of them are to die.
		{ stdio: ['ignore', 'ignore', 'pipe'], detached: true }
	);
	const browser = await chromium.connectOverCDP(await debuggingAddress(program));
	const [context] = browser.contexts();
	if (!context) throw new Error('a browser without a context');
	// The session's cookie ends with the browser; one that brings back its tabs brings it back, too.
	await context.addCookies(cookies);
	return {
		newPage: async () => {
			const page = await context.newPage();
			await page.setViewportSize(DESK.viewport);
			return page;
		},
		kill: async () => {
			const gone = once(program, 'exit');
			process.kill(-(program.pid ?? 0), 'SIGKILL');
			await gone;
			await browser.close();
		}
	};
}

function debuggingAddress(program: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let said = '';
		program.stderr?.on('data', (part: Buffer) => {
			said += part.toString();
			const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
			if (address) resolve(address);
		});
		program.once('exit', () => reject(new Error('the browser ended before it began')));
	});
}
