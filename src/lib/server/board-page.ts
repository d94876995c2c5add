/** What the Board's pages and files read of the running application. */
import { app } from '#lib/server/running-app.ts';
import type { PackHead } from '#lib/smb/pack-file.ts';
import { type Quarter, quarterKey, quarterWord } from '#lib/smb/quarter.ts';
import { longDate } from '#lib/time.ts';
import type { BoardPack, BoardReading } from '#server/application/read-board.ts';

export const boardReading = (): BoardReading => ({ database: app().database, cache: app().cache, now: new Date() });

/** What stands over a pack everywhere. */
export const packHead = ({ quarter, asAt, isWhole, notLocked, published }: BoardPack): PackHead => ({
	title: `Report to the Strategic Management Board: ${quarterWord(quarter)}`,
	lines: [
		`As known on ${longDate(asAt)}. Quarters are those of the financial year, 1 April to 31 March.`,
		isWhole ? 'For the MAPPA unit: every number is shown.' : 'Small numbers are withheld, and others with them.',
		...(published ? [`Published to the Board, version ${published.version}.`] : ['Not published to the Board.']),
		...(notLocked
			? [
					`${notLocked} ${notLocked === 1 ? 'meeting' : 'meetings'} held in this quarter ${notLocked === 1 ? 'is' : 'are'} not in the tables of what was recorded: the minutes are not locked.`
				]
			: [])
	]
});

/** OFFICIAL-SENSITIVE-board-pack-2026-Q3.ods */
export const packFileName = (quarter: Quarter, extension: 'csv' | 'ods' | 'pdf'): string =>
	`OFFICIAL-SENSITIVE-board-pack-${quarterKey(quarter)}.${extension}`;

export const fileAnswer = (content: string | Uint8Array, type: string, name: string): Response =>
	new Response(typeof content === 'string' ? content : new Uint8Array(content), {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store'
		}
	});
