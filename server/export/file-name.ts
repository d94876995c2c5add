import type { FinalRecord } from '#lib/minutes/final-record.ts';

/** The name a downloaded copy carries: marking first, then the reference, in letters that every system accepts. */
export const exportFileName = (record: FinalRecord, extension: 'pdf' | 'json'): string => {
	const reference = record.reference.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
	return `${record.marking} ${reference || 'meeting'} final minutes.${extension}`;
};
