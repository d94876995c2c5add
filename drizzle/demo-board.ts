/** After the first meeting's lock: its minutes go out on the day of the lock, and its feedback goes its way to the Board. */
import { eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import { londonDate } from '#lib/time.ts';
import type { DemoCase } from './demo-case.ts';
import type { Stage } from './demo-stage.ts';

const COORDINATOR = 'P02';

/** Every entry stands as the story tells; those that are still where they began take no step. */
export async function passToBoard(stage: Stage, story: DemoCase, meetingId: string): Promise<void> {
	const [of] = await stage.within((tx) => tx.select().from(schema.meeting).where(eq(schema.meeting.id, meetingId)));
	const on = londonDate((of?.lockedAt ?? new Date(Number.NaN)).toISOString());
	stage.at(on, '15:20');
	await stage.area(COORDINATOR, 'distribute-minutes', { meetingId, distributedOn: on });
	await takeSteps(stage, meetingId, story.smbFeedback);
}

export async function takeSteps(stage: Stage, meetingId: string, told: DemoCase['smbFeedback']): Promise<void> {
	const entries = await stage.within((tx) =>
		tx.select().from(schema.smbFeedback).where(eq(schema.smbFeedback.meetingId, meetingId))
	);
	for (const { text, status } of told) {
		const entry = entries.find((one) => one.text === text);
		if (!entry || status === 'RAISED') continue;
		await stage.area(COORDINATOR, 'take-feedback-step', { feedbackId: entry.id, version: 0, status, note: '' });
	}
}
