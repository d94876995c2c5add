/** The page that checks files by itself: no server, no network, also when it is opened from a disk. */
import { sha256, toHex } from '../seal/sha256.ts';
import { plain, verdictWord } from './answer-words.ts';
import type { Answer, Trust } from './verify-answer.ts';
import { unreadable } from './verify-answer.ts';
import { FILE_LIMIT, verifyFile } from './verify-file.ts';

const byId = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;

/** An element with words in it; what a file says never becomes markup. */
function element(name: string, text = '', className = ''): HTMLElement {
	const made = document.createElement(name);
	if (text !== '') made.textContent = plain(text);
	if (className !== '') made.className = className;
	return made;
}

const listOf = (items: readonly string[], className: string): HTMLElement => {
	const list = element('ul', '', className);
	list.append(...items.map((item) => element('li', item)));
	return list;
};

function drawn(name: string, { verdict, title, problems, fits, facts, notes }: Answer): HTMLElement {
	const part = element('section', '', `answer ${verdict}`);
	part.append(element('h2', `${name}: ${verdictWord[verdict]}`));
	if (title !== '') part.append(element('p', title, 'title'));
	if (problems.length > 0) part.append(element('h3', 'What does not match'), listOf(problems, 'problems'));
	if (fits.length > 0) part.append(element('h3', 'What was checked and fits'), listOf(fits, 'fits'));
	const terms = element('dl');
	for (const [label, value] of facts) terms.append(element('dt', label), element('dd', value));
	if (facts.length > 0) part.append(element('h3', 'What the file says'), terms);
	if (notes.length > 0) part.append(element('h3', 'What this check cannot tell'), listOf(notes, 'notes'));
	return part;
}

const printsIn = (id: string): readonly string[] => {
	const digits = byId<HTMLInputElement>(id).value.replace(/[\s:]/g, '').toLowerCase();
	return digits === '' ? [] : [digits];
};
const trusted = (): Trust => ({
	keys: printsIn('key'),
	certificatePrints: printsIn('certificate'),
	certificates: []
});

async function check(files: readonly File[]): Promise<void> {
	const answers = byId('answers');
	const status = byId('status');
	if (files.length === 0) return;
	status.textContent = files.length === 1 ? 'Checking 1 file.' : `Checking ${files.length} files.`;
	const read = await Promise.all(files.map(opened));
	const beside = read.flatMap(({ name, bytes }) =>
		bytes ? [{ name, size: bytes.length, sha256: toHex(sha256(bytes)) }] : []
	);
	const parts: HTMLElement[] = [];
	for (const { name, bytes, problem } of read) {
		const answer = bytes ? await verifyFile(bytes, trusted(), beside) : unreadable(problem);
		parts.push(drawn(name, answer));
	}
	answers.replaceChildren(...parts);
	status.textContent = parts.map((part) => part.querySelector('h2')?.textContent ?? '').join('. ');
	answers.focus();
}

async function opened(file: File) {
	const { name, size } = file;
	if (size > FILE_LIMIT)
		return { name, bytes: null, problem: 'The file is larger than 256 MB; nothing this service seals is.' };
	try {
		return { name, bytes: new Uint8Array(await file.arrayBuffer()), problem: '' };
	} catch {
		return { name, bytes: null, problem: 'The browser cannot open the file.' };
	}
}

let chosen: readonly File[] = [];
const again = (): void => {
	check(chosen).catch(() => {
		byId('status').textContent = 'The check failed. Load this page again and try once more.';
	});
};
const take = (files: FileList | null | undefined): void => {
	chosen = [...(files ?? [])];
	again();
};

byId('with-script').hidden = false;
byId<HTMLInputElement>('files').addEventListener('change', ({ target }) => take((target as HTMLInputElement).files));
byId('check').addEventListener('click', again);
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
	event.preventDefault();
	take(event.dataTransfer?.files);
});
