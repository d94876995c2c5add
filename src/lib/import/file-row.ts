/** What an import reads and answers with: rows with the line they begin on, and problems that name the line. */
export type FileRow = {
	/** line of the file on which the row begins, from 1; a cell may go on over several lines */
	readonly line: number;
	readonly cells: readonly string[];
};
export type LineProblem = {
	/** null = the file as a whole */
	readonly line: number | null;
	/** heading of the column, '' = the whole line */
	readonly column: string;
	/** says what to do; never repeats what stands in the cell */
	readonly message: string;
};
/** Why a file was not taken. 413 too large, 415 not such a file, 422 something in it is wrong. */
export type FileRefusal = {
	readonly ok: false;
	readonly status: 413 | 415 | 422;
	readonly problems: readonly LineProblem[];
};
export type FileAnswer<T> = { readonly ok: true; readonly value: T } | FileRefusal;

export const wholeFile = (status: FileRefusal['status'], message: string): FileRefusal => ({
	ok: false,
	status,
	problems: [{ line: null, column: '', message }]
});

/** At most so many problems are shown; the rest is counted. */
export const SHOWN_PROBLEMS = 100;
export const problemSentence = ({ line, column, message }: LineProblem): string =>
	[line === null ? '' : `Line ${line}`, column].filter((part) => part !== '').join(', ') +
	(line === null && column === '' ? message : `: ${message}`);
