import { isMappaUnit, mayAnswerForBoard } from '#lib/identity.ts';
import { boardReading, packHead } from '#lib/server/board-page.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { burnDownChart, burnDownTable } from '#lib/smb/action-burn-down.ts';
import { indicatorTable } from '#lib/smb/pack-tables.ts';
import { quarterKey, quarterWord, readQuarter } from '#lib/smb/quarter.ts';
import { itemTimeChart, itemTimeTable } from '#lib/smb/time-per-item.ts';
import { attendanceOverTimeChart, attendanceTrend, indicatorChart, indicatorTrend } from '#lib/smb/trend.ts';
import { readBoardPack } from '#server/application/read-board.ts';
import { readUnitCharts } from '#server/application/read-unit-charts.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const pack = await readBoardPack(boardReading(), actor, event.url.searchParams.get('quarter'), 'view-board-pack');
	if (!pack.ok) return refusePage(pack);
	const answers = isMappaUnit(actor) || mayAnswerForBoard(actor);
	if (pack.value === null) return { answers, board: null };
	const { quarter, shown, frame, trend, quarters } = pack.value;
	const unit = await readUnitCharts(boardReading(), actor, quarter);
	return {
		answers,
		board: {
			key: quarterKey(quarter),
			year: quarter.year,
			head: packHead(pack.value),
			word: quarterWord(quarter),
			choices: quarters.flatMap((key) => {
				const one = readQuarter(key);
				return one ? [{ value: key, text: quarterWord(one) }] : [];
			}),
			indicators: indicatorTable(shown, frame),
			attendance: (['L2', 'L3'] as const).map((level, n) => ({
				level,
				chart: attendanceOverTimeChart(trend, level, frame),
				table: attendanceTrend(trend, frame)[n]!
			})),
			trend: { chart: indicatorChart(trend), table: indicatorTrend(trend) },
			unit: unit && [
				{ id: 'burn-down', chart: burnDownChart(unit.months), table: burnDownTable(unit.months) },
				{ id: 'item-time', chart: itemTimeChart(unit.times), table: itemTimeTable(unit.times) }
			]
		}
	};
};
