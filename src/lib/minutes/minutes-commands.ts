/** From draft to lock (domain.md 4.8). There is no way back from the lock. */
import { z } from 'zod';
import { levelKey } from '../cases/meeting-clock.ts';
import { reason } from '../input.ts';
import { command } from '../meeting/command.ts';
import { done, type Problem, refuse } from '../result.ts';
import { addWorkingDays, londonDate } from '../time.ts';
import { gateRow, gateRule } from './gate-table.ts';
import { type Gate, gates, unansweredStops } from './gates.ts';
import { openErrors } from './open-gates.ts';

/** Only where the rule warns (`W`): what stops a lock cannot be passed over. */
export const overrideGate = command({
	name: 'override-gate',
	schema: z.strictObject({
		gate: z
			.string({ error: 'Choose what to pass over' })
			.max(120, 'Choose what to pass over')
			.regex(/^V\d\d(:[A-Za-z0-9_.-]+)*$/, 'Choose what to pass over'),
		reason: reason()
	}),
	decide: (meeting, { gate, reason }) => {
		const rule = gateRule(gate);
		if (rule === null) return refuse('missing', 'There is no such check');
		if (gateRow(rule).kind === 'E')
			return refuse('forbidden', 'This cannot be passed over. It must be put right before the minutes are locked');
		const before = Object.hasOwn(meeting.overrides, gate) ? meeting.overrides[gate] : undefined;
		return done(before?.reason === reason ? [] : [{ type: 'gate-overridden', gate, reason }]);
	}
});

export const submitMinutes = command({
	name: 'submit-minutes',
	schema: z.strictObject({}),
	/** Given to the chair for the first time, the draft goes out to the attendees too, where the area holds accuracy checks. */
	decide: ({ accuracy, convened }, _input, { config, now }) => {
		const days = config.accuracyCheckWorkingDays[levelKey(convened.level)];
		const until = addWorkingDays(londonDate(now), days);
		return done([
			{ type: 'minutes-submitted' },
			...(config.accuracyCheck === 'YES' && accuracy.opened === null
				? [{ type: 'accuracy-check-opened' as const, until }]
				: [])
		]);
	}
});

export const returnMinutes = command({
	name: 'return-minutes',
	schema: z.strictObject({ comment: reason('what the minute taker should change') }),
	decide: (_meeting, { comment }) => done([{ type: 'minutes-returned', comment }])
});

const asProblem = (gate: Gate): Problem => ({ field: gate.id, message: gate.message, href: gate.href });

/** The password, empty for whoever has none, is checked by the server before this; decided on the texts it froze. */
export const lockMinutes = command({
	name: 'lock-minutes',
	schema: z.strictObject({
		password: z.string({ error: 'Enter your password' }).max(1_000, 'Enter your password').default('')
	}),
	decide: (meeting, _input, { frozen, now }) => {
		if (!frozen) return refuse('not-ready', 'The texts are not frozen yet. Try again');
		const found = gates(meeting, frozen.texts, [], now, frozen.asks);
		const open = openErrors(found);
		if (open.length > 0)
			return refuse('not-ready', 'The minutes cannot be locked yet. Put these right first', open.map(asProblem));
		const unanswered = unansweredStops(found);
		if (unanswered.length > 0)
			return refuse('not-ready', 'Wait, or say why the minutes are locked before this', unanswered.map(asProblem));
		return done([{ type: 'minutes-locked', sha256: frozen.sha256, heads: frozen.heads }]);
	}
});
