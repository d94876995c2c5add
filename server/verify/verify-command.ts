/** `mapp-verify FILE...`: says of each file whether it is what was sealed. Needs no network, no database and no other package. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerLines, exitCodeOf, plain } from '#lib/verify/answer-words.ts';
import { certificatesIn } from '#lib/verify/certificate.ts';
import { unpack } from '#lib/verify/unpack.ts';
import { type Answer, type Trust, unreadable } from '#lib/verify/verify-answer.ts';
import type { FileBeside } from '#lib/verify/verify-bundle.ts';
import { FILE_LIMIT, verifyFile } from '#lib/verify/verify-file.ts';
import { fingerprintOf } from '#lib/verify/verify-signature.ts';

const HELP = `Usage: mapp-verify [options] FILE...

Says of each file (a sealed record, version, addendum or list of an archive as JSON, or a sealed PDF) whether it is what was
sealed: by whom, when and with which certificate, or exactly what does not match. Nothing leaves this computer.

  --key SHA256|FILE          trust this key that signs records: its SHA-256, or a file with it (PEM)
  --certificate SHA256|FILE  trust this certificate, or whatever was issued under it: its SHA-256, or a file (PEM, DER)
  --json                     the answers as JSON
  --unpack FOLDER            also write what is signed, the signature and the key into the folder, for openssl and others
  --help

Ends with 0 when every file is valid, 1 when one is not, 2 when one cannot be read, 3 when one has no seal.`;

class WrongUse extends Error {}

const printOf = (text: string): string | null => {
	const digits = text.replace(/[\s:]/g, '').toLowerCase();
	return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
};

function read(path: string): Uint8Array<ArrayBuffer> {
	const { size } = statSync(path);
	if (size > FILE_LIMIT) throw new RangeError('The file is larger than 256 MB; nothing this service seals is.');
	return new Uint8Array(readFileSync(path));
}

function keyPrint(given: string): string {
	const print = printOf(given);
	if (print) return print;
	const text = new TextDecoder().decode(read(given));
	const body = /-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/.exec(text)?.[1];
	if (body === undefined) throw new WrongUse(`${plain(given)} holds no public key (PEM).`);
	return fingerprintOf(new Uint8Array(Buffer.from(body, 'base64')));
}

function trustIn(keys: readonly string[], certificates: readonly string[]): Trust {
	const trust = { keys: keys.map(keyPrint), certificates: [] as Uint8Array[], certificatePrints: [] as string[] };
	for (const given of certificates) {
		const print = printOf(given);
		if (print) trust.certificatePrints.push(print);
		else {
			const found = certificatesIn(read(given));
			if (found.length === 0) throw new WrongUse(`${plain(given)} holds no certificate.`);
			trust.certificates.push(...found);
		}
	}
	return trust;
}

const why = (problem: unknown): string =>
	problem instanceof RangeError
		? problem.message
		: `The file cannot be opened (${(problem as NodeJS.ErrnoException).code ?? 'unknown'}).`;

export type Said = { readonly out: string; readonly error: string; readonly code: number };

/** @param args without the names of node and of the command */
export async function verifyCommand(args: readonly string[]): Promise<Said> {
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				key: { type: 'string', multiple: true },
				certificate: { type: 'string', multiple: true },
				json: { type: 'boolean' },
				unpack: { type: 'string' },
				help: { type: 'boolean', short: 'h' }
			}
		});
		if (values.help) return { out: `${HELP}\n`, error: '', code: 0 };
		if (positionals.length === 0) throw new WrongUse('Name at least one file.');
		const trust = trustIn(values.key ?? [], values.certificate ?? []);
		const files = positionals.map(opened);
		const beside = files.flatMap(({ name, bytes }): FileBeside[] =>
			bytes === null ? [] : [{ name, size: bytes.length, sha256: fingerprintOf(bytes) }]
		);
		const answers: { file: string; answer: Answer }[] = [];
		for (const { name, bytes, problem } of files) {
			answers.push({ file: name, answer: bytes ? await verifyFile(bytes, trust, beside) : unreadable(problem) });
			if (bytes && values.unpack !== undefined) writeParts(values.unpack, bytes);
		}
		const code = exitCodeOf(answers.map(({ answer }) => answer.verdict));
		const out = values.json
			? JSON.stringify(answers.map(({ file, answer }) => ({ file, ...answer })))
			: answers.map(({ file, answer }) => answerLines(file, answer).join('\n')).join('\n\n');
		return { out: `${out}\n`, error: '', code };
	} catch (problem) {
		const isOption = problem instanceof TypeError && 'code' in problem;
		const said = problem instanceof WrongUse || isOption ? problem.message : why(problem);
		return { out: '', error: `mapp-verify: ${said}\nmapp-verify --help says how it is used.\n`, code: 2 };
	}
}

type Opened = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> | null; readonly problem: string };
function opened(name: string): Opened {
	try {
		return { name, bytes: read(name), problem: '' };
	} catch (problem) {
		return { name, bytes: null, problem: why(problem) };
	}
}

function writeParts(folder: string, bytes: Uint8Array<ArrayBuffer>): void {
	mkdirSync(folder, { recursive: true });
	for (const part of unpack(bytes)) writeFileSync(join(folder, part.name), part.bytes);
}
