import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this product: the nearest one above this code (bundled or not) that holds its package.json. */
export const packageRoot = (): string => {
	const starts = [path.dirname(fileURLToPath(import.meta.url)), process.cwd()];
	for (const start of starts) {
		for (let folder = start; ; folder = path.dirname(folder)) {
			if (isPackageRoot(folder)) return folder;
			if (folder === path.dirname(folder)) break;
		}
	}
	throw new Error('the folder of run-a-mapp-meeting was not found; start the server from inside it');
};

const isPackageRoot = (folder: string): boolean => {
	try {
		return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).name === 'run-a-mapp-meeting';
	} catch {
		return false;
	}
};
