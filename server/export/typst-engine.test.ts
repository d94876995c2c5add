import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import { NO_ENGINE } from '#server/export/no-engine.js';
import { openTypst } from '#server/export/typst-engine.js';
import { packageRoot } from '#server/package-root.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';

const data = JSON.stringify({ document: layOutMinutes(sampleRecord(), 'ab'.repeat(32)).document, unshowable: 0 });
const realPath = process.env.PATH;
let folder: string;

/** A stand-in for the typst command: the npm engine behind the command's own arguments and streams. */
const standIn = (version: string): string => `#!${process.execPath}
const { NodeCompiler } = require(${JSON.stringify(enginePackage())});
const fs = require('node:fs');
const args = process.argv.slice(2);
if (args[0] === '--version') { console.log('typst ${version} (stand-in)'); process.exit(); }
const after = (name) => args[args.indexOf(name) + 1];
if (!args.includes('--ignore-system-fonts') || args.at(-1) !== '-' || args.at(-2) !== '-') process.exit(2);
const fontPaths = args.flatMap((each, index) => (each === '--font-path' ? [args[index + 1]] : []));
const compiler = NodeCompiler.create({ workspace: after('--root'), fontArgs: [{ fontPaths }] });
const compiled = compiler.compile({ mainFileContent: fs.readFileSync(0, 'utf8') });
if (compiled.hasError()) process.exit(1);
fs.writeSync(1, compiler.pdf(compiled.result, { pdfStandard: after('--pdf-standard') }));
`;

const enginePackage = (): string => {
	const require = createRequire(import.meta.url);
	for (const libc of ['gnu', 'musl']) {
		const name = `@myriaddreamin/typst-ts-node-compiler-linux-x64-${libc}`;
		try {
			require(name);
			return require.resolve(name);
		} catch {}
	}
	throw new Error(NO_ENGINE);
};

const putOnPath = (version: string): void => {
	fs.writeFileSync(path.join(folder, 'typst'), standIn(version), { mode: 0o755 });
	process.env.PATH = folder;
};

beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'typst-'));
});
afterEach(() => {
	process.env.PATH = realPath;
	fs.rmSync(folder, { recursive: true });
});

describe('the typesetting engine', () => {
	test('EXPORT-16 by command writes the same file as by package', async () => {
		const inProcess = await openTypst();
		const expected = await inProcess.typeset(data);
		await inProcess.tidy();
		putOnPath('0.14.2');
		const byCommand = await openTypst([]);
		expect(Buffer.compare(await byCommand.typeset(data), expected)).toBe(0);
	}, 30_000);

	test('EXPORT-16 that is missing or of another line is refused with one plain sentence', async () => {
		process.env.PATH = folder;
		await expect(openTypst([])).rejects.toThrow(NO_ENGINE);
		putOnPath('0.15.0');
		await expect(openTypst([])).rejects.toThrow(NO_ENGINE);
	});

	test('EXPORT-16 does not repeat the text it failed on', async () => {
		const engine = await openTypst();
		await expect(engine.typeset('{"document":{"title":"secret name"}}')).rejects.toThrow(/^the template could not/);
		const shown = JSON.parse(data);
		shown.document.sections[0].title = '李 secret name';
		await expect(engine.typeset(JSON.stringify(shown))).rejects.toThrow(/^the document is refused as ua-1$/);
		await engine.tidy();
	});

	test('EXPORT-20 imports nothing, evaluates nothing and asks no clock in its template', () => {
		const template = fs.readFileSync(path.join(packageRoot(), 'server/export/minutes.typ'), 'utf8');
		expect(template).toContain('#let final-minutes(');
		expect(template).not.toMatch(/#import|#include|@preview|eval\(|datetime\.today|plugin\(|\bread\(/);
	});
});
