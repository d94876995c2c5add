import { exportParts, fileAction } from '#lib/server/file-action.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { EXPORT_FOR_REQUEST, exportForRequest } from '#server/application/export-for-request.ts';
import { readRequestPage } from '#server/application/read-requests.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const view = await readRequestPage(app(), signedIn(event), event.params.requestId, new Date());
	return view.ok ? view.value : refusePage(view);
};

export const actions = {
	'amend-request': areaAction('amend-request'),
	'ask-originator': areaAction('ask-originator'),
	'note-originator-answer': areaAction('note-originator-answer'),
	'decide-request': areaAction('decide-request'),
	'close-request': areaAction('close-request'),
	'export-for-request': fileAction('export-for-request', EXPORT_FOR_REQUEST, (event, asked, input) =>
		exportForRequest(exportParts(), asked, event.params.requestId ?? '', input)
	)
} satisfies Actions;
