/** One line on stderr with the time. Callers put no content, names, addresses or tokens in it. Never throws. */
export const log = (line: string): void => {
	try {
		process.stderr.write(`${new Date().toISOString()} ${line}\n`);
	} catch {
		// Nobody is there to be told.
	}
};

/** The service goes on when nobody reads its output any more, or its disk is full; what must be kept is in the database. */
export function outliveOutput(): void {
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
