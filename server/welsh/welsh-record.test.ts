import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { expect, test } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { welsh } from './welsh-plugin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('WELSH-5 the Welsh build lays out a record in Welsh, dates too, and leaves what was typed as it is', async () => {
	const { module } = await runnerImport<typeof import('../../tests/support/welsh-sample.ts')>(
		fileURLToPath(new URL('../../tests/support/welsh-sample.ts', import.meta.url)),
		{
			...{ root, configFile: false, logLevel: 'error', plugins: [welsh(root)] },
			define: { __LANGUAGE__: JSON.stringify('cy') },
			resolve: { alias: { '#lib': `${root}src/lib`, '#server': `${root}server` } }
		}
	);
	const { document, typed } = module;
	const texts = JSON.stringify(document);
	expect(document.language).toBe('cy');
	expect(document.lockedLine).toContain('dydd Llun 21 Rhagfyr 2026');
	for (const one of typed) expect(texts).toContain(JSON.stringify(one).slice(1, -1));
	const english = [...(readCatalogue(root).get('final') ?? [])].filter(
		([key, said]) => said !== '' && said !== key && /^[A-Z][\w’ ]{24,}$/.test(key)
	);
	expect(english.length).toBeGreaterThan(20);
	expect(english.map(([key]) => key).filter((key) => texts.includes(JSON.stringify(key)))).toEqual([]);
}, 30_000);
