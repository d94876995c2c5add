import { exportParts } from '#lib/server/file-action.ts';
import { takeOwnFile } from '#lib/server/own-file.ts';
import { exportAddendum } from '#server/application/export-beside-record.ts';
import type { RequestHandler } from './$types';

/** One addendum with its seal, to be checked by itself or beside its record: numbered and in the register, as every file that leaves (R18). */
export const GET: RequestHandler = (event) =>
	takeOwnFile(event, (asked, own) => {
		const { meetingId, number } = event.params;
		return exportAddendum(exportParts(), asked, { meetingId, number: Number(number), format: 'JSON' }, own);
	});
