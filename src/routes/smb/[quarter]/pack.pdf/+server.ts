import { error } from '@sveltejs/kit';
import { boardReading, fileAnswer, packFileName, packHead } from '#lib/server/board-page.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { actionWeekChart } from '#lib/smb/action-weeks.ts';
import { printedTables } from '#lib/smb/pack-document.ts';
import { SIGNS } from '#lib/smb/shown-figures.ts';
import { attendanceChart, indicatorChart, indicatorTrend } from '#lib/smb/trend.ts';
import { readBoardPack } from '#server/application/read-board.ts';
import { renderBoardPack } from '#server/export/pdf.ts';
import { PdfProblem } from '#server/export/pdf-problem.ts';
import { readArea } from '#server/persistence/area.ts';
import type { RequestHandler } from './$types';

/** Ends when the browser no longer waits. */
export const GET: RequestHandler = async (event) => {
	const actor = signedIn(event);
	const pack = await readBoardPack(boardReading(), actor, event.params.quarter, 'export-board-pack');
	if (!pack.ok) return refusePage(pack);
	if (pack.value === null) return notFound();
	const { shown, frame, trend, tables, weeks, quarter, asAt } = pack.value;
	const { title, lines } = packHead(pack.value);
	const area = await app().database.withArea(actor.areaId, (tx) => readArea(tx, actor.areaId));
	try {
		const { bytes } = await renderBoardPack(
			{
				...{
					language: 'en',
					marking: 'OFFICIAL-SENSITIVE',
					title,
					area: area.name,
					date: asAt,
					lines: [...lines, SIGNS]
				},
				charts: [
					indicatorChart(trend),
					attendanceChart(shown, 'L2', frame),
					attendanceChart(shown, 'L3', frame),
					...(weeks ? [actionWeekChart(weeks)] : [])
				],
				tables: printedTables([indicatorTrend(trend), ...tables])
			},
			event.request.signal
		);
		return fileAnswer(bytes, 'application/pdf', packFileName(quarter, 'pdf'));
	} catch (problem) {
		if (problem instanceof PdfProblem) return error(503, problem.message);
		throw problem;
	}
};
