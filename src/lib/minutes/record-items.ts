/** The agenda as it was taken: notes, the facts recorded under each item, and who disagreed. */
import { type AgendaItem, type ItemCode, usedMs } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { mannerWord, participationWord } from '../attendance/attendance-words.ts';
import { seatList } from '../attendance/seats.ts';
import { type CaseSummary, ROSH_GROUPS } from '../cases/case.ts';
import { disclosureOutcomeWord, previousMinutesWord } from '../decisions/decisions-words.ts';
import { conditionCategoryWord, conditionStateWord, orderRequestWord } from '../licence/licence-words.ts';
import type { Meeting } from '../meeting/meeting.ts';
import {
	categoryWord,
	meetingTypeWord,
	roshGroupWord,
	roshLevelWord,
	victimContactWord
} from '../meeting/meeting-words.ts';
import { isOpenAction } from '../rmp/rmp.ts';
import { actionStatusWord } from '../rmp/rmp-words.ts';
import { smbThemeWord } from '../smb/smb-words.ts';
import { longDate } from '../time.ts';
import type { RecordItem } from './final-record.ts';
import { minutesField } from './minutes-fields.ts';
import { attendanceSummary } from './record-attendance.ts';
import type { Written } from './record-authors.ts';
import { levelOutcome } from './record-decisions.ts';

type Facts = readonly (readonly [label: string, value: string])[];

const dateIfReal = (on: string): string => (/^\d{4}-\d\d-\d\d$/.test(on) ? longDate(on) : on);

/** Who the person is and under what sentence, for the front sheet and the item of that name. */
export const subjectFacts = ({ subject, facts }: CaseSummary): Facts => {
	const { crn, prisonNumber, pncId, visorOrMappsRef } = subject.identifiers;
	return [
		['Name', subject.name],
		['Also known as', subject.aliases.join(', ')],
		['Date of birth', dateIfReal(subject.dateOfBirth)],
		['Ethnicity', subject.ethnicity],
		['First language', subject.firstLanguage],
		['Accessibility', subject.accessibility],
		['CRN', crn ?? ''],
		['Prison number', prisonNumber ?? ''],
		['PNC ID', pncId ?? ''],
		['ViSOR or MAPPS reference', visorOrMappsRef ?? ''],
		['Index offence', facts.indexOffence],
		['Sentence', facts.sentence],
		...facts.dates.map(({ label, on }) => [label, dateIfReal(on)] as const),
		['Notification', facts.notification],
		...facts.orders.map(
			({ type, made, expires, terms }) =>
				[type, `Made ${dateIfReal(made)}, expires ${dateIfReal(expires)}: ${terms}`] as const
		)
	];
};

const personFacts = (summary: CaseSummary): Facts =>
	subjectFacts(summary).filter(([label]) => label !== 'Name' && label !== 'Also known as');

const victimFacts = ({ facts }: CaseSummary): Facts =>
	facts.victims.map(({ code, contact, views }) => [
		code,
		[victimContactWord[contact] ?? contact, views].filter((part) => part !== '').join('. Views: ')
	]);

const riskFacts = ({ facts }: CaseSummary): Facts => [
	...ROSH_GROUPS.flatMap((group) => {
		const level = facts.rosh[group];
		return level ? [[`Risk of serious harm: ${roshGroupWord[group]}`, roshLevelWord[level]] as const] : [];
	}),
	...facts.tools.map(({ name, result, on }) => [name, `${result} (${dateIfReal(on)})`] as const),
	['Protective factors', facts.protectiveFactors.join('; ')]
];

const itemFacts = (meeting: Meeting, summary: CaseSummary, code: ItemCode): Facts => {
	const { attendance, decisions, rmp, convened } = meeting;
	switch (code) {
		case 'WELCOME': {
			const { participation } = attendance;
			return [
				['Objective', convened.objective],
				['Attendance', attendanceSummary(meeting)],
				['Minimum participation', participation ? participationWord[participation.choice] : ''],
				['Reason', participation?.reason ?? '']
			];
		}
		case 'CONFIDENTIALITY': {
			const accepted = seatList(attendance).filter((seat) => seat.statement !== null);
			const versions = [...new Set(accepted.map((seat) => seat.statement!.version))].sort((a, b) => a - b);
			return [
				['Statement', attendance.statementManner ? mannerWord[attendance.statementManner] : ''],
				['Version', versions.join(', ')],
				['Accepted by', `${accepted.length} of ${seatList(attendance).length} people invited`]
			];
		}
		case 'STATUS':
			return [
				['Category', categoryWord[summary.category]],
				['Level', `Level ${convened.level}`],
				['Meeting', meetingTypeWord[convened.meetingType]],
				['Lead agency', summary.leadAgencyName],
				['Case manager', summary.caseManager]
			];
		case 'MINUTES_PREV': {
			const { previousMinutes } = decisions;
			return previousMinutes
				? [
						['Last minutes', previousMinutesWord[previousMinutes.outcome]],
						['Correction', previousMinutes.correction]
					]
				: [];
		}
		case 'ACTIONS_PREV':
			return rmp.actions
				.filter((row) => !row.removed && row.sinceMeeting < convened.seq)
				.map((row) => [row.number, row.outcome ? actionStatusWord[row.outcome.status] : 'No outcome recorded']);
		case 'PERSON':
			return personFacts(summary);
		case 'VICTIMS':
			return victimFacts(summary);
		case 'RISK':
			return riskFacts(summary);
		case 'RMP':
			return [
				['Risks in the plan', String(rmp.risks.filter((row) => !row.removed).length)],
				['Open actions', String(rmp.actions.filter(isOpenAction).length)]
			];
		case 'LICENCE_ORDERS':
			return [
				...summary.facts.orders.map(({ type, terms }) => [type, terms] as const),
				...meeting.licence.conditions.map(
					({ key, category, state }) =>
						[`${key} ${conditionCategoryWord[category]}`, conditionStateWord[state]] as const
				),
				...meeting.licence.orderProposals.map(({ request, order }) => [orderRequestWord[request], order] as const)
			];
		case 'DISCLOSURE':
			return decisions.disclosures.map((decision, index) => [
				decisions.disclosures.length === 1 ? 'Decision' : `Decision ${index + 1}`,
				disclosureOutcomeWord[decision.outcome]
			]);
		case 'ACTIONS':
			return [
				[
					'New actions',
					rmp.actions
						.filter((row) => !row.removed && row.sinceMeeting === convened.seq)
						.map((row) => row.number)
						.join(', ')
				]
			];
		case 'LEVEL':
			return decisions.level
				? [
						['Decision', levelOutcome(meeting, decisions.level)],
						['Next meeting', decisions.level.nextMeetingOn === '' ? '' : longDate(decisions.level.nextMeetingOn)]
					]
				: [];
		case 'SMB_FEEDBACK':
			return meeting.smb.map((entry) => [
				smbThemeWord[entry.theme],
				[entry.agencyName ?? '', entry.text].filter((part) => part !== '').join(': ')
			]);
		default:
			return [];
	}
};

/** Items whose facts the meeting itself decided: with one recorded they were taken, whatever the pointer was on. */
const DECIDED: readonly ItemCode[] = ['DISCLOSURE', 'LEVEL', 'SMB_FEEDBACK'];
const skippedBecause = ({ status, skipReason, code }: AgendaItem, notes: string, facts: Facts): string => {
	if (status === 'SKIPPED') return skipReason?.trim() || 'Did not apply';
	const wasTaken = notes !== '' || (DECIDED.includes(code) && facts.length > 0);
	return status === 'NOT_STARTED' && !wasTaken ? 'Not opened in the meeting' : '';
};

/** Every item in the order it stood on the agenda. `until` (epoch ms) ends a clock still running. */
export const recordItems = (
	meeting: Meeting,
	summary: CaseSummary,
	minutes: Readonly<Record<string, string>>,
	written: Written,
	until: number
): readonly RecordItem[] =>
	meeting.agenda.items.map((item, index) => {
		const field = minutesField(item.code);
		const notes = Object.hasOwn(minutes, field) ? (minutes[field] ?? '').trim() : '';
		const facts = itemFacts(meeting, summary, item.code).filter(([, value]) => value.trim() !== '');
		return {
			number: index + 1,
			code: item.code,
			title: itemTitle[item.code],
			plannedMinutes: item.plannedMinutes,
			usedMinutes: Math.round(usedMs(item, until) / 60_000),
			notes,
			skippedBecause: skippedBecause(item, notes, facts),
			facts,
			dissent: meeting.decisions.dissent
				.filter((dissent) => dissent.item === item.code)
				.map(({ agencyName, text }) => ({ agency: agencyName, text })),
			lastWrittenBy: notes === '' ? '' : written.byPerson(field)
		};
	});
