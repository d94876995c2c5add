import { describe, expect, it } from 'vitest';
import { SAMPLE_AGENCIES, SAMPLE_CHECKS, sampleSections } from '../../../tests/support/sample-referral.ts';
import { checkReferral, isLateReferral, nameHints, statusOf, warningsOf } from './referral-checks.ts';
import { REFERRAL_SECTIONS, SECTION_GROUPS, sectionNamed } from './referral-sections.ts';
import type { SectionValues } from './referral-values.ts';

const problems = (over: Readonly<Record<string, SectionValues>>) =>
	checkReferral(sampleSections(over), SAMPLE_CHECKS).flatMap(({ section, problems: found }) =>
		found.map(({ field }) => `${section.slug}.${field}`)
	);
const warned = (over: Readonly<Record<string, SectionValues>>) =>
	warningsOf(sampleSections(over), SAMPLE_CHECKS).map(({ id }) => id);

describe('what a referral must say', () => {
	it('REFER-1 a whole referral has nothing missing and nothing to warn of', () => {
		expect(problems({})).toEqual([]);
		expect(warned({})).toEqual([]);
		expect(SECTION_GROUPS.flatMap(({ slugs }) => slugs).toSorted()).toEqual(
			REFERRAL_SECTIONS.map(({ slug }) => slug).toSorted()
		);
	});

	it.each([
		[{ level: { level: '' } }, ['level.level']],
		[{ level: { managerName: ' \u200b ' } }, ['level.managerName']],
		[{ level: { managerRole: '' } }, ['level.managerRole']],
		[{ level: { managerAgreedOn: '2027-01-01' } }, ['level.managerAgreedOn']],
		[{ level: { level: '3', emergency: '' } }, ['level.emergency']],
		[{ reason: { levelOneGap: '' } }, ['reason.levelOneGap']],
		[{ reason: { why: '' } }, ['reason.why']]
	])(
		'REFER-2 V02 level, the manager who agreed and what Level 1 cannot do stop it when missing (%#)',
		(over, fields) => {
			expect(problems(over)).toEqual(fields);
		}
	);

	it('REFER-3 Category 3 needs its qualifying offence and the risk now; the others do not ask', () => {
		expect(problems({ category: { category: '3' } })).toEqual(['category.qualifyingOffence', 'category.currentRisk']);
		expect(problems({ category: { category: '' } })).toEqual(['category.category']);
	});

	it.each([
		[{ person: { crn: '' } }, ['person.crn']],
		[{ person: { crn: '', pncId: '2021/1' } }, []],
		[{ person: { noFixedAbode: 'yes', currentAddress: '' } }, ['person.areaOfLinks']],
		[{ person: { currentAddress: '' } }, ['person.currentAddress']],
		[{ person: { dateOfBirth: '2027-01-01' } }, ['person.dateOfBirth']],
		[{ person: { dateOfBirth: '6.5.1990' } }, ['person.dateOfBirth']],
		[{ hospital: { applies: 'yes' } }, ['hospital.mhaSection', 'hospital.hospital', 'hospital.clinician']],
		[{ victims: { victims: [{ code: 'Anna', contact: '', views: '' }] } }, ['victims.victims.0.code']],
		[{ victims: { victims: [{ code: 'V1' }, { code: 'V1' }] } }, ['victims.victims.1.code']],
		[{ risk: { tools: [] } }, ['risk.tools.0.name']],
		[{ risk: { tools: [{ name: 'OASys', result: 'High', on: '2027-02-01' }] } }, ['risk.tools.0.on']],
		[
			{ agencies: { agencies: [{ agencyId: SAMPLE_AGENCIES.social, invite: 'yes' }] } },
			['agencies.agencies.0.agencyId']
		],
		[{ agencies: { leadAgencyId: 'of another area' } }, ['agencies.leadAgencyId', 'agencies.agencies.0.agencyId']],
		[{ equality: { known: '' } }, ['equality.known']],
		[{ equality: { known: 'some' } }, ['equality.needs']],
		[{ disclosure: { done: 'yes' } }, ['disclosure.disclosures.0.to']],
		[{ told: { told: 'no', whyNot: '' } }, ['told.whyNot']]
	] as const)('REFER-4 each section says what it misses at its field (%#)', (over, fields) => {
		expect(problems(over as Readonly<Record<string, SectionValues>>)).toEqual(fields);
	});

	it.each([
		[{ sentencedOn: '2027-09-01' }, ['dates.releaseOn', 'dates.crd']],
		[{ crd: '2029-06-01' }, ['dates.led', 'dates.sed']],
		[{ ped: '2027-08-31' }, ['dates.crd']],
		[{ led: '2029-06-01' }, ['dates.sed']],
		[{ ped: '2027-08-30', hdc: '2027-03-01' }, []]
	])('REFER-5 dates that cannot stand in this order are refused at the later one (%#)', (over, fields) => {
		expect(problems({ dates: over }).toSorted()).toEqual(fields.toSorted());
	});
});

describe('what a referral is warned of', () => {
	it.each([
		['2026-09-25', '2026-11-30', true],
		['2026-12-17', '2027-06-16', true],
		['2026-12-17', '2027-06-17', false],
		['2026-08-31', '2027-02-27', true],
		['2026-08-31', '2027-02-28', false],
		['2026-12-09', '2026-11-30', false],
		['2026-12-09', '', false]
	])('REFER-6 V03 received on %s for a release on %s is late: %s', (received, release, late) => {
		expect(isLateReferral(received, release, 6)).toBe(late);
	});

	it('REFER-6 V03 asks for a reason, and only for people in custody', () => {
		const soon = { releaseOn: '2027-02-01', crd: '2027-02-01' };
		expect(warned({ dates: soon })).toEqual(['V03']);
		expect(warningsOf(sampleSections({ dates: soon }), SAMPLE_CHECKS)[0]).toMatchObject({
			asksReason: 'Why is it referred less than six months before release?'
		});
		expect(warned({ dates: { ...soon, where: 'community' } })).toEqual([]);
	});

	it('REFER-7 V04 an assessment older than twelve months and a plan that is not there ask for a reason', () => {
		const tools = (on: string) => ({ risk: { tools: [{ name: 'OASys', result: 'High', on }] } });
		expect(warned(tools('2025-12-17'))).toEqual([]);
		expect(warned(tools('2025-12-16'))).toEqual(['V04-ASSESSMENT']);
		expect(warned({ plan: { hasPlan: 'no' } })).toEqual(['V04-PLAN']);
		const later = { ...SAMPLE_CHECKS, config: { lateReferralMonths: 9, assessmentMonths: 2 } };
		expect(warningsOf(sampleSections(), later).map(({ id }) => id)).toEqual(['V03', 'V04-ASSESSMENT']);
	});

	it('REFER-8 brief details of more than 250 words are warned of and nothing is asked', () => {
		const words = (count: number) => ({ conviction: { briefDetails: Array(count).fill('word').join(' - ') } });
		expect(warned(words(250))).toEqual([]);
		expect(warned(words(251))).toEqual(['BRIEF-DETAILS']);
	});

	it('REFER-9 a section is not started, incomplete or complete', () => {
		const told = sectionNamed('told')!;
		expect(statusOf(told, {}, SAMPLE_CHECKS)).toBe('not-started');
		expect(statusOf(told, sampleSections({ told: { told: '' } }), SAMPLE_CHECKS)).toBe('incomplete');
		expect(statusOf(told, sampleSections(), SAMPLE_CHECKS)).toBe('complete');
	});
});

describe('names of victims', () => {
	const victims = sectionNamed('victims')!;
	it.each([
		['Anna Bellweather is afraid of him', true],
		['a girl called Anna', true],
		['Mrs Bellweather', true],
		['V1 asks for an exclusion zone round South Park', false],
		['Children of a new partner in Northmere', false],
		['', false]
	])('REFER-10 “%s” is pointed out as a name: %s', (potential, isName) => {
		expect(nameHints(victims, { potential })).toEqual(isName ? ['potential'] : []);
	});

	it('REFER-10 a hint stops nothing', () => {
		expect(problems({ victims: { potential: 'Anna Bellweather' } })).toEqual([]);
	});
});
