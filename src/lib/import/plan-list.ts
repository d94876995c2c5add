/** A plan as a list: each line a risk or an action, with the headings of the template. */
import type { Action, Risk } from '../rmp/rmp.ts';
import {
	actionFieldWord,
	actionStatusWord,
	orientationWord,
	pillarWord,
	riskFieldWord,
	riskStatusWord
} from '../rmp/rmp-words.ts';
import { isDate } from '../time.ts';
import { type Column, codeOf, type NamedRow, readColumns } from './columns.ts';
import type { FileAnswer, FileRow, LineProblem } from './file-row.ts';
import {
	actionTexts,
	BEFORE,
	type FindOwner,
	highestOf,
	type ImportedPlan,
	PLAN_LIMIT,
	riskTexts
} from './imported-plan.ts';

export const PLAN_COLUMNS = [
	{ name: 'number', heading: 'Number', needed: true, example: 'R1', action: 'A1' },
	{ name: 'title', heading: riskFieldWord.title, needed: false, example: 'Loses the flat', action: '' },
	{ name: 'risk', heading: riskFieldWord.risk, needed: true, example: 'Threatens V1 when drinking', action: '' },
	{ name: 'evidence', heading: riskFieldWord.evidence, needed: false, example: 'Two calls to the police', action: '' },
	{
		name: 'evidenceBasis',
		heading: riskFieldWord.evidenceBasis,
		needed: false,
		...{ example: 'Kept to an alcohol tag in 2023', action: '' }
	},
	{
		name: 'responseSoFar',
		heading: riskFieldWord.responseSoFar,
		needed: false,
		example: 'Keeps appointments',
		action: ''
	},
	{
		name: 'contingency',
		heading: riskFieldWord.contingency,
		needed: false,
		example: 'Recall the same day',
		action: ''
	},
	{
		name: 'positiveIndicators',
		heading: riskFieldWord.positiveIndicators,
		needed: false,
		example: 'Sober, in work',
		action: ''
	},
	{
		name: 'negativeIndicators',
		heading: riskFieldWord.negativeIndicators,
		needed: false,
		example: 'Misses visits',
		action: ''
	},
	{
		name: 'leastRestrictiveReason',
		heading: riskFieldWord.leastRestrictiveReason,
		needed: false,
		...{ example: '', action: '' }
	},
	{ name: 'control', heading: 'Control', needed: false, example: 'External', action: 'External' },
	{ name: 'victims', heading: 'Victims', needed: false, example: 'V1', action: '' },
	{ name: 'risks', heading: 'For risks', needed: true, example: '', action: 'R1' },
	{
		name: 'text',
		heading: actionFieldWord.text,
		needed: true,
		example: '',
		action: 'Visit weekly and test for alcohol'
	},
	{
		name: 'completionEvidence',
		heading: actionFieldWord.completionEvidence,
		needed: false,
		example: '',
		action: 'Each visit is on record'
	},
	{ name: 'ownerEmail', heading: 'Owner’s e-mail', needed: false, example: '', action: 'marigold@housing.example' },
	{ name: 'due', heading: 'Due', needed: false, example: '', action: '2027-03-01' },
	{ name: 'frequency', heading: 'Standing, how often', needed: false, example: '', action: '' },
	{ name: 'nextCheck', heading: 'Next check', needed: false, example: '', action: '' },
	{
		name: 'pillar',
		heading: 'Pillar',
		needed: false,
		example: pillarWord.MONITORING_AND_CONTROL,
		action: pillarWord.SUPERVISION
	},
	{ name: 'orientation', heading: 'Orientation', needed: false, example: orientationWord.RESTRICTIVE, action: '' },
	{
		name: 'status',
		heading: 'Status',
		needed: false,
		example: riskStatusWord.OPEN,
		action: actionStatusWord.IN_PROGRESS
	},
	{ name: 'progress', heading: 'Progress', needed: false, example: '', action: 'Four of five visits kept' }
] as const satisfies readonly (Column & { action: string })[];
type ColumnName = (typeof PLAN_COLUMNS)[number]['name'];
const headingOf = Object.fromEntries(PLAN_COLUMNS.map(({ name, heading }) => [name, heading])) as Record<
	ColumnName,
	string
>;
type Row = NamedRow<ColumnName>;
type Say = (column: ColumnName, message: string) => void;
const CONTROL = { EXTERNAL: 'External', INTERNAL: 'Internal' } as const;
const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** A date as 2026-12-18, or as a spreadsheet of this country shows it, 18/12/2026; '' for nothing, null for no date. */
export const readDate = (cell: string): string | null => {
	if (cell === '' || isDate(cell)) return cell;
	const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(cell) ?? [];
	const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return isDate(date) ? date : null;
};

const choose = <Code extends string>(row: Row, name: ColumnName, words: Readonly<Record<Code, string>>, say: Say) => {
	const cell = row.cell(name);
	const code = cell === '' ? null : codeOf(words, cell);
	if (code === undefined) say(name, `choose one of: ${listed(Object.values(words))}; or leave it empty`);
	return code ?? null;
};
const date = (row: Row, name: ColumnName, say: Say): string | null => {
	const read = readDate(row.cell(name));
	if (read === null) say(name, 'write a real date, like 2026-12-18 or 18/12/2026');
	return read === null || read === '' ? null : read;
};

/** Codes of victims, never names. */
const victimsOf = (row: Row, say: Say): readonly string[] => {
	const codes = row
		.cell('victims')
		.toUpperCase()
		.split(/[\s,;|]+/)
		.filter((code) => code !== '');
	if (!codes.every((code) => /^V[1-9]\d{0,2}$/.test(code)))
		say('victims', 'write codes like V1 or V1 V2, never a name');
	return [...new Set(codes)];
};

const readRisk = (row: Row, say: Say): Risk => {
	if (row.cell('risk') === '') say('risk', 'write the risk');
	return {
		key: row.cell('number').toUpperCase(),
		pillar: choose(row, 'pillar', pillarWord, say),
		orientation: choose(row, 'orientation', orientationWord, say),
		controlType: choose(row, 'control', CONTROL, say),
		victims: victimsOf(row, say),
		status: choose(row, 'status', riskStatusWord, say) ?? 'OPEN',
		trend: [],
		sinceMeeting: BEFORE,
		reviewed: true,
		removed: null
	};
};

const readAction = (row: Row, findOwner: FindOwner, say: Say): Action => {
	if (row.cell('text') === '') say('text', 'write what is to be done');
	const riskKeys = row
		.cell('risks')
		.toUpperCase()
		.split(/[\s,;|]+/)
		.filter((key) => key !== '');
	if (riskKeys.length === 0) say('risks', 'write the risks it is for, like R1 or R1 R2');
	const email = row.cell('ownerEmail').toLowerCase();
	const owner = email === '' ? null : findOwner({ email, name: '', agency: '' });
	if (email !== '' && owner === null)
		say('ownerEmail', 'this is nobody of this area who may work on this case. Leave it empty to choose at the meeting');
	const due = date(row, 'due', say);
	const frequency = row.cell('frequency').slice(0, 200);
	const nextCheck = date(row, 'nextCheck', say);
	if ((frequency === '') !== (nextCheck === null))
		say(frequency === '' ? 'frequency' : 'nextCheck', 'a standing action says both how often and when next');
	if (due !== null && nextCheck !== null) say('due', 'choose: a date, or a standing check');
	return {
		number: row.cell('number').toUpperCase(),
		riskKeys,
		owner,
		supporters: [],
		due,
		standing: nextCheck === null ? null : { frequency, nextCheck },
		pillar: choose(row, 'pillar', pillarWord, say),
		orientation: choose(row, 'orientation', orientationWord, say),
		controlType: choose(row, 'control', CONTROL, say),
		victims: victimsOf(row, say),
		ownerAccepted: false,
		status: choose(row, 'status', actionStatusWord, say) ?? 'NOT_STARTED',
		evidence: row.cell('progress').slice(0, 2_000),
		sinceMeeting: BEFORE,
		outcome: null,
		removed: null
	};
};

/** Cells of the other kind of row: a risk has no owner, an action no contingency. */
const strayCells = (row: Row, isRisk: boolean, say: Say): void => {
	const others: readonly ColumnName[] = isRisk
		? ['risks', 'text', 'completionEvidence', 'ownerEmail', 'due', 'frequency', 'nextCheck', 'progress']
		: [
				'title',
				'risk',
				'evidence',
				'evidenceBasis',
				'responseSoFar',
				'contingency',
				'positiveIndicators',
				'negativeIndicators'
			];
	for (const name of others)
		if (row.cell(name) !== '')
			say(name, isRisk ? 'this belongs to an action, not to a risk' : 'this belongs to a risk, not to an action');
};

/** Reads a plan; every line that is wrong is named, and then nothing of it counts. */
export const readPlanList = (rows: readonly FileRow[], findOwner: FindOwner): FileAnswer<ImportedPlan> => {
	const read = readColumns(rows, PLAN_COLUMNS);
	if (!read.ok) return read;
	const problems: LineProblem[] = [];
	const risks: Risk[] = [];
	const actions: Action[] = [];
	const texts: (readonly [string, string])[] = [];
	const lineOf = new Map<string, number>();
	const named: [line: number, riskKeys: readonly string[]][] = [];
	for (const row of read.value) {
		const say: Say = (column, message) => problems.push({ line: row.line, column: headingOf[column], message });
		const number = row.cell('number').toUpperCase();
		if (!/^[RA][1-9]\d{0,3}$/.test(number)) {
			say('number', 'write R1, R2 and so on for a risk, A1, A2 and so on for an action');
			continue;
		}
		const before = lineOf.get(number);
		if (before !== undefined) say('number', `this number stands on line ${before} already`);
		else lineOf.set(number, row.line);
		const isRisk = number.startsWith('R');
		strayCells(row, isRisk, say);
		const cells = Object.fromEntries(PLAN_COLUMNS.map(({ name }) => [name, row.cell(name)])) as Record<
			ColumnName,
			string
		>;
		if (isRisk) {
			risks.push(readRisk(row, say));
			texts.push(...riskTexts(number, cells));
		} else {
			const action = readAction(row, findOwner, say);
			actions.push(action);
			named.push([row.line, action.riskKeys]);
			texts.push(...actionTexts(number, cells));
		}
	}
	const keys = new Set(risks.map(({ key }) => key));
	for (const [line, riskKeys] of named)
		if (riskKeys.some((key) => !keys.has(key)))
			problems.push({ line, column: headingOf.risks, message: 'one of these risks is not in the file' });
	if (risks.length > PLAN_LIMIT.risks || actions.length > PLAN_LIMIT.actions)
		problems.push({
			...{ line: null, column: '' },
			message: `A plan has at most ${PLAN_LIMIT.risks} risks and ${PLAN_LIMIT.actions} actions.`
		});
	if (problems.length > 0) return { ok: false, status: 422, problems };
	const plan = { source: 'csv', reference: '', risks, actions, texts: Object.fromEntries(texts) } as const;
	return { ok: true, value: { ...plan, highest: highestOf(risks, actions) } };
};
