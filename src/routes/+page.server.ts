import { sortMyMeetings } from '#lib/people/my-meeting.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readMyDisclosures } from '#server/application/disclosures-made.ts';
import { readMyCopies } from '#server/application/read-copy.ts';
import { readMyAnswers } from '#server/application/read-feedback.ts';
import { readMyMinutes } from '#server/application/read-minutes-life.ts';
import { readMyWork } from '#server/application/read-my-work.ts';
import { readMyReferrals } from '#server/application/read-referrals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const now = new Date();
	const { meetings, returns, actions } = await readMyWork(app().database, actor, now);
	const referrals = await readMyReferrals(app().database, actor, now);
	const disclosures = await readMyDisclosures(app().database, actor);
	const minutes = await readMyMinutes(app(), actor, now);
	const answers = await readMyAnswers(app().database, actor, now);
	const copies = (await readMyCopies(app().database, actor, now)).filter(({ isOpen }) => isOpen);
	return {
		answers,
		copies,
		minutes,
		disclosures,
		...sortMyMeetings(meetings),
		returns,
		actions,
		referrals,
		today: londonDate(now.toISOString())
	};
};
