/** The agenda as it was taken: notes, the facts recorded under each item, and who disagreed. */
import { type AgendaItem, type ItemCode, usedMs } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { mannerWord, participationWord } from '../attendance/attendance-words.ts';
import { seatList } from '../attendance/seats.ts';
import type { CaseSummary } from '../cases/case.ts';
import { dateName, orderName } from '../cases/orders.ts';
import { disclosureOutcomeWord, meetingOutcomeWord, previousMinutesWord } from '../decisions/decisions-words.ts';
import { isRecordedItem } from '../item-records/item-fields.ts';
import { isBegun, itemTexts } from '../item-records/item-missing.ts';
import { conditionCategoryWord, conditionStateWord, orderRequestWord } from '../licence/licence-words.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { meetingKindWord } from '../meeting/meeting-kinds.ts';
import { categoryWord } from '../meeting/meeting-words.ts';
import { isOpenAction } from '../rmp/rmp.ts';
import { actionStatusWord } from '../rmp/rmp-words.ts';
import { smbThemeWord } from '../smb/smb-words.ts';
import { longDate } from '../time.ts';
import type { RecordItem } from './final-record.ts';
import { minutesField } from './minutes-fields.ts';
import { attendanceSummary } from './record-attendance.ts';
import type { Written } from './record-authors.ts';
import { levelOutcome } from './record-decisions.ts';
import { recordItemFields } from './record-item-fields.ts';

const NAME = 'Name';
const ALIASES = 'Also known as';

type Facts = readonly (readonly [label: string, value: string])[];
/** trimmed words of one text of the `minutes` document; '' when nothing is written */
type TextOf = (field: string) => string;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const dateIfReal = (on: string): string => (/^\d{4}-\d\d-\d\d$/.test(on) ? longDate(on) : on);

/** Who the person is and under what sentence, for the front sheet and the item of that name. */
export const subjectFacts = ({ subject, facts }: CaseSummary): Facts => {
	const { crn, prisonNumber, pncId, visorOrMappsRef } = subject.identifiers;
	return [
		[NAME, subject.name],
		[ALIASES, subject.aliases.join(', ')],
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
		...facts.dates.map((date) => [dateName(date), dateIfReal(date.on)] as const),
		['Notification', facts.notification],
		...facts.orders.map(
			({ made, expires, terms, ...order }) =>
				[orderName(order), `Made ${dateIfReal(made)}, expires ${dateIfReal(expires)}: ${terms}`] as const
		)
	];
};

const personFacts = (summary: CaseSummary): Facts =>
	subjectFacts(summary).filter(([label]) => label !== NAME && label !== ALIASES);

const itemFacts = (meeting: Meeting, summary: CaseSummary, code: ItemCode, textOf: TextOf): Facts => {
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
				['Meeting', capital(meetingKindWord(convened))],
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
			return [...personFacts(summary), ...recordItemFields(meeting, code, textOf)];
		case 'RMP':
			return [
				['Risks in the plan', String(rmp.risks.filter((row) => !row.removed).length)],
				['Open actions', String(rmp.actions.filter(isOpenAction).length)]
			];
		case 'LICENCE_ORDERS':
			return [
				...summary.facts.orders.map((order) => [orderName(order), order.terms] as const),
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
		case 'OUTCOME':
			return decisions.outcome
				? [
						['Outcome', meetingOutcomeWord[decisions.outcome.outcome]],
						['Reasons', decisions.outcome.reasons]
					]
				: [];
		default:
			return isRecordedItem(code) ? recordItemFields(meeting, code, textOf) : [];
	}
};

/** Items whose facts the meeting itself decided: with one recorded they were taken, whatever the pointer was on. */
const DECIDED: readonly ItemCode[] = ['DISCLOSURE', 'LEVEL', 'SMB_FEEDBACK', 'OUTCOME'];
const skippedBecause = (
	{ status, skipReason, code }: AgendaItem,
	notes: string,
	facts: Facts,
	begun: boolean
): string => {
	if (status === 'SKIPPED') return skipReason?.trim() || 'Did not apply';
	const wasTaken = notes !== '' || begun || (DECIDED.includes(code) && facts.length > 0);
	return status === 'NOT_STARTED' && !wasTaken ? 'Not opened in the meeting' : '';
};

/** Who last wrote each of its texts, each of them once. */
const writers = (meeting: Meeting, code: ItemCode, textOf: TextOf, written: Written): string => {
	const fields = [...(isRecordedItem(code) ? itemTexts(meeting, code) : []), minutesField(code)];
	const names = fields.filter((field) => textOf(field) !== '').map((field) => written.byPerson(field));
	return [...new Set(names)].filter((name) => name !== '').join('; ');
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
		const { code } = item;
		const textOf = (field: string): string => (Object.hasOwn(minutes, field) ? (minutes[field] ?? '').trim() : '');
		const notes = textOf(minutesField(code));
		const facts = itemFacts(meeting, summary, code, textOf).filter(([, value]) => value.trim() !== '');
		return {
			number: index + 1,
			code: item.code,
			title: itemTitle[item.code],
			plannedMinutes: item.plannedMinutes,
			usedMinutes: Math.round(usedMs(item, until) / 60_000),
			notes,
			skippedBecause: skippedBecause(item, notes, facts, isRecordedItem(code) && isBegun(meeting, code, textOf)),
			facts,
			dissent: meeting.decisions.dissent
				.filter((dissent) => dissent.item === item.code)
				.map(({ agencyName, text }) => ({ agency: agencyName, text })),
			lastWrittenBy: writers(meeting, code, textOf, written)
		};
	});
