import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readCertificatePage } from '#server/application/read-retention.ts';
import type { PageServerLoad } from './$types';

/** For the unit; for everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
	const page = await readCertificatePage(app(), signedIn(event), Number(event.params.number), 'view-certificate');
	return page.ok ? { certificate: page.value.certificate } : refusePage(page);
};
