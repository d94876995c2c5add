import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder for one run's database. Run as root, the database belongs to another user, who must be able to pass.
 * @param {string} prefix
 * @returns {string} its path; whoever asked removes it
 */
export function makeDataFolder(prefix) {
	const folder = mkdtempSync(join(tmpdir(), prefix));
	chmodSync(folder, 0o711);
	return folder;
}
