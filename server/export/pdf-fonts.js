import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fontCoverage } from './font-coverage.js';

const require = createRequire(import.meta.url);

/**
 * The only fonts of the printed minutes, in the order in which a missing character is looked for. TrueType files from
 * npm, so that every machine prints the same; all of them may be embedded.
 */
const FONT_FILES = [
	'@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
	'@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
	'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
	'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
	'@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf',
	'@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
	'@expo-google-fonts/noto-emoji/700Bold/NotoEmoji_700Bold.ttf'
];

/** Full paths of the font files. */
export const fontPaths = () => FONT_FILES.map((file) => require.resolve(file));

/** The folders the font files lie in. */
export const fontFolders = () => [...new Set(fontPaths().map((file) => path.dirname(file)))];

/**
 * The code points that every weight of each family has, in the order in which a missing character is looked for: text is set
 * in both weights, and a character that only one of them has would stop the export of a heading.
 * @returns {Set<number>[]}
 */
export const familyCoverage = () => {
	/** @type {Map<string, Set<number>>} */
	const families = new Map();
	for (const file of fontPaths()) {
		const family = path.basename(file).replace(/[-_].*$|\.ttf$/g, '');
		const covered = fontCoverage(fs.readFileSync(file));
		const known = families.get(family);
		families.set(family, known ? new Set([...known].filter((code) => covered.has(code))) : covered);
	}
	return [...families.values()];
};

/** The bytes of the font files. */
export const readFonts = () => fontPaths().map((file) => fs.readFileSync(file));
