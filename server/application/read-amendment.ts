/** What the pages that amend a case need: the case as it is now, who changed each part last, and whom one may choose. */
import type { CaseSummary } from '#lib/cases/case.ts';
import type { CasePart } from '#lib/cases/case-history.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readCaseChanges } from '../persistence/case-changes.ts';
import type { Database } from '../persistence/database.ts';
import { readOwnAgencies } from '../persistence/people.ts';
import { NO_CASE, readInvitableTo } from './case-access.ts';
import { readKnownCase } from './read-known-case.ts';

export type AmendmentPage = {
	readonly case: CaseSummary;
	readonly status: string;
	readonly version: number;
	readonly caseManagerId: string | null;
	/** who changed this part last, and when (ISO 8601 UTC); null = nobody since the case was opened */
	readonly last: { readonly by: string; readonly at: string } | null;
	readonly agencies: readonly { readonly value: string; readonly text: string }[];
	readonly people: readonly { readonly value: string; readonly text: string; readonly group: string }[];
};

/** For the MAPPA unit; missing for everybody else (R9). */
export async function readAmendment(
	database: Database,
	actor: Actor,
	caseId: string,
	part: CasePart
): Promise<Result<AmendmentPage>> {
	if (!isMappaUnit(actor)) return NO_CASE;
	return database.withArea(actor.areaId, async (tx) => {
		const known = await readKnownCase(tx, actor, caseId);
		if (!known) return NO_CASE;
		const { row, summary } = known;
		const last = (await readCaseChanges(tx, caseId)).find((change) => change.part === part);
		await writeAudit(tx, actor, 'view-case', 'case', caseId);
		return done({
			case: summary,
			status: row.status,
			version: row.version,
			caseManagerId: row.caseManagerId,
			last: last ? { by: last.by, at: last.at.toISOString() } : null,
			agencies: (await readOwnAgencies(tx)).map(({ id, name }) => ({ value: id, text: name })),
			people: (await readInvitableTo(tx, caseId)).map(({ personId, name, roleTitle, agencyName }) => ({
				...{ value: personId, text: `${name}, ${roleTitle}`, group: agencyName }
			}))
		});
	});
}
