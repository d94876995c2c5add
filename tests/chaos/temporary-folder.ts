/** A folder that is gone with this process at the latest, however that ends. */
import { rmSync } from 'node:fs';
import { makeDataFolder } from '../support/data-folder.js';

export function temporaryFolder(prefix: string): string {
	const folder = makeDataFolder(prefix);
	process.once('exit', () => {
		try {
			rmSync(folder, { recursive: true, force: true });
		} catch {} // a database that is just ending still writes there
	});
	return folder;
}
