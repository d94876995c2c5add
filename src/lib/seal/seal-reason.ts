/** What stands in the seal of a PDF: its properties are read by people who may not read the minutes, so it names nobody. Pure. */

export type SealedFile = 'minutes' | 'minutes-copy' | 'addendum' | 'addendum-copy';

/** Part of a file of the record, so it is asked of the build of the record's language (decision 061). */
export const sealReason: Readonly<Record<SealedFile, string>> = {
	minutes: 'Final minutes locked by the chair',
	'minutes-copy': 'A copy of final minutes, made by the service',
	addendum: 'Addendum to final minutes, sealed by the chair',
	'addendum-copy': 'A copy of an addendum to final minutes, made by the service'
};
