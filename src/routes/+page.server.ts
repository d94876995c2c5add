import { sortMyMeetings } from '#lib/people/my-meeting.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readMyWork } from '#server/application/read-my-work.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { meetings, actions } = await readMyWork(app().database, signedIn(event));
	return { ...sortMyMeetings(meetings), actions, today: londonDate(new Date().toISOString()) };
};
