import { defineConfig } from '@playwright/test';
import { findBrowser } from './tests/support/browser.js';

const port = Number(process.env.JOURNEY_PORT ?? 4350);
const flags = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// The same pixels for the same letters, as far as one browser can promise it to another.
	'--font-render-hinting=none',
	'--disable-lcd-text',
	'--force-color-profile=srgb'
];

export default defineConfig({
	testDir: 'tests/journeys',
	testMatch: '**/*.journey.ts',
	outputDir: 'test-results/journeys',
	fullyParallel: false,
	workers: 1,
	forbidOnly: !!process.env.CI,
	retries: 0,
	timeout: 90_000,
	// One set of pictures for every machine: the letters and the time in them are the journey's own (decision 049).
	expect: { timeout: 15_000, toHaveScreenshot: { pathTemplate: '{testDir}/pictures/{arg}{ext}' } },
	reporter: [
		['list'],
		['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'test-results/journeys.json' }]
	],
	use: {
		baseURL: `http://localhost:${port}`,
		// A trace of every browser takes longer than the journeys themselves. TRACE=1 keeps those of failures, to look into one.
		trace: { mode: process.env.TRACE ? 'retain-on-failure' : 'off', screenshots: false },
		// What cannot be pressed or filled in this long will not be: say so before the test's own time is up.
		actionTimeout: 20_000,
		launchOptions: {
			executablePath: findBrowser() ?? undefined,
			args: process.getuid?.() === 0 ? ['--no-sandbox', ...flags] : flags
		}
	},
	webServer: {
		// A fresh data folder each time: the demo is seeded into an empty database.
		command: 'node tests/support/journey-server.js',
		url: `http://localhost:${port}/readyz`,
		timeout: 120_000,
		env: { PORT: String(port) },
		stdout: 'pipe',
		gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 }
	}
});
