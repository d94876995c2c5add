/** The table of gates in words, for those who ask what the product checks. */
import { GATE_RULES, GATE_STEPS, type GateRow, type GateStep, gateRow, NOT_CHECKED_YET } from './gate-table.ts';

export const gateStepWord: Record<GateStep, string> = {
	case: 'When a case is opened or changed',
	referral: 'When a referral is submitted',
	convening: 'When a meeting is convened or moved',
	joining: 'When somebody joins',
	meeting: 'When a decision is recorded',
	end: 'Before the meeting ends',
	lock: 'Before the minutes are locked',
	typing: 'While somebody types',
	distribution: 'Before the minutes are sent'
};

export type CheckedRule = Pick<GateRow, 'where' | 'rule' | 'kind'> & {
	readonly id: string;
	/** what happens when it is not so */
	readonly effect: string;
	/** seen in the room and on the close page while the meeting runs */
	readonly isLive: boolean;
};
export type CheckedStep = { readonly step: GateStep; readonly title: string; readonly rules: readonly CheckedRule[] };

const effectOf = ({ kind, finds, reason, seenBy }: GateRow): string =>
	seenBy
		? `Warns ${seenBy} alone, in their own browsers, and offers the code instead. Nothing of it reaches anybody else.`
		: kind === 'W'
			? `Warns, and asks for a reason. It is kept ${reason?.charAt(0).toLowerCase()}${reason?.slice(1)}.`
			: finds
				? 'Stops the step until it is put right.'
				: 'Refused until it is put right.';

/** What is checked, step by step. */
export const checkedSteps = (): readonly CheckedStep[] =>
	GATE_STEPS.map((step) => ({
		step,
		title: gateStepWord[step],
		rules: GATE_RULES.map((id) => ({ id, row: gateRow(id) }))
			.filter(({ row }) => row.step === step)
			.map(({ id, row }) => {
				const { where, rule, kind, finds } = row;
				return { id, where, rule, kind, effect: effectOf(row), isLive: finds !== undefined };
			})
	})).filter(({ rules }) => rules.length > 0);

export const notCheckedYet = () => Object.entries(NOT_CHECKED_YET).map(([id, row]) => ({ id, ...row }));
