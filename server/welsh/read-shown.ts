/** Every sentence of the source that people read, and where. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whyUnshown } from './not-shown.ts';
import { createRewriting } from './rewriting.ts';
import { type Ask, findInCode } from './shown-in-code.ts';
import { findInMarkup } from './shown-in-markup.ts';

/** A source with its shown words as `ask` gives them; null when nothing in it changes. */
export function rewrite(source: string, file: string, ask: Ask): string | null {
	const rewriting = createRewriting(source);
	const look = { file, rewriting, ask };
	if (file.endsWith('.svelte')) findInMarkup(source, look);
	else findInCode({ code: source, from: 0, isExpression: false, standing: 'code' }, look);
	return rewriting.isEmpty() ? null : rewriting.between(0, source.length);
}

/** The sources whose words people may read, by their paths from the root. */
export function sourcesOf(root: string): readonly string[] {
	return ['src', 'server']
		.flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`)
		)
		.map((name) => name.replaceAll('\\', '/'))
		.filter((name) => isSource(name))
		.sort();
}
export const isSource = (file: string): boolean =>
	/^(src|server)\/.*\.(ts|svelte)$/.test(file) && whyUnshown(file) === null;

/** English sentences with the files that say them. */
export function readShown(root: string): ReadonlyMap<string, readonly string[]> {
	const shown = new Map<string, string[]>();
	for (const file of sourcesOf(root))
		rewrite(readFileSync(join(root, file), 'utf8'), file, (key) => {
			const files = shown.get(key) ?? [];
			if (!files.includes(file)) shown.set(key, [...files, file]);
			return null;
		});
	return shown;
}
