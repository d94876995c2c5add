import { EXPORT_FORMATS, EXPORT_MINUTES } from '#lib/exports/exported-file.ts';
import { exportParts, fileAction } from '#lib/server/file-action.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportMinutes } from '#server/application/export-minutes.ts';
import { readExportPage } from '#server/application/read-distribution.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { meetingId } = event.params;
	const view = await readExportPage(app(), signedIn(event), meetingId);
	if (!view.ok) return refusePage(view);
	const asked = event.url.searchParams.get('format');
	return { meetingId, ...view.value, format: EXPORT_FORMATS.find((one) => one === asked) ?? 'PDF' };
};

export const actions = {
	'export-minutes': fileAction('export-minutes', EXPORT_MINUTES, (event, asked, input) =>
		exportMinutes(exportParts(), asked, event.params.meetingId ?? '', input)
	)
} satisfies Actions;
