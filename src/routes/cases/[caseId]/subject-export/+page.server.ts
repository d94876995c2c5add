import { EXPORT_SUBJECT } from '#lib/exports/subject-export.ts';
import { exportParts, fileAction } from '#lib/server/file-action.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportSubject, readSubjectExport } from '#server/application/export-subject.ts';
import type { Actions, PageServerLoad } from './$types';

/** For the unit that answers the person; for everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
	const { caseId } = event.params;
	const page = await readSubjectExport(app(), signedIn(event), caseId);
	return page.ok ? { caseId, ...page.value } : refusePage(page);
};

export const actions = {
	'export-subject': fileAction('export-subject', EXPORT_SUBJECT, (event, asked, input) =>
		exportSubject(exportParts(), asked, event.params.caseId ?? '', input)
	)
} satisfies Actions;
