/** `npm run welsh:collect`: brings the catalogue's files up to date with the source. What is translated stays. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { areaOf, CATALOGUE_FOLDER, type Catalogue, COMMON, readCatalogue } from './catalogue.ts';
import { readShown } from './read-shown.ts';
import { placesOf } from './sentence.ts';

/** The catalogue as the source wants it: new sentences are "", those that nobody says any more are gone. Pure. */
export function collected(
	before: Catalogue,
	shown: ReadonlyMap<string, readonly string[]>
): ReadonlyMap<string, Record<string, string>> {
	const after = new Map<string, Record<string, string>>();
	const put = (area: string, english: string, welsh: string): void => {
		const entries = after.get(area) ?? {};
		entries[english] = welsh;
		after.set(area, entries);
	};
	for (const [english, files] of [...shown].sort(([one], [other]) => (one < other ? -1 : 1))) {
		const areas = [...new Set(files.map(areaOf))];
		const standing = [...before].filter(
			([area, entries]) => entries.has(english) && (area === COMMON || areas.includes(area))
		);
		for (const [area, entries] of standing) put(area, english, entries.get(english) ?? '');
		if (standing.length === 0 || areas.some((area) => !standing.some(([name]) => name === area || name === COMMON))) {
			const kept = [...before.values()].map((entries) => entries.get(english)).find(Boolean) ?? '';
			put(areas.length === 1 ? (areas[0] ?? COMMON) : COMMON, english, kept);
		}
	}
	return after;
}

/** The catalogue with what a folder of translated files says, wherever a sentence of it stands. */
function withBrought(catalogue: Catalogue, folder: string): Catalogue {
	const brought = new Map<string, string>();
	for (const name of readdirSync(folder).filter((one) => one.endsWith('.json')))
		try {
			const entries = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>;
			for (const [english, welsh] of Object.entries(entries)) {
				if (welsh === '') continue;
				if (placesOf(english) === placesOf(welsh)) brought.set(english, edgesOf(english, welsh));
				else console.log(`${name}: the places differ in ${JSON.stringify(english)}`);
			}
		} catch {
			console.log(`${name}: this is no JSON`);
		}
	return new Map(
		[...catalogue].map(([area, entries]) => [
			area,
			new Map([...entries].map(([english, welsh]) => [english, brought.get(english) ?? welsh]))
		])
	);
}

/** White space at the ends is that of the English. */
const edgesOf = (english: string, welsh: string): string =>
	`${/^\s*/.exec(english)?.[0] ?? ''}${welsh.trim()}${/\s*$/.exec(english)?.[0] ?? ''}`;

/** @param brought a folder with more files like the catalogue's: what they translate goes in */
export function collect(root: string, brought: string | undefined): void {
	const before = brought === undefined ? readCatalogue(root) : withBrought(readCatalogue(root), resolve(brought));
	const after = collected(before, readShown(root));
	let [sentences, missing] = [0, 0];
	for (const area of new Set([...before.keys(), ...after.keys()])) {
		const entries = after.get(area) ?? {};
		writeFileSync(join(root, CATALOGUE_FOLDER, `${area}.json`), `${JSON.stringify(entries, null, '\t')}\n`);
		const words = Object.values(entries);
		sentences += words.length;
		missing += words.filter((word) => word === '').length;
		console.log(
			`${area.padEnd(12)} ${String(words.length).padStart(5)} sentences, ${words.filter((one) => one === '').length} to translate`
		);
	}
	console.log(`${'all'.padEnd(12)} ${String(sentences).padStart(5)} sentences, ${missing} to translate`);
}
