/** One line on stderr with the time. Callers put no content, names, addresses or tokens in it. */
export const log = (line: string): void => {
	process.stderr.write(`${new Date().toISOString()} ${line}\n`);
};
