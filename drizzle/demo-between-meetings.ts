/** What became known in the eight weeks between the two meetings of the story, before the second one is convened. */
import { and, eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import type { DemoCase } from './demo-case.ts';
import { factsOf, type Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

/** The co-ordinator accepts the police referral, with the assessment made meanwhile; agencies report on their actions. */
export async function passBetweenMeetings(stage: Stage, story: DemoCase, register: Register): Promise<void> {
	await raiseLevel(stage, story, register);
	await noteProgress(stage, story, register);
}

async function raiseLevel(stage: Stage, story: DemoCase, { caseId, areaId }: Register): Promise<void> {
	const raised = story.levelHistory[1];
	if (!raised) return;
	await stage.within(async (tx) => {
		const known = { level: raised.to, facts: factsOf(story, raised.at) };
		await tx.update(schema.mappCase).set(known).where(eq(schema.mappCase.id, caseId));
		await tx.insert(schema.levelChange).values({
			areaId,
			caseId,
			on: raised.at,
			fromLevel: raised.from,
			toLevel: raised.to,
			decidedBy: stage.actor(raised.by).name,
			via: raised.via
		});
	});
}

/** The list of open actions as the case page shows it; the meeting itself still records each outcome. */
const noteProgress = (stage: Stage, story: DemoCase, { caseId }: Register): Promise<void> =>
	stage.within(async (tx) => {
		for (const { num, statusAtM2, evidence } of story.actions) {
			if (!statusAtM2) continue;
			await tx
				.update(schema.action)
				.set({ status: statusAtM2, evidence: evidence ?? '' })
				.where(and(eq(schema.action.caseId, caseId), eq(schema.action.number, num)));
		}
	});
