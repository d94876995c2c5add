/** What became known in the eight weeks between the two meetings of the story, before the second one is convened. */
import { eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import { reportOnActions } from './demo-actions.ts';
import type { DemoCase } from './demo-case.ts';
import { playSecondReferral } from './demo-referrals.ts';
import { factsOf, type Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

/** Agencies report on their actions; the co-ordinator accepts the police referral, with the assessment made meanwhile. */
export async function passBetweenMeetings(stage: Stage, story: DemoCase, register: Register): Promise<void> {
	await reportOnActions(stage, story, register);
	await playSecondReferral(stage, story, register);
	await learnFacts(stage, story, register);
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
