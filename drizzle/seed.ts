/** Loads the demonstration: a fictional area with one locked and one running meeting. Loading it twice changes nothing. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { packageRoot } from '#server/package-root.ts';
import { hasAccounts } from '#server/persistence/accounts.ts';
import type { Database, Tx } from '#server/persistence/database.ts';
import { keysOf } from '#server/persistence/document-keys.ts';
import { asFirst } from '#server/persistence/first-accounts.ts';
import { followFirstAbsence } from './demo-absences.ts';
import { passBetweenMeetings } from './demo-between-meetings.ts';
import { passToBoard } from './demo-board.ts';
import { type DemoCase, readDemoCase } from './demo-case.ts';
import { playFirstMeeting } from './demo-first-meeting.ts';
import { askForGuest } from './demo-guest.ts';
import { playProfessionalsMeeting } from './demo-professionals-meeting.ts';
import { playFirstReferral, playPendingReferrals } from './demo-referrals.ts';
import { type Register, seedRegister } from './demo-register.ts';
import { openSecondArea } from './demo-second-area.ts';
import { playSecondMeeting } from './demo-second-meeting.ts';
import { type DemoMeans, openStage, type Stage } from './demo-stage.ts';

export type Demo = {
	readonly firstMeetingId: string;
	readonly secondMeetingId: string;
	readonly professionalsMeetingId: string;
};

/**
 * @param now the moment the second meeting is running at
 * @returns null when somebody can sign in already: it has been loaded
 * @throws when a command of the story is refused, which is a fault of the story or of the product
 */
export async function seedDemo(database: Database, means: DemoMeans, now: Date): Promise<Demo | null> {
	if (await hasAccounts(database)) return null;
	const story = readDemoCase(join(packageRoot(), 'drizzle/demo'), now);
	const areaId = randomUUID();
	const loaded = await asFirst(database, areaId, async (tx) => {
		const { stage: _, register: __, ...demo } = await playStory(withinOne(tx), means, story, areaId, now);
		return demo;
	});
	return loaded?.done ?? null;
}

export type Played = Demo & { readonly stage: Stage; readonly register: Register };

/** Everything that happens in the demonstration, in turn. @param dressed what stands between the story and its stage */
export async function playStory(
	database: Database,
	means: DemoMeans,
	story: DemoCase,
	areaId: string,
	now: Date,
	dressed: (stage: Stage) => Stage = (stage) => stage
): Promise<Played> {
	const register = await seedRegister(database, means.passwords, story, areaId);
	const stage = dressed(openStage(database, means, areaId, register.actors));
	await playFirstReferral(stage, story, register);
	const firstMeetingId = await playFirstMeeting(stage, story, register);
	await followFirstAbsence(stage, register);
	await passToBoard(stage, story, firstMeetingId);
	await passBetweenMeetings(stage, story, register);
	const secondMeetingId = await playSecondMeeting(stage, story, register, now);
	await askForGuest(stage, secondMeetingId, 'P12');
	await playPendingReferrals(stage, register, now);
	const professionalsMeetingId = await playProfessionalsMeeting(stage, register, now);
	stage.setClock(now);
	await openSecondArea(stage, means.passwords, 'NMS-2026-021');
	return { stage, register, firstMeetingId, secondMeetingId, professionalsMeetingId };
}

/** The whole story is one transaction: a process that ends half-way leaves nothing, and the next start loads it all. */
const withinOne = (tx: Tx): Database => ({
	withArea: (_areaId, work) => work(tx),
	withoutArea: (work) => work(tx),
	call: async () => {
		throw new Error('the story writes no text and opens no document');
	},
	keys: keysOf(tx),
	isAway: () => false,
	ready: async () => true,
	close: async () => {}
});
