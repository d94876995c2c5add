import { exportParts } from '#lib/server/file-action.ts';
import { takeOwnFile } from '#lib/server/own-file.ts';
import { exportMinutes } from '#server/application/export-minutes.ts';
import type { RequestHandler } from './$types';

/** The minutes as one HTML file, to read on any screen or with a screen reader, for somebody who reads the whole record: numbered and in the register, as every file that leaves. */
export const GET: RequestHandler = (event) =>
	takeOwnFile(event, (asked, own) =>
		exportMinutes(exportParts(), asked, event.params.meetingId, {
			...{ format: 'HTML', profile: 'FULL', agencyId: '' },
			...own
		})
	);
