/** What the owners of the story's actions reported between its two meetings, and the one that was never answered. */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import type { ActionStepName } from '#lib/actions/action-steps.ts';
import { addDays, londonDate } from '#lib/time.ts';
import { runActionStep } from '#server/application/run-action-step.ts';
import type { DemoCase } from './demo-case.ts';
import type { Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

const CO_ORDINATOR = 'P02';
/** Never answered: raised with its agency a week after its day. */
const UNANSWERED = 'A4';
/** Cannot be done by its day: its owner asks for another. */
const DELAYED = 'A6';
const DAYS_MORE = 42;

type Said = {
	readonly on: string;
	readonly who: string;
	readonly num: string;
	readonly command: ActionStepName;
	readonly input: object;
};

/** What was said, day by day. */
function saidOf({ actions }: DemoCase): readonly Said[] {
	const said = actions.flatMap(({ num, person, due, statusAtM2, completedOn, evidence = '' }): Said[] => {
		const report = (on: string, input: object): Said => ({ on, who: person, num, command: 'report-action', input });
		if (num === UNANSWERED) {
			const reason = 'No reply to two reminders; told by telephone';
			return [{ on: addDays(due, 7), who: CO_ORDINATOR, num, command: 'raise-action', input: { to: null, reason } }];
		}
		if (statusAtM2 === 'COMPLETED')
			return [report(completedOn ?? due, { status: statusAtM2, text: evidence, completedOn })];
		if (num === DELAYED) {
			const proposedOn = addDays(due, DAYS_MORE);
			return [report(addDays(due, -1), { status: 'CANNOT_BE_DONE_YET', text: evidence, proposedOn })];
		}
		return statusAtM2 ? [report(addDays(due, -3), { status: statusAtM2, text: evidence })] : [];
	});
	return said.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

export async function reportOnActions(stage: Stage, story: DemoCase, { caseId }: Register): Promise<void> {
	const parts = {
		database: { withArea: <T>(_: string, work: Parameters<typeof stage.within<T>>[0]) => stage.within(work) },
		now: stage.now
	};
	for (const { on, who, num, command, input } of saidOf(story)) {
		stage.at(on, '15:00');
		const [row] = await stage.within((tx) =>
			tx
				.select({ id: schema.action.id, version: schema.action.version })
				.from(schema.action)
				.where(and(eq(schema.action.caseId, caseId), eq(schema.action.number, num)))
		);
		if (!row) throw new Error(`the demonstration has no action ${num} on ${londonDate(stage.now().toISOString())}`);
		const request = { actor: stage.actor(who), actionId: row.id, command, commandId: randomUUID() };
		const ran = await runActionStep(parts, {
			...request,
			input: { version: row.version, ...(command === 'report-action' ? { onBehalfOf: '' } : {}), ...input }
		});
		if (!ran.ok) throw new Error(`the demonstration's ${command} on ${num} was refused: ${ran.message}`);
	}
}
