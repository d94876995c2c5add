import { exportParts } from '#lib/server/file-action.ts';
import { takeOwnFile } from '#lib/server/own-file.ts';
import { exportActionList } from '#server/application/export-beside-record.ts';
import type { RequestHandler } from './$types';

/** The action list for a spreadsheet: numbered and in the register, as every file that leaves (R18). */
export const GET: RequestHandler = (event) =>
	takeOwnFile(event, (asked, own) => exportActionList(exportParts(), asked, event.params.meetingId, own));
