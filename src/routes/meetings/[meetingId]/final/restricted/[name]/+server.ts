import { exportParts } from '#lib/server/file-action.ts';
import { takeOwnFile } from '#lib/server/own-file.ts';
import { app } from '#lib/server/running-app.ts';
import { exportKeptApart } from '#server/application/export-kept-apart.ts';
import type { RequestHandler } from './$types';

/** One note as it was sealed, byte for byte: its SHA-256 is what leads to the number in the minutes. */
export const GET: RequestHandler = (event) => {
	const { meetingId, name } = event.params;
	const { admission, database } = app();
	const parts = { ...exportParts(), admission, database };
	return takeOwnFile(event, (asked, own) => exportKeptApart(parts, asked, meetingId, name, own));
};
