import { randomUUID } from 'node:crypto';
import { seesFewPages } from '#lib/access/page-reach.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { LOOK_COOKIE, lookOf } from '#lib/govuk/look.ts';
import { isGuest } from '#lib/guests/guest.ts';
import { isMappaUnit, isOfTheBoard } from '#lib/identity.ts';
import { SESSION_KINDS } from '#lib/people/session-kinds.ts';
import { hasReferrals } from '#lib/referrals/referral.ts';
import { app } from '#lib/server/running-app.ts';
import { hasAbsences } from '#server/application/read-absences.ts';
import { hasAuditLog } from '#server/application/read-audit-log.ts';
import { hasAudits } from '#server/application/read-audits.ts';
import { managesCases } from '#server/application/read-cases.ts';
import { hasOtherSeats } from '#server/application/seats.ts';
import { readArea } from '#server/persistence/area.ts';
import type { LayoutServerLoad } from './$types';

const TOUCHED_WITHIN_MS = 30_000;

/** What stands round every page. The seed is new after every change: two clicks on one form are one command. */
export const load: LayoutServerLoad = async ({ locals, cookies }) => {
	const { database, env } = app();
	const { actor, session } = locals;
	const known = actor
		? await database.withArea(actor.areaId, async (tx) => {
				const [area, managing, absences, audits, otherSeats] = await Promise.all([
					readArea(tx, actor.areaId),
					managesCases(tx, actor.personId),
					hasAbsences(tx, actor),
					hasAudits(tx, actor, new Date()),
					locals.session ? hasOtherSeats(tx, locals.session.accountId) : false
				]);
				return {
					area,
					managesCases: managing,
					hasAbsences: absences,
					hasAudits: audits,
					hasOtherSeats: otherSeats
				};
			})
		: null;
	return {
		demo: env.demo,
		look: lookOf(cookies.get(LOOK_COOKIE)),
		commandSeed: randomUUID(),
		// Reading counts as something done, written down at most every half minute.
		idle: session && {
			endsInMs: SESSION_KINDS[session.kind].idleMinutes * 60_000 - TOUCHED_WITHIN_MS,
			lastsMs: session.absoluteEndAt.getTime() - Date.now()
		},
		signedIn: actor && {
			personId: actor.personId,
			name: actor.name,
			agencyName: actor.agencyName,
			areaName: known?.area.name ?? '',
			hasCases: isMappaUnit(actor) || known?.managesCases === true,
			hasReferrals: hasReferrals(actor),
			hasAbsences: known?.hasAbsences === true,
			hasAudits: known?.hasAudits === true,
			hasAuditLog: hasAuditLog(actor),
			hasOtherSeats: known?.hasOtherSeats === true,
			isUnit: isMappaUnit(actor),
			hasBoard: isMappaUnit(actor) || isOfTheBoard(actor),
			isLookingOnly: seesFewPages(actor),
			isGuest: isGuest(actor),
			/** every page but those that set up a second factor leads to them */
			owesFactor: session?.owesFactor === true,
			hasSettings: mayRunInArea(actor, 'set-statement-text') === null
		}
	};
};
