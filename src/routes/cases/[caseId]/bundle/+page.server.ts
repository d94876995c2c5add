import { CANCEL_BUNDLE } from '#lib/exports/case-bundle.ts';
import { exportParts, fileAction } from '#lib/server/file-action.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { buildBundle, exportBundle, readBundlePage } from '#server/application/case-bundle.ts';
import { log } from '#server/log.ts';
import type { Actions, PageServerLoad } from './$types';

/** For the unit alone; for everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
	const { caseId } = event.params;
	const view = await readBundlePage(app(), signedIn(event), caseId, new Date());
	return view.ok ? { caseId, ...view.value } : refusePage(view);
};

export const actions = {
	'start-bundle': (event) => {
		const { areaId } = signedIn(event);
		const after = (id: string): string => {
			void buildBundle({ ...exportParts(), log }, areaId, id);
			return event.url.pathname;
		};
		return areaAction('start-bundle', { after })(event);
	},
	'cancel-bundle': areaAction('cancel-bundle'),
	'take-bundle': fileAction('take-bundle', CANCEL_BUNDLE, (event, asked, { bundleId }) =>
		exportBundle(exportParts(), asked, event.params.caseId ?? '', bundleId)
	)
} satisfies Actions;
