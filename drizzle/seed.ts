/** Loads the demonstration: a fictional area with one locked and one running meeting. Loading it twice changes nothing. */
import { join } from 'node:path';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { packageRoot } from '#server/export/package-root.ts';
import { hasAccounts } from '#server/persistence/accounts.ts';
import type { Database } from '#server/persistence/database.ts';
import { readDemoCase } from './demo-case.ts';
import { playFirstMeeting } from './demo-first-meeting.ts';
import { seedRegister } from './demo-register.ts';
import { playSecondMeeting } from './demo-second-meeting.ts';
import { openStage } from './demo-stage.ts';

export type Demo = { readonly firstMeetingId: string; readonly secondMeetingId: string };

/**
 * @param now the moment the second meeting is running at
 * @returns null when somebody can sign in already: it has been loaded
 * @throws when a command of the story is refused, which is a fault of the story or of the product
 */
export async function seedDemo(database: Database, passwords: PasswordHasher, now: Date): Promise<Demo | null> {
	if (await hasAccounts(database)) return null;
	const story = readDemoCase(join(packageRoot(), 'drizzle/demo'), now);
	const register = await seedRegister(database, passwords, story);
	const stage = openStage(database, passwords, register.areaId, register.actors);
	const firstMeetingId = await playFirstMeeting(stage, story, register);
	const secondMeetingId = await playSecondMeeting(stage, story, register, now);
	return { firstMeetingId, secondMeetingId };
}
