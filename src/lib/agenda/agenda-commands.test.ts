import { describe, expect, it } from 'vitest';
import { fold, given, LIVE, REVIEW, STARTED } from '../../../tests/support/scenario.ts';
import { ITEM_CODES, standingAgenda, usedMs } from './agenda.ts';

const paused = [...LIVE, { type: 'meeting-paused', reason: 'fire alarm' }] as const;

describe('the chair’s pointer', () => {
	it('AGENDA-1 the chair or the minute taker opens an item; opening the current one changes nothing', () => {
		given(LIVE)
			.when('open-item', { code: 'RISK' }, { as: 'minuteTaker' })
			.gives([{ type: 'item-opened', code: 'RISK' }]);
		given(LIVE).when('open-item', { code: 'WELCOME' }).gives([]);
		given(LIVE).when('open-item', { code: 'RISK' }, { as: 'social' }).refused('forbidden');
	});

	it('AGENDA-2 an item that is not on this agenda, or is none, is refused', () => {
		given(LIVE).when('open-item', { code: 'MINUTES_PREV' }).refused('missing');
		given(LIVE).when('open-item', { code: 'toString' }).refused('invalid', ['code']);
		given(LIVE).when('skip-item', { code: 'ACTIONS_PREV', reason: 'x' }).refused('missing');
	});

	it('AGENDA-3 the next item is the next one still to come, and after the last there is none', () => {
		given(LIVE)
			.when('next-item')
			.gives([{ type: 'item-opened', code: 'CONFIDENTIALITY' }]);
		const skipped = [...LIVE, { type: 'item-skipped', code: 'CONFIDENTIALITY', reason: 'done before' }] as const;
		given(skipped)
			.when('next-item')
			.gives([{ type: 'item-opened', code: 'STATUS' }]);
		given([...LIVE, { type: 'item-opened', code: 'SMB_FEEDBACK' }])
			.when('next-item')
			.refused('not-now');
	});

	it('AGENDA-4 no item opens while the meeting is paused', () => {
		given(paused).when('open-item', { code: 'RISK' }).refused('not-now');
		given(paused).when('next-item').refused('not-now');
	});

	it('AGENDA-5 a mandatory item is skipped only with a reason, one that may not apply without', () => {
		given(LIVE).when('skip-item', { code: 'SAFEGUARDING' }).refused('invalid', ['reason']);
		given(LIVE).when('skip-item', { code: 'SAFEGUARDING', reason: ' \u200B ' }).refused('invalid', ['reason']);
		given(LIVE)
			.when('skip-item', { code: 'SAFEGUARDING', reason: 'No children' })
			.gives([{ type: 'item-skipped', code: 'SAFEGUARDING', reason: 'No children' }]);
		given(LIVE)
			.when('skip-item', { code: 'LICENCE_ORDERS' })
			.gives([{ type: 'item-skipped', code: 'LICENCE_ORDERS', reason: '' }]);
	});

	it('AGENDA-6 an item already taken cannot be skipped', () => {
		given([...LIVE, { type: 'item-opened', code: 'RISK' }])
			.when('skip-item', { code: 'WELCOME', reason: 'x' })
			.refused('not-now');
	});

	it('AGENDA-7 the chair moves an item before another or to the end, with a reason', () => {
		const [first] = given(LIVE)
			.when('reorder-agenda', { code: 'MEDIA', before: 'RISK', reason: 'Press officer leaves early' })
			.after()
			.agenda.items.filter(({ code }) => code === 'MEDIA' || code === 'RISK');
		expect(first?.code).toBe('MEDIA');
		const last = given(LIVE).when('reorder-agenda', { code: 'MEDIA', before: null, reason: 'Last' }).after();
		expect(last.agenda.items.at(-1)?.code).toBe('MEDIA');
		expect(new Set(last.agenda.items.map(({ code }) => code)).size).toBe(18);
		given(LIVE).when('reorder-agenda', { code: 'MEDIA', before: 'ACTIONS', reason: 'no change' }).gives([]);
		given(LIVE).when('reorder-agenda', { code: 'MEDIA', before: 'MEDIA', reason: 'itself' }).gives([]);
		given(LIVE).when('reorder-agenda', { code: 'MEDIA', before: null, reason: '' }).refused('invalid', ['reason']);
	});

	it('AGENDA-8 a hand is raised once, lowered by its owner or by the chair or minute taker', () => {
		const up = [...LIVE, { type: 'hand-raised', personId: 'social' }] as const;
		given(LIVE)
			.when('raise-hand', {}, { as: 'social' })
			.gives([{ type: 'hand-raised', personId: 'social' }]);
		given(up).when('raise-hand', {}, { as: 'social' }).gives([]);
		given(up)
			.when('lower-hand', {}, { as: 'social' })
			.gives([{ type: 'hand-lowered', personId: 'social' }]);
		given(up)
			.when('lower-hand', { personId: 'social' })
			.gives([{ type: 'hand-lowered', personId: 'social' }]);
		given(up).when('lower-hand', { personId: 'social' }, { as: 'manager' }).refused('forbidden');
		given(LIVE).when('lower-hand', { personId: 'social' }).gives([]);
	});

	it('AGENDA-9 a review has all twenty standing items; media is mandatory only at Level 3', () => {
		given(REVIEW)
			.when('open-item', { code: 'ACTIONS_PREV' })
			.gives([{ type: 'item-opened', code: 'ACTIONS_PREV' }]);
		const mandatory = (level: 2 | 3) => standingAgenda('REVIEW', level).items.filter((item) => item.mandatory);
		expect(standingAgenda('REVIEW', 2).items.map((item) => item.code)).toEqual(
			ITEM_CODES.filter((code) => code !== 'OUTCOME')
		);
		expect(mandatory(3).map((item) => item.code)).toContain('MEDIA');
		expect(mandatory(2).map((item) => item.code)).not.toContain('MEDIA');
	});

	it('AGENDA-10 the time of an item runs while it is the current one and stands still during a pause', () => {
		// One event a minute: opened, paused, resumed, next item.
		const events = [
			...LIVE,
			{ type: 'item-opened', code: 'RISK' },
			{ type: 'meeting-paused', reason: 'Fire alarm' },
			{ type: 'meeting-resumed' },
			{ type: 'item-opened', code: 'RMP' }
		] as const;
		const now = Date.parse(STARTED) + (events.length + 4) * 60_000;
		const used = (code: string) => usedMs(fold(events).agenda.items.find((item) => item.code === code)!, now) / 60_000;
		expect(used('RISK')).toBe(2);
		expect(used('RMP')).toBe(5);
		expect(used('MEDIA')).toBe(0);
	});
});
