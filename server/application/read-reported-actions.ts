/** What a meeting is told of the actions of its case since the last one: where their deadlines have been, and what was reported. */
import { and, eq } from 'drizzle-orm';
import { action } from '#drizzle/schema.ts';
import { type ActionStep, foldAction, lastRecorded, sinceLastMeeting, takenBack } from '#lib/actions/action-history.ts';
import type { ActionSaid, ReportedAction } from '#lib/rmp/reported-action.ts';
import { nameOf, readActionHeads, readActionSteps } from '../persistence/action-register.ts';
import type { Tx } from '../persistence/database.ts';
import { readAgencies, readPersonRefs } from '../persistence/people.ts';

/** Reports of one action that a meeting is told of at most: the newest. */
const MOST_SAID = 10;

/** Actions of a case of which there is something to tell. */
export async function readReportedActions(tx: Tx, caseId: string): Promise<readonly ReportedAction[]> {
	const heads = await readActionHeads(tx, and(eq(action.caseId, caseId)));
	const histories = await readActionSteps(tx, heads);
	const since = new Map(heads.map((head) => [head.number, sinceLastMeeting(histories.get(nameOf(head)) ?? [])]));
	const people = await readPersonRefs(tx, [...new Set([...since.values()].flat().map(({ by }) => by))]);
	const agencies = new Map((await readAgencies(tx)).map(({ id, name }) => [id, name]));
	const saidBy = ({ at, by, agencyId, event }: ActionStep): readonly ActionSaid[] => {
		if (event.type !== 'action-reported') return [];
		const { status, text, completedOn, proposedOn, onBehalfOf } = event;
		const who = { by: people.get(by)?.name ?? '', agencyName: agencies.get(agencyId) ?? '', onBehalfOf };
		return [{ status, text, completedOn, proposedOn, at, ...who }];
	};
	return heads.flatMap((head): ReportedAction[] => {
		const steps = histories.get(nameOf(head)) ?? [];
		const back = takenBack(steps);
		const newer = since.get(head.number) ?? [];
		const said = newer.filter(({ version }) => !back.has(version)).flatMap(saidBy);
		const { version, due, firstDue, slips, asked } = foldAction(steps);
		const dueBefore = lastRecorded(steps)?.due ?? null;
		if (said.length === 0 && slips === 0 && due === dueBefore) return [];
		const isAgreed = newer.some(({ event }) => event.type === 'no-need-decided' && event.agreed);
		return [
			{
				...{ number: head.number, version, said: said.slice(-MOST_SAID) },
				...{ dueBefore, due, firstDue, slips, asked },
				agreed: isAgreed ? 'NO_NEED' : null
			}
		];
	});
}
