/** What the reader is told where no typesetting engine is installed. */
export const NO_ENGINE =
	'The PDF needs Typst 0.14: install the optional packages on Linux (x64), or put a typst 0.14 command on PATH.';
