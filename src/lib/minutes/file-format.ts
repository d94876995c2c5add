/** The forms in which final minutes are taken away, and what each is for. */
export const FORMAT_NAMES = ['pdf', 'docx', 'html', 'json'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
export type FileFormat = { readonly name: FormatName; readonly bytes: number };

/** Link text, file behind `/meetings/<id>/final/`, kind of file as people call it, and what it is for. */
export const formatWord: Readonly<
	Record<FormatName, { readonly link: string; readonly file: string; readonly kind: string; readonly use: string }>
> = {
	pdf: {
		link: 'Minutes as PDF',
		file: 'minutes.pdf',
		kind: 'PDF',
		use: 'Sealed: to keep, to print and for a court. Any change breaks the seal.'
	},
	docx: {
		link: 'Minutes as Word document',
		file: 'minutes.docx',
		kind: 'DOCX',
		use: 'To quote from. It is not sealed.'
	},
	html: {
		link: 'Minutes as one web page',
		file: 'minutes.html',
		kind: 'HTML',
		use: 'To read on any screen or with a screen reader, without this service. It is not sealed.'
	},
	json: {
		link: 'Record as data (JSON)',
		file: 'record.json',
		kind: 'JSON',
		use: 'Sealed: for another system, and to check every word of it without this service.'
	}
};

/** "570 KB" or "1.2 MB", rounded up so that nothing is smaller than it is told. */
export const fileSize = (bytes: number): string =>
	bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(Math.ceil(bytes / 100_000) / 10).toFixed(1)} MB`;
