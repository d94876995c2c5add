/** In the Welsh build: what people read in the source becomes what the catalogue says. What it lacks stays English. */
import { relative } from 'node:path';
import type { Plugin } from 'vite';
import { areaOf, readCatalogue, welshOf } from './catalogue.ts';
import { isSource, rewrite } from './read-shown.ts';

export function welsh(root: string): Plugin {
	const catalogue = readCatalogue(root);
	return {
		name: 'welsh',
		enforce: 'pre',
		transform(source, id) {
			const file = relative(root, id).replaceAll('\\', '/');
			if (!isSource(file)) return null;
			const area = areaOf(file);
			const code = rewrite(source, file, (english) => welshOf(catalogue, area, english));
			return code === null ? null : { code, map: null };
		}
	};
}
