import { expect, it } from 'vitest';
import { fold, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import type { RiskStatus } from '../rmp/rmp.ts';
import { isHighRisk } from './high-risk.ts';

const rated = (level: string): MeetingEvent => ({
	...{ type: 'item-recorded', item: 'RISK', row: null, from: {}, to: { community_CHILDREN: level } }
});
const status = (to: RiskStatus): MeetingEvent => ({ type: 'risk-value-set', key: 'R1', from: {}, to: { status: to } });
const isHigh = (...events: readonly MeetingEvent[]) => isHighRisk(fold([...REVIEW, ...events]), { riskKeys: ['R1'] });

it('ACTION-10 an action is under a high risk when its row has increased, or the assessment is high and the row is not reduced', () => {
	expect(isHigh(rated('MEDIUM'), status('OPEN'))).toBe(false);
	expect(isHigh(rated('MEDIUM'), status('INCREASED'))).toBe(true);
	expect(isHigh(rated('HIGH'), status('OPEN'))).toBe(true);
	expect(isHigh(rated('VERY_HIGH'), status('REDUCED'))).toBe(false);
	expect(isHigh(rated('VERY_HIGH'), status('RESOLVED'))).toBe(false);
	expect(isHighRisk(fold([...REVIEW, rated('VERY_HIGH')]), { riskKeys: ['R99'] })).toBe(false);
});
