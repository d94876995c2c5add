import { actionRows } from '#lib/hand-off/hand-off-parts.ts';
import { csvText } from '#lib/import/csv-text.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import { readHandOff } from '#server/application/read-hand-off.ts';
import { exportFileName } from '#server/export/file-name.ts';
import type { RequestHandler } from './$types';

/** The action list for a spreadsheet; nothing in it is carried out there. Every download is in the audit (R18). */
export const GET: RequestHandler = async (event) => {
	const actor = signedIn(event);
	confirmFirst(event);
	const { database, cache } = app();
	const found = await readHandOff(database, cache, actor, event.params.meetingId, new Date(), 'export-action-list');
	if (!found.ok) return refusePage(found);
	const { record } = found.value;
	return new Response(csvText(actionRows(record)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${exportFileName(record, 'actions.csv')}"`,
			'cache-control': 'no-store'
		}
	});
};
