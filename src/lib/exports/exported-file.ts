/** A file that leaves the service: for a named recipient and purpose, numbered and marked (R18). */
import { z } from 'zod';
import { line, longText, oneOf, optionalLine, REASON_MAX } from '../input.ts';
import { PROFILES } from '../seal/profiles.ts';

export const EXPORT_FORMATS = ['PDF', 'DOCX', 'HTML', 'JSON'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const exportFormatWord: Record<ExportFormat, string> = {
	PDF: 'PDF, sealed',
	DOCX: 'Word document',
	HTML: 'Web page',
	JSON: 'Data (JSON)'
};
export const EXPORT_TYPE: Record<ExportFormat, { readonly extension: string; readonly contentType: string }> = {
	PDF: { extension: 'pdf', contentType: 'application/pdf' },
	DOCX: {
		extension: 'docx',
		contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
	},
	HTML: { extension: 'html', contentType: 'text/html; charset=utf-8' },
	JSON: { extension: 'json', contentType: 'application/json; charset=utf-8' }
};

export const EXPORT_MINUTES = z.strictObject({
	format: oneOf(EXPORT_FORMATS, 'a format'),
	profile: oneOf(PROFILES, 'a version'),
	/** the agency whose version it is; '' for the others */
	agencyId: optionalLine('an agency', 64),
	recipient: line('who gets the file'),
	purpose: longText('what it is for', REASON_MAX)
});
export type ExportMinutes = z.infer<typeof EXPORT_MINUTES>;

/** What a file is for that somebody takes for themselves, who reads the whole record anyway. */
export const OWN_USE = 'Own use, for the record of the meeting';

/** "export 31" */
export const exportNumber = (number: number): string => `export ${number}`;
