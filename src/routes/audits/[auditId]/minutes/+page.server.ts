import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readAuditedMinutes } from '#server/application/read-audits.ts';
import { layOutOther } from '#server/export/lay-out-in-language.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const now = new Date();
	const { database } = app();
	const read = await readAuditedMinutes({ database, now }, signedIn(event), event.params.auditId);
	return read.ok
		? {
				...read.value,
				laidOut: layOutOther(read.value.record, read.value.sha256),
				leftMs: Date.parse(read.value.until) - now.getTime()
			}
		: refusePage(read);
};
