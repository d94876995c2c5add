import type { MinutesBlock, MinutesDocument } from '#lib/minutes/minutes-document.ts';
import type { Prose } from '#lib/minutes/prose.ts';

/** Every text of laid-out minutes that a reader must be able to find in a copy of them. */
export const textsOf = (document: MinutesDocument): string[] =>
	[
		...[document.marking, document.handling, document.area, document.title, document.reference, document.lockedLine],
		...[document.fingerprint.title, document.fingerprint.digits, document.fingerprint.explanation],
		...document.notices.flatMap(({ title, parts }) => [title, ...textsOfProse(parts)]),
		...document.sealLines,
		...document.sections.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(textsOfBlock)])
	].filter((text) => text !== '');

const textsOfBlock = (block: MinutesBlock): string[] => {
	switch (block.kind) {
		case 'heading':
			return [block.text, block.note];
		case 'small':
			return [block.text];
		case 'prose':
			return textsOfProse(block.parts);
		case 'aside':
			return [block.label, ...textsOfProse(block.parts)];
		case 'table':
			return [
				...block.table.columns.map(({ title }) => title),
				...block.table.rows.flat(2).flatMap(({ label, parts }) => [label, ...textsOfProse(parts)])
			];
	}
};

const textsOfProse = (parts: Prose): string[] =>
	parts.flatMap((part) => (part.kind === 'list' ? part.items : [part.text]));
