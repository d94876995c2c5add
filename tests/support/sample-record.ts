import type { FinalRecord, RecordAction, RecordRisk } from '#lib/minutes/final-record.ts';
import { sampleAnnex } from './sample-annex.ts';
import { sampleDisclosures, sampleGlossary, sampleLevel, sampleLicence, sampleSmb } from './sample-decisions.ts';
import { sampleAttendance, sampleItems } from './sample-meeting.ts';
import { samplePeople as people } from './sample-people.ts';
import { sampleActions, samplePreviousActions, sampleRisks } from './sample-plan.ts';

/** The fictional case's second meeting as a final record: the smallest complete one. */
const WORKED_CASE: FinalRecord = {
	schema: 'mapp-meeting-final-minutes/4',
	marking: 'OFFICIAL-SENSITIVE',
	handling:
		'For the agencies named in these minutes only. Keep in a restricted part of the agency’s record; do not copy or share without the chair’s agreement.',
	language: 'en',
	area: 'Northmere and Saltby (fictional)',
	title: 'Final minutes: Level 3 review meeting',
	reference: 'NMS-2026-014/2',
	meetingId: '0199f2c4-3a10-7c4e-9d55-000000000002',
	lockedAt: '2026-12-21T09:30:00.000Z',
	chair: people.chair,
	minuteTaker: people.minuteTaker,
	meeting: [
		['Level', '3'],
		['Kind', 'Review, extraordinary, at short notice'],
		['Date', 'Thursday 17 December 2026'],
		['Time', '10:00 to 11:34'],
		['Place', 'Constabulary headquarters, room 5, and browser'],
		['Objective', 'Decide safety of release plan after device find; media and disclosure'],
		['Lead agency', 'Probation Service, Northmere PDU'],
		['Minimum participation', 'Met']
	],
	subject: [
		['Name', 'Tobiah Wrenfield-Moss'],
		['Also known as', 'Toby Wren'],
		['Date of birth', '14 February 1984'],
		['Category', '1'],
		['Case reference', 'NMS-2026-014']
	],
	attendance: sampleAttendance,
	items: sampleItems,
	risks: sampleRisks,
	removed: [{ row: 'A13 Ask the gym to report visits', reason: 'Entered twice; A12 covers the address' }],
	actions: sampleActions,
	previousActions: samplePreviousActions,
	licence: sampleLicence,
	disclosures: sampleDisclosures,
	level: sampleLevel,
	smb: sampleSmb,
	overrides: [
		{
			gate: 'One agency did not contribute and sent no report',
			reason: 'Short notice; the board is told and the plan does not depend on it',
			at: 'Monday 21 December 2026 at 09:28'
		}
	],
	accuracyCheck: {
		...{ until: 'Wednesday 23 December 2026', asked: 9, agreed: 6, proposed: 3, accepted: 1, refused: 1, withdrawn: 1 },
		refusals: [{ about: 'Notes: Risk assessment', reason: 'The meeting agreed on these words' }]
	},
	proceedings: [
		'10:31 to 10:40: paused, fire alarm',
		'10:52: item 12 taken with item 16, because the same children are concerned'
	],
	provenance: {
		events: 214,
		planUpdates: 3807,
		minutesUpdates: 5122,
		carriedFrom: 'NMS-2026-014/1',
		previousSha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c'
	},
	annex: sampleAnnex,
	glossary: sampleGlossary
};

/**
 * A complete final record about fictional people. Without sizes it is the worked case as it stands; with them its risks
 * and actions are repeated under new numbers until there are that many.
 */
export const sampleRecord = (size: { readonly risks?: number; readonly actions?: number } = {}): FinalRecord => {
	const risks = Array.from({ length: size.risks ?? sampleRisks.length }, (_, index) => {
		const risk = sampleRisks[index % sampleRisks.length] as RecordRisk;
		const again = index >= sampleRisks.length;
		return { ...risk, key: `R${index + 1}`, title: again ? `${risk.title}, further ${index + 1}` : risk.title };
	});
	const actions = Array.from({ length: size.actions ?? sampleActions.length }, (_, index) => {
		const action = sampleActions[index % sampleActions.length] as RecordAction;
		return { ...action, number: `A${index + 9}` };
	});
	return { ...WORKED_CASE, risks, actions };
};

/** The worked case with names, words and lines far longer than a form expects. */
export const longNamesRecord = (): FinalRecord => {
	const record = sampleRecord();
	const long = {
		name: 'Sir Bartholomew Featherstonehaugh-Cholmondeley-Majoribanks of Wooldale-under-Saltby',
		agency:
			'Northmere, Saltby, Great Wittering and Lower Fellgate Combined Authority Directorate of Accommodation, Resettlement and Community Reintegration',
		role: 'Interim Acting Deputy Assistant Director (Accommodation Pathways and Partnerships)'
	};
	return {
		...record,
		chair: long,
		attendance: record.attendance.map((seat) => ({ ...seat, ...long })),
		actions: record.actions.map((action) => ({ ...action, owner: long, supporters: [long, long] })),
		risks: record.risks.map((risk) => ({
			...risk,
			title: `${risk.title}, ${'and whatever else may follow from it, '.repeat(4)}`,
			contingency: `${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(4)} ${risk.contingency.repeat(12)}`
		}))
	};
};

/** Texts that try to be something else. None of them may do anything but stand there. */
export const HOSTILE_TEXTS = [
	'#panic("stop") #read("/etc/passwd") #eval("1+1")',
	'*bold* _thin_ $x^2$ @reference <label> = heading',
	'<script>alert(1)</script><img src=x onerror=alert(2)>',
	'{{constructor.constructor("alert(3)")()}} <%= process.env %> ${' + 'process.env}',
	'https://example.invalid/[link](javascript:alert)',
	'\\u{202e} \\n "quoted" \'single\' /* comment */ // end'
] as const;

/** The worked case with hostile texts, hidden characters and letters that no font here has. */
export const hostileRecord = (): FinalRecord => {
	const record = sampleRecord();
	return {
		...record,
		title: `Final minutes ${HOSTILE_TEXTS[2]}`,
		subject: [
			['Name', 'Ma\u202Erof gnitset\u202C 李雷 \uE000'],
			['Also known as', 'Zoë Łukasz Ŵyn Μαρία Иван 👩\u200D🔬']
		],
		items: record.items.map((item, index) => ({
			...item,
			title: HOSTILE_TEXTS[index % HOSTILE_TEXTS.length] as string,
			notes: HOSTILE_TEXTS.join('\n')
		})),
		risks: record.risks.map((risk) => ({ ...risk, title: HOSTILE_TEXTS[0], risk: HOSTILE_TEXTS.join(' ') }))
	};
};
