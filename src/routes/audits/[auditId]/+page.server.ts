import { auditAction } from '#lib/server/audit-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readAuditPage } from '#server/application/read-audits.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { database, cache } = app();
	const page = await readAuditPage({ database, cache, now: new Date() }, signedIn(event), event.params.auditId);
	return page.ok ? page.value : refusePage(page);
};

export const actions = {
	'give-licence': auditAction('give-licence'),
	'renew-licence': auditAction('renew-licence'),
	'withdraw-licence': auditAction('withdraw-licence'),
	'accept-audit-statement': auditAction('accept-audit-statement'),
	'save-audit': auditAction('save-audit'),
	'submit-audit': auditAction('submit-audit'),
	'correct-audit': auditAction('correct-audit'),
	'answer-audit': auditAction('answer-audit')
} satisfies Actions;
