import { AUDIT_FILTER_FIELDS, auditFilterFields, readAuditFilter } from '#lib/audit/audit-filter.ts';
import { exportParts, fileAction } from '#lib/server/file-action.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { EXPORT_AUDIT_LOG, exportAuditLog } from '#server/application/export-audit-log.ts';
import { readAuditLog } from '#server/application/read-audit-log.ts';
import type { Actions, PageServerLoad } from './$types';

/** For the co-ordinator, auditors, system administrators and chairs, to each what is theirs; to others no page. */
export const load: PageServerLoad = async (event) => {
	const { database, audit } = app();
	const { searchParams } = event.url;
	const { filter, problems } = readAuditFilter((field) => searchParams.get(field));
	const before = Number(searchParams.get('before') ?? Number.NaN);
	const log = await readAuditLog(
		{ database, chain: audit.chain },
		signedIn(event),
		problems.length > 0 ? null : filter,
		Number.isSafeInteger(before) && before > 0 ? before : null
	);
	if (!log.ok) return refusePage(log);
	return {
		...log.value,
		problems,
		isFirst: !(before > 0),
		asked: Object.fromEntries(AUDIT_FILTER_FIELDS.map((field) => [field, searchParams.get(field) ?? ''])),
		fields: auditFilterFields(filter)
	};
};

export const actions = {
	'export-audit-log': fileAction('export-audit-log', EXPORT_AUDIT_LOG, (_, asked, input) =>
		exportAuditLog({ ...exportParts(), chain: app().audit.chain }, asked, input)
	)
} satisfies Actions;
