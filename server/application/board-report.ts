/** The report of a quarter for the MAPPA unit, computed when it is asked for. Whoever may read it asks before. */
import type { AreaConfig } from '#lib/cases/area-config.ts';
import type { Figures } from '#lib/smb/board-figures.ts';
import { indicatorTargets } from '#lib/smb/indicators.ts';
import type { PublishedPack } from '#lib/smb/published-pack.ts';
import { daysOf, isIn, type Quarter } from '#lib/smb/quarter.ts';
import { quarterReport } from '#lib/smb/quarter-report.ts';
import type { ReportSources } from '#lib/smb/report-sources.ts';
import type { Tx } from '../persistence/database.ts';
import { readReportSources, readWithoutFacts, writeReportFacts } from '../persistence/report-sources.ts';
import { loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

export type BoardReport = {
	readonly figures: Figures;
	readonly sources: ReportSources;
	readonly targets: PublishedPack['targets'];
	readonly config: AreaConfig;
	/** meetings held in the quarter whose minutes are not locked: they are in no table but that of timeliness */
	readonly notLocked: number;
};

/** Meetings that were locked before their facts were kept, or were kept in another shape, are read once and kept. */
export async function keepMissingFacts(tx: Tx, areaId: string, cache: MeetingCache): Promise<void> {
	for (const { head } of await readWithoutFacts(tx))
		await writeReportFacts(tx, { areaId, meetingId: head.id }, await loadMeeting(tx, cache, head));
}

/** @param asAt YYYY-MM-DD: nothing after this day is known of */
export async function computeReport(tx: Tx, areaId: string, quarter: Quarter, asAt: string): Promise<BoardReport> {
	const sources = await readReportSources(tx, areaId, quarter);
	const span = daysOf(quarter);
	const config = sources.configOn(span.to);
	return {
		...{ sources, config, targets: indicatorTargets(config) },
		figures: quarterReport(sources, quarter, asAt),
		notLocked: sources.held.filter(({ on, isLocked }) => !isLocked && isIn(on, span) && on <= asAt).length
	};
}
