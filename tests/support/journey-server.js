/** The built server with demo data in a folder of its own that goes when the journeys end. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from './data-folder.js';

const folder = makeDataFolder('mapp-journeys-');
const server = spawn(process.execPath, ['server/main.js'], {
	stdio: 'inherit',
	env: { ...process.env, DEMO: '1', DATA_DIR: join(folder, 'data') }
});
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
	rmSync(folder, { recursive: true, force: true });
	process.exit(code ?? 1);
});
