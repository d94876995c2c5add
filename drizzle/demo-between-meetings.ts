/** What became known in the eight weeks between the two meetings of the story, before the second one is convened. */
import { and, eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import type { DemoCase } from './demo-case.ts';
import { playSecondReferral } from './demo-referrals.ts';
import { factsOf, type Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

/** The co-ordinator accepts the police referral, with the assessment made meanwhile; agencies report on their actions. */
export async function passBetweenMeetings(stage: Stage, story: DemoCase, register: Register): Promise<void> {
	await playSecondReferral(stage, story, register);
	await learnFacts(stage, story, register);
	await noteProgress(stage, story, register);
}

/** What the assessments made meanwhile say. */
const learnFacts = (stage: Stage, story: DemoCase, { caseId }: Register): Promise<void> =>
	stage.within(async (tx) => {
		const on = story.referral[1]?.acceptedAt;
		if (!on) return;
		await tx
			.update(schema.mappCase)
			.set({ facts: factsOf(story, on) })
			.where(eq(schema.mappCase.id, caseId));
	});

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
