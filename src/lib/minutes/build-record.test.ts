import { describe, expect, it } from 'vitest';
import { ATTENDED, COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { CASE, fold, PEOPLE, STARTED } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { buildRecord, type RecordSource } from './build-record.ts';
import { attendanceSection } from './lay-out-meeting.ts';

const moment = (clock: string): number => Date.parse(`2026-12-17T${clock}:00Z`);
const source = (...events: readonly MeetingEvent[]): RecordSource => ({
	meeting: { ...fold([...COMPLETE, ...events]), case: CASE, startedAt: STARTED, endedAt: '2026-12-17T11:34:00.000Z' },
	texts: TEXTS,
	authors: {
		plan: [
			{
				field: 'R1.contingency',
				personId: 'chair',
				name: 'Bramble',
				agency: 'Northmere Constabulary',
				at: moment('10:20')
			},
			{
				field: 'R1.contingency',
				personId: 'social',
				name: 'Clover',
				agency: "Children's services",
				at: moment('10:41')
			},
			{ field: 'R1.evidence', personId: null, name: '', agency: '', at: moment('09:00') }
		],
		minutes: [
			{
				field: 'SUMMARY.notes',
				personId: 'minutes',
				name: 'Fern Inkwell',
				agency: 'Northmere MAPPA Unit',
				at: moment('10:41') + 86_400_000
			}
		]
	},
	area: 'Northmere and Saltby (fictional)',
	lockedAt: '2026-12-18T09:00:00.000Z',
	provenance: { events: 40, planUpdates: 7, minutesUpdates: 5, carriedFrom: 'NMS-2026-014/1', previousSha256: 'ab' }
});
const record = (...events: readonly MeetingEvent[]) => buildRecord(source(...events));
const item = (built: ReturnType<typeof record>, code: string) => built.items.find((one) => one.code === code)!;

describe('the final record', () => {
	it('RECORD-1 the same meeting gives the same record, which is plain data', () => {
		const once = JSON.stringify(record());
		expect(JSON.stringify(record())).toBe(once);
		expect(JSON.parse(once)).toEqual(record());
	});

	it('RECORD-2 the front sheet says what, when, where and for what, and the title names nobody', () => {
		const built = record();
		expect(built).toMatchObject({
			marking: 'OFFICIAL-SENSITIVE',
			reference: 'NMS-2026-014/2',
			title: 'Minutes of the Level 2 MAPP meeting on Thursday 17 December 2026',
			chair: { name: 'Bramble Thistlewood', agency: 'Northmere Constabulary', role: 'Detective Inspector' }
		});
		expect(built.meeting).toContainEqual(['Time', '10:00 to 11:34']);
		expect(built.meeting).toContainEqual(['Length', '1 hour 34 minutes, 1 hour 30 minutes planned']);
		expect(built.meeting).toContainEqual(['Minimum participation', 'Minimum participation met']);
		expect(built.subject).toContainEqual(['Date of birth', 'Tuesday 14 February 1984']);
		expect(built.title).not.toContain('Tobiah');
	});

	it('RECORD-3 no code of the program is left in it: every value is in words', () => {
		const built = record();
		const shown = {
			...built,
			schema: '',
			meetingId: '',
			lockedAt: '',
			marking: '',
			items: built.items.map((one) => ({ ...one, code: '' }))
		};
		const codes = JSON.stringify(shown).match(/"[^"]*\b[A-Z]{3,}_[A-Z_]+\b[^"]*"/g);
		expect(codes).toBeNull();
		expect(JSON.stringify(shown)).not.toMatch(/null,|undefined|\d{4}-\d\d-\d\dT/);
	});

	it('RECORD-4 the register says in one row who came, for whom, how late, what the chair found', () => {
		const late = { ...ATTENDED, status: 'DEPUTY_ATTENDED', mode: 'REMOTE_BROWSER', minutesLate: 1 } as const;
		const absent = {
			...ATTENDED,
			status: 'APOLOGIES_REPORT_RECEIVED',
			mode: null,
			reason: 'SICKNESS',
			reportReceivedOn: '2026-12-16'
		} as const;
		const built = record(
			{ type: 'person-invited', person: PEOPLE.housing, capacity: 'INVITED', request: 'x' },
			{ type: 'substitute-named', personId: 'housing', substitute: PEOPLE.socialDeputy },
			{ type: 'attendance-recorded', personId: 'deputy', record: late },
			{ type: 'attendance-recorded', personId: 'manager', record: absent },
			{ type: 'finding-recorded', personId: 'manager', finding: 'ACCEPTED', note: 'Ill that morning' },
			{ type: 'presence-began', personId: 'deputy', from: '2026-12-17T10:01:00.000Z' },
			{ type: 'presence-ended', personId: 'deputy', to: '2026-12-17T10:30:00.000Z' },
			{ type: 'presence-began', personId: 'deputy', from: '2026-12-17T10:33:00.000Z' },
			{ type: 'presence-ended', personId: 'deputy', to: '2026-12-17T12:30:00.000Z' }
		);
		expect(built.attendance.map((seat) => seat.name)).toEqual([
			'Bramble Thistlewood',
			'Fern Inkwell',
			'Rowan Lanternby',
			'Clover Winterbourne',
			'Mallow Keystone',
			'Campion Ashmarsh'
		]);
		expect(built.attendance[2]).toMatchObject({
			status: 'Apologies, report received',
			reason: 'Sickness',
			finding: 'Absence accepted; Ill that morning',
			note: expect.stringContaining('Report received Wednesday 16 December 2026')
		});
		expect(built.attendance[4]).toMatchObject({ status: 'Represented by Campion Ashmarsh' });
		expect(built.attendance[5]).toMatchObject({
			status: 'Attended as a deputy',
			substituteFor: 'Mallow Keystone',
			timing: '1 minute late',
			connected: ['10:01 to 11:34']
		});
	});

	it('RECORD-4 ATT-20 it prints the times a person confirmed, the items missed, and an interest they declared', () => {
		const present = [{ from: '2026-12-17T11:20:00.000Z', to: '2026-12-17T11:34:00.000Z' }];
		const built = record(
			{ type: 'introduced', personId: 'manager', canCommitResources: true, interest: 'Taught his brother' },
			{ type: 'attendance-recorded', personId: 'manager', record: { ...ATTENDED, status: 'ATTENDED_PART', present } },
			{ type: 'contribution-judged', personId: 'manager', contribution: 'LIMITED', comment: 'Came for the end' }
		);
		expect(built.attendance[2]).toMatchObject({
			connected: ['11:20 to 11:34'],
			missed: expect.arrayContaining([expect.stringMatching(/^item 1, /)]),
			interest: 'Taught his brother',
			contribution: 'Limited contribution; Came for the end'
		});
		const table = JSON.stringify(attendanceSection(built).blocks);
		expect(table).toContain('Taught his brother');
		expect(table).toContain('item 1, ');
		// Records of earlier shapes have neither.
		expect(built.attendance[0]).not.toHaveProperty('interest');
	});

	it('RECORD-5 an item has its notes, its facts, who disagreed and who last wrote it', () => {
		const built = record({
			type: 'dissent-recorded',
			id: 'x',
			item: 'SUMMARY',
			agencyId: 'agency-CSC',
			agencyName: "Children's Services",
			text: 'Too mild'
		});
		expect(item(built, 'SUMMARY')).toMatchObject({
			number: 8,
			title: 'Offending, progress and behaviour',
			notes: 'What was said under summary.',
			dissent: [{ agency: "Children's Services", text: 'Too mild' }],
			lastWrittenBy: 'Fern Inkwell, Northmere MAPPA Unit, 10:41 on Friday 18 December 2026'
		});
		expect(item(built, 'VICTIMS').facts).toEqual([
			['V1', 'In contact with the Victim Contact Scheme; Safety plan: In place'],
			['V1: Views on licence and release', 'What was said about V1: Views on licence and release.'],
			['Victims outside the scheme', 'What was said about Victims outside the scheme.'],
			['Potential victims', 'What was said about Potential victims.']
		]);
		expect(item(built, 'RISK').facts).toContainEqual(['Risk of serious harm: Children, in the community', 'High']);
		expect(item(built, 'ACTIONS_PREV').facts).toEqual([['A1', 'Completed']]);
		expect(item(built, 'WELCOME').facts).toContainEqual([
			'Attendance',
			'4 people of 4 agencies attended; 0 agencies did not'
		]);
		expect(item(built, 'LICENCE_ORDERS').skippedBecause).toBe('Not opened in the meeting');
		// Decided and written down, though the pointer never was on them.
		for (const code of ['DISCLOSURE', 'LEVEL', 'SUMMARY']) expect(item(built, code).skippedBecause).toBe('');
	});

	it('RECORD-6 the plan has its rows, their actions, who wrote them, and what became of the earlier actions', () => {
		const built = record();
		expect(built.risks).toMatchObject([
			{
				key: 'R1',
				status: 'Increased',
				pillar: 'Supervision',
				actions: ['A1', 'A8', 'A9', 'A10', 'A11'],
				lastWrittenBy: ['Evidence: carried over from the previous meeting', "Contingency: Children's services, 10:41"]
			}
		]);
		expect(built.actions.map((action) => action.number)).toEqual(['A8', 'A9', 'A10', 'A11']);
		expect(built.actions[0]).toMatchObject({
			text: 'Book a review of the carpentry placement',
			by: 'Friday 18 December 2026',
			owner: { name: 'Clover Winterbourne' }
		});
		expect(built.previousActions).toMatchObject([
			{ number: 'A1', status: 'Completed', evidence: 'Completed Tuesday 1 December 2026: Map in licence' }
		]);
	});

	it('RECORD-7 a standing action, a removed row and an answered warning are told', () => {
		const built = record(
			{
				type: 'action-value-set',
				number: 'A8',
				from: {},
				to: { due: null, standing: { frequency: 'monthly', nextCheck: '2027-01-08' } }
			},
			{ type: 'action-value-set', number: 'A9', from: {}, to: { due: '2026-12-19' } },
			{ type: 'gate-overridden', gate: 'V17:A9:due', reason: 'Weekend shift' },
			{ type: 'gate-overridden', gate: 'V17:A10:due', reason: 'Put right since' },
			{ type: 'action-removed', number: 'A11', reason: 'Twice', by: 'chair' }
		);
		expect(built.actions[0]?.by).toBe('Standing: monthly, next check Friday 8 January 2027');
		expect(built.removed).toEqual([{ row: 'A11 Tell the family of V1 about the zone', reason: 'Twice' }]);
		expect(built.overrides).toMatchObject([
			{ gate: 'A9: Sat 19 Dec is a weekend or a bank holiday. Choose a working day.', reason: 'Weekend shift' }
		]);
	});

	it('RECORD-8 decisions print every answer given, no empty one, and who was present', () => {
		const [decision] = record().disclosures;
		expect(decision).toMatchObject({
			outcome: 'Do not disclose',
			present: ['Bramble Thistlewood, Northmere Constabulary', "Clover Winterbourne, Northmere Children's Services"]
		});
		expect(decision?.fields).toContainEqual(['Section 327A applies', 'Yes']);
		expect(decision?.fields).toContainEqual(['Next review of this decision', 'Thursday 14 January 2027']);
		expect(decision?.fields.map(([label]) => label)).not.toContain('What is said');
		expect(record().level).toMatchObject({ outcome: 'Keep the level: Level 2' });
	});

	it('RECORD-9 pauses, handovers, reordering and returns are told in words', () => {
		const built = record(
			{ type: 'meeting-paused', reason: 'Fire alarm' },
			{ type: 'meeting-resumed' },
			{ type: 'chair-handed-over', chair: PEOPLE.manager, reason: 'Line dropped' },
			{ type: 'minutes-returned', comment: 'Say who' }
		);
		expect(built.proceedings).toHaveLength(3);
		expect(built.proceedings[0]).toMatch(/^Paused \d\d:\d\d to \d\d:\d\d: Fire alarm$/);
		expect(built.proceedings[1]).toContain(
			'Bramble Thistlewood handed the chair over to Rowan Lanternby. Line dropped'
		);
		expect(built.chair.name).toBe('Rowan Lanternby');
	});

	it('WIPE-11 words that somebody put back are said to be of those who wrote them', () => {
		const removed: MeetingEvent = {
			type: 'words-removed',
			id: 'w1',
			document: 'plan',
			field: 'R1.contingency',
			personId: 'housing',
			whose: ['manager', 'social'],
			characters: 300,
			from: 3,
			to: 3
		};
		const putBack: MeetingEvent = { type: 'words-put-back', id: 'w1', already: false, client: 7 };
		const from = source(removed, putBack);
		const at = Date.parse(from.meeting.removedWords[0]?.settled?.at ?? '');
		const author = { field: 'R1.contingency', personId: 'chair', name: 'Bramble Thistlewood', agency: 'Police', at };
		const said = (plan: readonly (typeof author)[]) =>
			buildRecord({ ...from, authors: { ...from.authors, plan } }).risks[0]?.lastWrittenBy;
		expect(said([author])).toEqual([
			expect.stringMatching(
				/^Contingency: Probation Service, Northmere PDU and Northmere Children's Services; put back by Police, /
			)
		]);
		expect(said([{ ...author, at: at + 1 }])).toEqual([expect.stringMatching(/^Contingency: Police, /)]);
	});
});
