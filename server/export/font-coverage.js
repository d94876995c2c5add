/**
 * The characters a TrueType font has a real glyph for, from its character map (OpenType "cmap", formats 4 and 12).
 * @param {Buffer} font the whole font file
 * @returns {Set<number>} code points
 */
export const fontCoverage = (font) => {
	/** @type {Set<number>} */
	const covered = new Set();
	const map = tableOffset(font, 'cmap');
	if (map === 0) return covered;
	for (let record = 0; record < font.readUInt16BE(map + 2); record++) {
		const table = map + font.readUInt32BE(map + 4 + record * 8 + 4);
		const format = font.readUInt16BE(table);
		if (format === 4) addSegments(font, table, covered);
		if (format === 12) addGroups(font, table, covered);
	}
	return covered;
};

/** @param {Buffer} font @param {string} tag @returns {number} 0 when the font has no such table */
const tableOffset = (font, tag) => {
	for (let index = 0; index < font.readUInt16BE(4); index++) {
		const entry = 12 + index * 16;
		if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
	}
	return 0;
};

/** Format 12: runs of code points with consecutive glyphs. @param {Buffer} font @param {number} table @param {Set<number>} covered */
const addGroups = (font, table, covered) => {
	for (let index = 0; index < font.readUInt32BE(table + 12); index++) {
		const group = table + 16 + index * 12;
		const [first, last, glyph] = [0, 4, 8].map((at) => font.readUInt32BE(group + at));
		if (first === undefined || last === undefined || glyph === undefined) continue;
		for (let code = first; code <= last; code++) if (glyph + code - first !== 0) covered.add(code);
	}
};

/** Format 4: segments of the first plane, by offset or through a list of glyphs. @param {Buffer} font @param {number} table @param {Set<number>} covered */
const addSegments = (font, table, covered) => {
	const bytes = font.readUInt16BE(table + 6);
	const [ends, starts, deltas, ranges] = [14, 16 + bytes, 16 + bytes * 2, 16 + bytes * 3].map((at) => table + at);
	if (ends === undefined || starts === undefined || deltas === undefined || ranges === undefined) return;
	for (let at = 0; at < bytes; at += 2) {
		const last = font.readUInt16BE(ends + at);
		const first = font.readUInt16BE(starts + at);
		const delta = font.readUInt16BE(deltas + at);
		const range = font.readUInt16BE(ranges + at);
		for (let code = first; code <= last && code < 0xffff; code++) {
			const listed = range === 0 ? code : font.readUInt16BE(ranges + at + range + (code - first) * 2);
			if (range !== 0 && listed === 0) continue;
			if (((listed + delta) & 0xffff) !== 0) covered.add(code);
		}
	}
};
