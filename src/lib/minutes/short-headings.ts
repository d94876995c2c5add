import type { MinutesBlock, MinutesSection } from './minutes-document.ts';
import { proseOf } from './prose.ts';

/** A heading is also a bookmark, which PDF/A allows 32,767 bytes; nobody finds anything by one of more than two lines. */
const LONGEST = 240;

/** The sections with no heading longer than two lines: of a longer one the whole follows as text, so that nothing is lost. */
export const withShortHeadings = (sections: readonly MinutesSection[]): MinutesSection[] =>
	sections.map((section) => ({ ...section, blocks: section.blocks.flatMap(shortened) }));

const shortened = (block: MinutesBlock): MinutesBlock[] => {
	if (block.kind !== 'heading' || block.text.length <= LONGEST) return [block];
	const start = block.text.slice(0, LONGEST).toWellFormed();
	const cut = start.lastIndexOf(' ') > LONGEST / 2 ? start.slice(0, start.lastIndexOf(' ')) : start;
	return [
		{ ...block, text: `${cut.replaceAll('\ufffd', '')} …` },
		{ kind: 'prose', parts: proseOf(block.text) }
	];
};
