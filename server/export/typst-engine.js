import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { NO_ENGINE } from './no-engine.js';
import { fontFolders, readFonts } from './pdf-fonts.js';

/**
 * What typesets: Typst 0.14.2 from its optional npm package, in this process, or a `typst` command of the 0.14 line.
 * Later lines write other bytes and other structures, so they are refused rather than tried.
 *
 * @typedef {'final-minutes' | 'board-pack'} Template which function of which file draws the data
 * @typedef {{ typeset: (data: string, template?: Template) => Promise<Uint8Array>, tidy: () => Promise<void> }} TypstEngine
 */

/** The whole of the workspace that templates may read: this folder. User text comes in as data only. */
const TEMPLATES = path.dirname(fileURLToPath(import.meta.url));
const PACKAGES = ['gnu', 'musl'].map((libc) => `@myriaddreamin/typst-ts-node-compiler-linux-x64-${libc}`);

/** The best engine there is; an Error with the sentence of no-engine.js when there is none. @param {readonly string[]} packages @returns {Promise<TypstEngine>} */
export const openTypst = async (packages = PACKAGES) => {
	const require = createRequire(import.meta.url);
	for (const name of packages) {
		try {
			return inThisProcess(require(name));
		} catch {
			// Not installed, or built for the other C library: try the next.
		}
	}
	if (await hasCommand()) return byCommand();
	throw new Error(NO_ENGINE);
};

/** @type {Readonly<Record<Template, string>>} */
const FILES = { 'final-minutes': 'minutes.typ', 'board-pack': 'board-pack.typ' };

/** One main file for both engines: data are bytes of JSON, never source. @param {string} bytes a Typst expression @param {Template} template */
const mainFile = (bytes, template) => `#import "/${FILES[template]}": ${template}\n#${template}(json(${bytes}))\n`;

/** @param {any} binding the native module; it comes without types @returns {TypstEngine} */
const inThisProcess = ({ NodeCompiler }) => {
	const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs: readFonts() }] });
	// The engine's documents are large outside JavaScript's heap and tiny inside it: unasked, they are never collected.
	v8.setFlagsFromString('--expose-gc');
	const collectGarbage = vm.runInNewContext('gc');
	/** The engine's own message may quote the text it refused: it is not passed on. @param {unknown} typeset @param {string} standard @returns {Uint8Array} */
	const exportAs = (typeset, standard) => {
		try {
			return compiler.pdf(typeset, { pdfStandard: standard });
		} catch {
			throw new Error(`the document is refused as ${standard}`);
		}
	};
	const turn = () => new Promise((resolve) => setImmediate(resolve));
	return {
		typeset: async (data, template = 'final-minutes') => {
			const mainFileContent = mainFile('bytes(sys.inputs.data)', template);
			const compiled = compiler.compile({ mainFileContent, inputs: { data } });
			if (compiled.hasError()) throw new Error('the template could not be typeset');
			// Refuses what breaks PDF/UA-1: headings that skip, pictures without words, a missing title or language.
			exportAs(compiled.result, 'ua-1');
			return exportAs(compiled.result, 'a-2a');
		},
		tidy: async () => {
			compiler.evictCache(0);
			await turn();
			collectGarbage();
			await turn();
		}
	};
};

const hasCommand = async () => {
	try {
		return /^typst 0\.14\./.test((await run(['--version'], '')).toString('utf8'));
	} catch {
		return false;
	}
};

/** @returns {TypstEngine} */
const byCommand = () => ({
	typeset: async (data, template = 'final-minutes') => {
		// Digits only: neither a command line nor a file on disk ever holds what was said in a meeting.
		const source = mainFile(`bytes((${Array.from(Buffer.from(data, 'utf8')).join(',')},))`, template);
		const fonts = fontFolders().flatMap((folder) => ['--font-path', folder]);
		/** @param {string} standard */
		const compile = (standard) =>
			run(
				[
					'compile',
					...['--root', TEMPLATES, '--ignore-system-fonts', '--ignore-embedded-fonts'],
					...[...fonts, '--format', 'pdf', '--pdf-standard', standard, '-', '-']
				],
				source
			);
		await compile('ua-1');
		return compile('a-2a');
	},
	tidy: async () => {}
});

/** Runs the command and gives what it wrote. @param {readonly string[]} args @param {string} input @returns {Promise<Buffer>} */
const run = (args, input) =>
	new Promise((resolve, reject) => {
		const options = { encoding: /** @type {const} */ ('buffer'), timeout: 25_000, maxBuffer: 64 * 1024 * 1024 };
		const child = execFile('typst', args, options, (problem, output) => {
			if (problem) reject(new Error('the typst command failed'));
			else resolve(output);
		});
		// A command that ends before it has read everything is reported by its exit code.
		child.stdin?.on('error', () => {});
		child.stdin?.end(input);
	});
