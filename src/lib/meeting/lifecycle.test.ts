import { describe, expect, it } from 'vitest';
import { accepted, actor, CONVENED, confirmed, fold, LIVE, type Who } from '../../../tests/support/scenario.ts';
import { COMMANDS } from './commands.ts';
import { mayRun, mayWriteMinutes, mayWritePlan } from './lifecycle.ts';
import type { Meeting, MeetingEvent, Phase } from './meeting.ts';
import { COMMAND_NAMES, type CommandName, isInternal, permissionOf } from './permissions.ts';

const ENDED: readonly MeetingEvent[] = [...LIVE, { type: 'meeting-ended' }];
const SENT: readonly MeetingEvent[] = [...ENDED, { type: 'minutes-submitted' }];
const LOCKED: readonly MeetingEvent[] = [
	...SENT,
	{ type: 'minutes-locked', sha256: 'x', heads: { plan: 1, minutes: 1 } }
];
const IN_PHASE: Record<Phase, Meeting> = {
	CONVENED: fold([...CONVENED, accepted('chair'), confirmed('chair'), accepted('social'), confirmed('social')]),
	LIVE: fold(LIVE),
	DRAFT: fold(ENDED),
	WITH_CHAIR: fold(SENT),
	LOCKED: fold(LOCKED),
	CANCELLED: fold([...CONVENED, accepted('chair'), { type: 'meeting-cancelled', reason: 'Recalled to prison' }])
};
const allowed = (phase: Phase, who: Who): readonly CommandName[] =>
	COMMAND_NAMES.filter((name) => mayRun(IN_PHASE[phase], actor(who), name, 1) === null);

describe('who may do what, when', () => {
	it('LIFE-9 every command stands in the table once, under its own name', () => {
		expect(Object.entries(COMMANDS).map(([key, command]) => [key, command.name])).toEqual(
			COMMAND_NAMES.map((name) => [name, name])
		);
		for (const name of COMMAND_NAMES) {
			expect(permissionOf(name).phases.length, name).toBeGreaterThan(0);
			expect(COMMANDS[name].phases, name).toEqual(permissionOf(name).phases);
		}
	});

	it('LIFE-10 once the minutes are locked nobody changes anything', () => {
		for (const who of ['chair', 'minuteTaker', 'social', 'coordinator'] as const)
			expect(allowed('LOCKED', who), who).toEqual([]);
	});

	it('LIFE-17 a meeting that was called off stays so: nobody does anything in it any more', () => {
		for (const who of ['chair', 'minuteTaker', 'social', 'coordinator'] as const)
			expect(allowed('CANCELLED', who), who).toEqual([]);
		expect(allowed('CONVENED', 'coordinator')).toContain('cancel-meeting');
		for (const who of ['chair', 'social'] as const) expect(allowed('CONVENED', who)).not.toContain('cancel-meeting');
		expect(allowed('LIVE', 'coordinator')).not.toContain('cancel-meeting');
	});

	it('LIFE-11 after the end the agencies write nothing any more', () => {
		expect(allowed('LIVE', 'social')).toContain('add-risk');
		// What they propose is no part of the minutes; whether it is theirs to decide is asked of each proposal.
		const theirs = [
			'accept-statement',
			'agree-draft',
			'propose-correction',
			'withdraw-correction',
			'decide-correction'
		];
		expect(allowed('DRAFT', 'social')).toEqual(theirs);
		expect(allowed('WITH_CHAIR', 'social')).toEqual(theirs);
		expect(allowed('DRAFT', 'minuteTaker')).toContain('add-risk');
		expect(allowed('WITH_CHAIR', 'minuteTaker')).not.toContain('add-risk');
	});

	it('LIFE-12 only the chair decides, ends, overrides, returns and locks', () => {
		const chairs = [
			'record-disclosure-decision',
			'record-level-decision',
			'record-finding',
			'override-gate',
			'lock-minutes'
		] as const;
		for (const name of chairs) {
			expect(allowed('DRAFT', 'chair')).toContain(name);
			for (const who of ['minuteTaker', 'social', 'coordinator'] as const)
				expect(allowed('DRAFT', who)).not.toContain(name);
		}
		expect(allowed('LIVE', 'chair')).toContain('end-meeting');
		expect(allowed('LIVE', 'minuteTaker')).not.toContain('end-meeting');
		expect(allowed('WITH_CHAIR', 'minuteTaker')).not.toContain('return-minutes');
	});

	it('LIFE-13 somebody without a seat may do nothing, whatever their role; the unit only what is theirs', () => {
		for (const phase of ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR', 'LOCKED'] as const)
			expect(allowed(phase, 'housing'), phase).toEqual([]);
		expect([...allowed('LIVE', 'coordinator')].sort()).toEqual([
			'approve-substitute',
			'hand-over-chair',
			'invite-person',
			'name-substitute',
			'refuse-substitute',
			'send-return-for'
		]);
	});

	it('LIFE-14 a new version of the statement puts everybody outside until they accept it', () => {
		const meeting = IN_PHASE.LIVE;
		for (const who of ['chair', 'minuteTaker', 'social'] as const) {
			expect(mayRun(meeting, actor(who), 'raise-hand', 1), who).toBeNull();
			expect(mayRun(meeting, actor(who), 'raise-hand', 2), who).toMatchObject({ kind: 'forbidden' });
		}
		expect(mayRun(meeting, actor('chair'), 'end-meeting', 2)).toMatchObject({ kind: 'forbidden' });
		expect(mayRun(meeting, actor('social'), 'accept-statement', 2)).toBeNull();
	});

	it('LIFE-15 what the server does by itself goes through no door', () => {
		expect(COMMAND_NAMES.filter(isInternal)).toEqual(['note-removed-words']);
		expect(mayRun(IN_PHASE.LIVE, actor('chair'), 'note-removed-words', 1)).toMatchObject({ kind: 'forbidden' });
	});

	it('LIFE-16 the plan takes the words of everybody in the room, then of chair and minute taker; the notes only theirs', () => {
		const writers = (may: typeof mayWritePlan, phase: Phase) =>
			(['chair', 'minutes', 'social', 'housing'] as const).filter((personId) => may(IN_PHASE[phase], personId, 1));
		expect(writers(mayWritePlan, 'CONVENED')).toEqual([]);
		expect(writers(mayWritePlan, 'LIVE')).toEqual(['chair', 'minutes', 'social']);
		expect(writers(mayWritePlan, 'DRAFT')).toEqual(['chair', 'minutes']);
		expect(writers(mayWritePlan, 'LOCKED')).toEqual([]);
		expect(writers(mayWriteMinutes, 'CONVENED')).toEqual([]);
		expect(writers(mayWriteMinutes, 'LIVE')).toEqual(['chair', 'minutes']);
		expect(writers(mayWriteMinutes, 'LOCKED')).toEqual([]);
	});
});
