/** The audit of meetings in words. */
import { londonDate, longDate } from '../time.ts';
import type { AuditEvent, AuditState } from './quality-audit.ts';
import { type Criterion, NOT_SEEN, type Score } from './quality-form.ts';

export const scoreWord: Record<Score, string> = {
	4: '4 Excellent',
	3: '3 Satisfactory',
	2: '2 Unsatisfactory',
	1: '1 Poor'
};
export const NOT_SEEN_WORD = 'The record does not show it';
/** @param value as the form holds it */
export const scoreText = (value: string): string =>
	value === NOT_SEEN ? NOT_SEEN_WORD : (scoreWord[Number(value) as Score] ?? 'Not scored');

export const criterionWord: Record<Criterion, string> = {
	START: 'It started on time',
	OBJECTIVES: 'Its purpose and objectives were stated',
	INTRODUCTIONS: 'Everybody was introduced',
	STATEMENT: 'The confidentiality and equality statement came first',
	TIME: 'Time matched importance',
	DIGRESSIONS: 'Digressions were discouraged',
	EVERYONE: 'Everybody was drawn in',
	DISSENT: 'Different views were noted',
	VICTIMS: 'Victims were addressed',
	DIVERSITY: 'Equality and diversity were addressed',
	DISCLOSURE: 'Disclosure was considered and reasoned',
	ACTIONS: 'Actions say who does what by when',
	SUMMARIES: 'The chair summed up clearly',
	FOLLOW_UP: 'Absence and tasks not done were followed up',
	PAPERS: 'Papers and minutes came in time'
};
export const auditStateWord: Record<AuditState, string> = {
	WAITING: 'Without an auditor',
	LICENSED: 'Not begun',
	BEGUN: 'Begun',
	SUBMITTED: 'Submitted'
};
export const auditStateColour: Record<AuditState, 'grey' | 'blue' | 'yellow' | 'green'> = {
	WAITING: 'grey',
	LICENSED: 'blue',
	BEGUN: 'yellow',
	SUBMITTED: 'green'
};
/** "the end of Friday 18 December 2026" @param until of a licence, ISO UTC: itself too late */
export const licenceEnd = (until: string): string =>
	`the end of ${longDate(londonDate(new Date(Date.parse(until) - 1).toISOString()))}`;
export const auditStepWord: Record<AuditEvent['type'], string> = {
	'audit-drawn': 'Put into the sample',
	'licence-given': 'Licence to view given',
	'licence-renewed': 'Licence renewed',
	'licence-withdrawn': 'Licence withdrawn',
	'audit-statement-accepted': 'Statement accepted',
	'audit-form-saved': 'Form saved',
	'audit-form-submitted': 'Form submitted',
	'audit-answered': 'The chair answered'
};
