// `npm run welsh:collect [-- a folder of translated files]`. The sources are TypeScript: Vite reads them, as it does its own settings.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** @type {{ module: typeof import('./collect.ts') }} */
const { module } = await runnerImport(fileURLToPath(new URL('collect.ts', import.meta.url)), {
	configFile: false,
	root,
	logLevel: 'error'
});
module.collect(root, process.argv[2]);
