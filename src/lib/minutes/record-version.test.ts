import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../../tests/support/sample-record.ts';
import { readPlanRecord } from '../import/plan-record.ts';
import { comparePlans } from '../rmp/plan-version.ts';
import type { FinalRecord, RecordAction, RecordRisk } from './final-record.ts';
import { layOutMinutes } from './lay-out-minutes.ts';
import { recordVersion } from './record-version.ts';

/** What a record of shape 1 or 2 tells of a plan: nothing that came with shape 3. */
const oldRisk = ({
	evidenceBasis: _,
	victims: __,
	conditions: ___,
	indicators: ____,
	trend: _t,
	changed: _c,
	...risk
}: RecordRisk) => risk;
const oldAction = ({ controlType: _, victims: __, changed: ___, ...action }: RecordAction) => action;
const old = (shape: 1 | 2): FinalRecord => {
	const record = sampleRecord();
	return {
		...record,
		schema: `mapp-meeting-final-minutes/${shape}`,
		risks: record.risks.map(oldRisk),
		actions: record.actions.map(oldAction),
		previousActions: record.previousActions.map(oldAction)
	};
};

describe('records of earlier shapes', () => {
	it.each([1, 2] as const)('PLAN-18 a record of shape %i is printed, compared and imported as it was', (shape) => {
		const record = JSON.parse(JSON.stringify(old(shape))) as FinalRecord;
		const text = JSON.stringify(layOutMinutes(record, 'ab'.repeat(32)).document);
		expect(text).toContain(`mapp-meeting-final-minutes/${shape}`);
		for (const { risk } of record.risks) expect(text).toContain(JSON.stringify(risk).slice(1, -1));
		expect(text).not.toMatch(/undefined|Since the last plan|Indicator of the last plan/);
		const { risks, actions } = comparePlans(recordVersion(record), recordVersion(sampleRecord()));
		const changed = [...risks, ...actions].flatMap(({ name, parts }) => parts.map(({ label }) => `${name} ${label}`));
		expect(changed).toEqual(['R5 Victims', 'R5 Why these measures should work']);
		expect(readPlanRecord(JSON.stringify(record), () => null)).toMatchObject({
			ok: true,
			value: { plan: { risks: record.risks.map(({ key }) => ({ key, victims: [], trend: [] })) } }
		});
	});

	it('PLAN-18 what shape 3 tells of a plan is read back from it', () => {
		const read = readPlanRecord(JSON.stringify(sampleRecord()), () => null);
		if (!read.ok) throw new Error(JSON.stringify(read.problems));
		const { risks, texts } = read.value.plan;
		expect(risks.find(({ key }) => key === 'R5')?.victims).toEqual(['V1', 'V2']);
		expect(texts['R5.evidenceBasis']).toBe('OASys: drinking and low mood before the index offence');
	});
});
