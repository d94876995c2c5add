import type { FinalRecord } from '#lib/minutes/final-record.ts';

/**
 * The name a downloaded copy carries: `MAPPA-<number>-<date of the lock>-<marking>`, in letters that every system accepts.
 * Never the name of a person (promises O-7).
 */
export const exportFileName = (
	record: Pick<FinalRecord, 'reference' | 'lockedAt' | 'marking'>,
	extension: 'pdf' | 'json' | 'docx' | 'html' | 'restricted.json' | 'actions.csv'
): string => {
	const reference = record.reference.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
	return `MAPPA-${reference || 'meeting'}-${record.lockedAt.slice(0, 10)}-${record.marking}.${extension}`;
};

/** The same for an addendum, with its number. */
export const addendumFileName = (
	addendum: {
		readonly reference: string;
		readonly number: number;
		readonly sealedAt: string;
		readonly marking: 'OFFICIAL-SENSITIVE';
	},
	extension: 'pdf' | 'json'
): string =>
	exportFileName(
		{ ...addendum, reference: `${addendum.reference} addendum ${addendum.number}`, lockedAt: addendum.sealedAt },
		extension
	);
