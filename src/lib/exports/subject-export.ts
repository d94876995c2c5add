/**
 * Everything this service holds about a person, for themselves (DPA 2018 s.45): under a decided request, in the version for the
 * person, as one archive with a cover in plain words. Whose it is besides, is left out by marks that people have looked at.
 */
import { z } from 'zod';
import { rowId } from '../input.ts';
import type { BoardPackDocument } from '../smb/pack-document.ts';
import { longDate } from '../time.ts';

export const EXPORT_SUBJECT = z.strictObject({ requestId: rowId('a request') });
export type ExportSubject = z.infer<typeof EXPORT_SUBJECT>;

/** A locked meeting as it stands in the archive. */
export type SubjectMeeting = {
	/** "NMS-2026-014/2" */
	readonly reference: string;
	/** London date */
	readonly on: string;
	/** what its version leaves out, in words; empty when nothing */
	readonly leftOut: readonly string[];
};
export type SubjectCover = {
	readonly area: string;
	/** "Export 31" */
	readonly label: string;
	/** London date */
	readonly on: string;
	readonly request: string;
	readonly cases: readonly string[];
	readonly meetings: readonly SubjectMeeting[];
	/** agencies that were there or sent information, by name */
	readonly sources: readonly string[];
	/** agencies that were given a copy, by name */
	readonly recipients: readonly string[];
	readonly files: readonly { readonly name: string; readonly what: string }[];
	/** the law's restrictions that were relied on, in words */
	readonly exemptions: readonly string[];
};

/** What the archive never holds, whoever asks: said to the person in these words. */
export const NEVER_IN = [
	'Names of staff, and who said or wrote what',
	'Information about victims and other people, and information that came from intelligence',
	'What agencies wrote for one another before a meeting, drafts, and notes kept for some people alone'
] as const;

/** The first file of the archive, for print. It names nobody but agencies. */
export function subjectCover(cover: SubjectCover): BoardPackDocument {
	const list = (items: readonly string[]) => items.map((item) => ({ head: item, cells: [''] }));
	const { meetings, files, sources, recipients, exemptions } = cover;
	return {
		...{
			language: 'en',
			marking: 'OFFICIAL-SENSITIVE',
			title: 'What is held about you',
			area: cover.area,
			date: cover.on
		},
		lines: [
			`${cover.label}, made on ${longDate(cover.on)} to answer ${cover.request}. Cases: ${cover.cases.join(', ')}.`,
			'MAPPA is how police, probation, prisons and other agencies work together to protect the public. They meet about some people. These are the records of the meetings about you that this service keeps.',
			'The police, probation and prison services of the area are together controllers of the minutes. Each agency is controller of what it told the meeting. Write to the MAPPA co-ordinator of the area about any of this: you may ask for something to be put right or taken out.',
			'If you are not content with this answer you may complain to the area, to the Information Commissioner (ico.org.uk), or go to court.',
			exemptions.length > 0
				? `Some of it is left out. The law allows that where the answer would harm others or their work: ${exemptions.join('; ')}.`
				: 'Some of it may be left out, where the law allows that because the answer would harm others or their work.'
		],
		charts: [],
		tables: [
			{
				...{ title: 'The files', note: '', head: 'File', columns: ['What it is'] },
				rows: files.map(({ name, what }) => ({ head: name, cells: [what] }))
			},
			{
				...{
					title: 'The meetings',
					note: 'In each place where something is left out, the minutes say so.',
					head: 'Meeting'
				},
				columns: ['Held', 'Left out'],
				rows: meetings.map(({ reference, on, leftOut }) => ({
					head: reference,
					cells: [longDate(on), leftOut.length > 0 ? leftOut.join('; ') : 'Nothing besides names of staff']
				}))
			},
			{ ...{ title: 'Where the information came from', note: '', head: 'Agency', columns: [''] }, rows: list(sources) },
			{
				...{ title: 'Agencies that were given minutes', note: '', head: 'Agency', columns: [''] },
				rows: list(recipients)
			},
			{ ...{ title: 'What is never in this archive', note: '', head: '', columns: [''] }, rows: list(NEVER_IN) }
		]
	};
}
