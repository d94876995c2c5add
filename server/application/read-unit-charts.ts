/** What the MAPPA unit sees beside the pack: how actions burn down, and where the time of meetings goes. */
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { type BurnDownMonth, burnDown } from '#lib/smb/action-burn-down.ts';
import { meetingsOfQuarter } from '#lib/smb/count-meetings.ts';
import { daysOf, isIn, type Quarter } from '#lib/smb/quarter.ts';
import { type ItemTime, timePerItem } from '#lib/smb/time-per-item.ts';
import { londonDate } from '#lib/time.ts';
import { readActionLives, readReportSources } from '../persistence/report-sources.ts';
import { keepMissingFacts } from './board-report.ts';
import type { BoardReading } from './read-board.ts';

type UnitCharts = { readonly months: readonly BurnDownMonth[]; readonly times: readonly ItemTime[] };

/** Null for whoever sees published numbers only. Reading the pack itself was noted; this tells nothing that it does not rest on. */
export async function readUnitCharts(
	{ database, cache, now }: BoardReading,
	actor: Actor,
	quarter: Quarter
): Promise<UnitCharts | null> {
	if (!isMappaUnit(actor)) return null;
	const today = londonDate(now.toISOString());
	const span = daysOf(quarter);
	return database.withArea(actor.areaId, async (tx) => {
		await keepMissingFacts(tx, actor.areaId, cache);
		const own = meetingsOfQuarter(await readReportSources(tx, actor.areaId, quarter));
		return {
			months: burnDown(await readActionLives(tx), span.to, span.to < today ? span.to : today),
			times: timePerItem(
				own.filter(({ held }) => isIn(held.on, span) && held.on <= today).map(({ facts }) => facts.items)
			)
		};
	});
}
