/** What the story leaves open of its plan: on what the measures rest, whom rows protect, and what was seen of the indicators. */
import { riskField } from '#lib/rmp/rmp.ts';
import { addDays, londonDate } from '#lib/time.ts';
import type { Stage } from './demo-stage.ts';

/** Written at the first meeting. */
const EVIDENCE_BASIS: Readonly<Record<string, string>> = {
	R1: 'ARMS priorities: relationships and self-regulation; programme report: keeps to rules he helped to write',
	R2: 'OSP images and indirect contact: medium; inspections held in the last licence period',
	R3: 'Victim contact practice; no attempt while he was told in writing what he may not do',
	R4: 'OASys: offending rose with unstable housing',
	R5: 'OASys: drinking and low mood before the index offence; medication has held'
};
export const VICTIMS_OF: Readonly<Record<string, readonly string[]>> = {
	R3: ['V1', 'V2'],
	A3: ['V1'],
	A5: ['V1', 'V2']
};

type Mark = readonly [
	who: string,
	risk: string,
	side: 'positive' | 'negative',
	line: number,
	mark: string,
	source: string,
	daysAgo: number
];
/** Said at the second meeting so far; the rest is still to be asked. */
const MARKS: readonly Mark[] = [
	['P04', 'R1', 'positive', 1, 'NOT_SEEN', 'COM log: P-A was not declared', 3],
	['P04', 'R1', 'positive', 2, 'SEEN', 'Programme report', 6],
	['P07', 'R1', 'negative', 3, 'SEEN', 'First reading of the phone', 2],
	['P07', 'R2', 'positive', 1, 'SEEN', 'MOSOVO, inspection of the declared phone', 14],
	['P07', 'R2', 'negative', 1, 'SEEN', 'Search of his room at the approved premises', 10],
	['P05', 'R3', 'positive', 1, 'SEEN', 'Police log', 1],
	['P05', 'R3', 'positive', 2, 'SEEN', 'Victim liaison officer', 4],
	['P05', 'R3', 'negative', 1, 'NOT_KNOWN', 'The brother could not be reached', 1]
];

/** Marks the indicators of the last plan that were spoken of. @param now when the demonstration is loaded */
export async function markIndicators(stage: Stage, meetingId: string, now: Date): Promise<void> {
	const today = londonDate(now.toISOString());
	for (const [who, key, side, line, mark, source, daysAgo] of MARKS)
		await stage.does(who, meetingId, 'mark-indicator', {
			...{ key, side, line, mark, source, edition: 0 },
			on: mark === 'NOT_KNOWN' ? null : addDays(today, -daysAgo)
		});
}

/** Fields of a risk that the story has no words for. */
export const detailTexts = (key: string): Readonly<Record<string, string>> =>
	EVIDENCE_BASIS[key] ? { [riskField(key, 'evidenceBasis')]: EVIDENCE_BASIS[key] } : {};
