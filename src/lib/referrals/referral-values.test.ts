import { describe, expect, it } from 'vitest';
import { SAMPLE_AGENCIES, sampleAnswers, sampleSections } from '../../../tests/support/sample-referral.ts';
import { OPEN_CASE } from '../cases/case-commands.ts';
import { parseInput } from '../input.ts';
import { matchPerson } from './person-match.ts';
import { answersOf, differences } from './referral-answers.ts';
import { caseFrom } from './referral-case.ts';
import { ANSWER_MAX } from './referral-field.ts';
import { REFERRAL_SECTIONS, sectionNamed } from './referral-sections.ts';
import { schemaOf } from './referral-values.ts';

const section = (slug: string) => sectionNamed(slug)!;

describe('a draft', () => {
	it('REFER-19 every section takes what its page sends, as typed, complete or not', () => {
		for (const one of REFERRAL_SECTIONS) {
			const values = sampleAnswers()[one.slug];
			expect(parseInput(schemaOf(one), values), one.slug).toEqual({ ok: true, value: values });
			expect(parseInput(schemaOf(one), {}), one.slug).toMatchObject({ ok: true });
		}
		expect(parseInput(schemaOf(section('dates')), { releaseOn: 'next spring' })).toMatchObject({
			value: { releaseOn: 'next spring' }
		});
	});

	it('REFER-19 rows in which nothing was typed are left out', () => {
		const tools = [{ name: '', result: ' ', on: '' }, { name: 'OASys' }, { name: '\u200b' }];
		expect(parseInput(schemaOf(section('risk')), { tools })).toMatchObject({ value: { tools: [{ name: 'OASys' }] } });
	});

	it.each([
		[{ area_id: 'B' }, ''],
		[{ level: 'M3' }, 'level'],
		[{ managerName: 'x'.repeat(201) }, 'managerName'],
		[JSON.parse('{"__proto__": {"level": "3"}}'), ''],
		[{ managerName: { toString: 'x' } }, 'managerName']
	])('REFER-20 M-5 M-9 what the page never sends is refused (%#)', (values, field) => {
		expect(parseInput(schemaOf(section('level')), values)).toMatchObject({ kind: 'invalid', problems: [{ field }] });
	});

	it('REFER-20 M-3 control characters are left out, markup stays text, and an answer has a limit', () => {
		const reason = schemaOf(section('reason'));
		const why = 'a\0b <img onerror=x> {{7*7}} \ud800';
		expect(parseInput(reason, { why })).toMatchObject({ value: { why: 'ab <img onerror=x> {{7*7}}' } });
		expect(parseInput(reason, { why: 'x'.repeat(ANSWER_MAX + 1) })).toMatchObject({ problems: [{ field: 'why' }] });
	});

	it('REFER-21 two texts of one section are compared question by question, in words', () => {
		const mine = { managerName: 'Gorse', level: '2' };
		const theirs = { managerName: 'Sorrel', level: '3', emergency: 'no' };
		expect(differences(section('level'), mine, theirs, () => '')).toEqual([
			expect.objectContaining({ field: 'level', mine: 'Level 2', theirs: 'Level 3' }),
			expect.objectContaining({ field: 'managerName', mine: 'Gorse', theirs: 'Sorrel' }),
			expect.objectContaining({ field: 'emergency', mine: '', theirs: 'No' })
		]);
	});

	it('REFER-22 the answers are read back in words, and what was not asked is left out', () => {
		const agencyName = (id: string) => (id === SAMPLE_AGENCIES.police ? 'Northmere Constabulary' : '');
		const rows = answersOf(section('agencies'), sampleAnswers().agencies!, agencyName);
		expect(rows.find(({ label }) => label === 'Agency 1')?.value).toContain('Agency: Northmere Constabulary');
		expect(answersOf(section('hospital'), { applies: 'no' }, agencyName)).toHaveLength(1);
	});
});

describe('the person', () => {
	const known = {
		name: 'Tobiah Wrenfield-Moss',
		aliases: ['Toby Wren'],
		dateOfBirth: '1984-02-14',
		identifiers: { pncId: '2021/0900014Z' }
	};
	it.each([
		[{ identifiers: { pncId: '2021-0900014z' } }, 'identifier'],
		[{ name: 'TOBY  WREN', dateOfBirth: '1984-02-14' }, 'name and date of birth'],
		[{ name: 'Tobiah Wrenfield Moss', dateOfBirth: '1984-02-15' }, null],
		[{ name: 'Somebody Else', dateOfBirth: '1984-02-14' }, null],
		[{ name: 'Tobiah Wrenfield-Moss' }, null]
	])('REFER-23 the same person is known by an identifier, or by name and date of birth (%#)', (over, by) => {
		const other = { name: '', aliases: [], dateOfBirth: '', identifiers: {}, ...over };
		expect(matchPerson(other, known)).toBe(by);
	});

	it('REFER-24 an acceptance opens a case that the register takes, with victims by code', () => {
		const input = { ref: 'NMS-2026-020', category: 1, level: 2, leadAgencyId: 'agency-PRB', caseManagerId: null };
		const parsed = parseInput(OPEN_CASE, { ...input, ...caseFrom(sampleSections()) });
		expect(parsed).toMatchObject({
			ok: true,
			value: {
				subject: { name: 'Hollis Thornbury-Vale', aliases: ['Holly Vale'], identifiers: { crn: 'X900777' } },
				facts: {
					rosh: { CHILDREN: 'HIGH' },
					victims: [{ code: 'V1' }],
					protectiveFactors: ['Steady brother', 'Learned a trade'],
					s327aApplies: true
				}
			}
		});
	});
});
