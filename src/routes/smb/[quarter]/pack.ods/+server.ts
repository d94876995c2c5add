import { boardReading, fileAnswer, packFileName, packHead } from '#lib/server/board-page.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { headRows, tableRows } from '#lib/smb/pack-file.ts';
import { readBoardPack } from '#server/application/read-board.ts';
import { spreadsheet } from '#server/export/spreadsheet.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const pack = await readBoardPack(boardReading(), signedIn(event), event.params.quarter, 'export-board-pack');
	if (!pack.ok) return refusePage(pack);
	if (pack.value === null) return notFound();
	const head = packHead(pack.value);
	const sheets = pack.value.tables.map((table) => ({ name: table.title, rows: tableRows(table) }));
	const file = spreadsheet(head.title, [{ name: 'About', rows: headRows(head) }, ...sheets]);
	return fileAnswer(file, 'application/vnd.oasis.opendocument.spreadsheet', packFileName(pack.value.quarter, 'ods'));
};
