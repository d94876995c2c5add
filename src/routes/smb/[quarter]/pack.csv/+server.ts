import { csvText } from '#lib/import/csv-text.ts';
import { boardReading, fileAnswer, packFileName, packHead } from '#lib/server/board-page.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { packRows } from '#lib/smb/pack-file.ts';
import { readBoardPack } from '#server/application/read-board.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const pack = await readBoardPack(boardReading(), signedIn(event), event.params.quarter, 'export-board-pack');
	if (!pack.ok) return refusePage(pack);
	if (pack.value === null) return notFound();
	const csv = csvText(packRows(packHead(pack.value), pack.value.tables));
	return fileAnswer(csv, 'text/csv; charset=utf-8', packFileName(pack.value.quarter, 'csv'));
};
