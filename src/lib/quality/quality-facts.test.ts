import { describe, expect, it } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold } from '../../../tests/support/scenario.ts';
import { itemTimes, type QualitySources, qualityFacts } from './quality-facts.ts';

const SOURCES: QualitySources = {
	...{ meeting: fold(COMPLETE), actions: {}, writers: new Set(), lateAfterMinutes: 10, absences: [] },
	minutes: { by: '2027-01-05', on: null },
	papers: { by: '2026-12-10', on: '2026-12-11' }
};
const told = (label: string, over: Partial<QualitySources> = {}) =>
	qualityFacts({ ...SOURCES, ...over }).find((one) => one.label === label)?.value;

describe('facts beside an audit', () => {
	it('QUALITY-5 each says where it comes from, and none repeats a word of the plan or the notes', () => {
		const facts = qualityFacts({
			...SOURCES,
			actions: { A8: { text: 'Monitor Tobiah Wrenfield-Moss', completionEvidence: '' } }
		});
		expect(facts.every(({ source, value }) => source !== '' && value !== '')).toBe(true);
		const said = JSON.stringify(facts);
		for (const words of ['Tobiah', 'Wrenfield', 'Monitor', ...Object.values(TEXTS.plan ?? {})])
			expect(said).not.toContain(words);
	});

	it('QUALITY-5 start, papers and minutes are told against what was owed', () => {
		expect(told('Start')).toMatch(/^Planned 10:00, begun /);
		const { meeting } = SOURCES;
		const later = { ...meeting, startedAt: '2026-12-17T10:25:00.000Z' };
		expect(told('Start', { meeting: later })).toContain('25 minutes after the planned start');
		expect(told('Papers')).toContain('late');
		expect(told('Minutes')).toContain('not noted here');
		expect(told('Minutes', { minutes: { by: '2027-01-05', on: '2027-01-05' } })).toContain('in time');
	});

	it('QUALITY-5 what the checks ask about an action is told by its number and letters', () => {
		expect(told('Checks of the plan')).toMatch(/A8 \(S, M\)/);
		const written = {
			A8: { text: 'Inspect the declared phone every month', completionEvidence: 'Record on file' }
		};
		expect(told('Checks of the plan', { actions: written })).not.toContain('A8');
	});

	it('QUALITY-5 the time of each item stands against what was planned, and one passed over has none', () => {
		const times = itemTimes(SOURCES.meeting);
		expect(times.length).toBe(SOURCES.meeting.agenda.items.length);
		expect(times.filter(({ used }) => used === null).length).toBe(
			SOURCES.meeting.agenda.items.filter(({ spans }) => spans.length === 0).length
		);
	});
});
