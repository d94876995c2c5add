// `npm start` on a fresh clone builds first; after that it starts what is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync(new URL('../build/handler.js', import.meta.url))) {
	console.log('Building once, about half a minute ...');
	const built = spawnSync('npm', ['run', 'build', '--silent'], {
		stdio: 'inherit',
		shell: process.platform === 'win32'
	});
	process.exit(built.status ?? 1);
}
