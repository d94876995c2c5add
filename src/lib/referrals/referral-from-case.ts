/** A referral that a professionals meeting decided on begins with what the register and the meeting know: nobody types it again. */
import { type CaseSummary, ROSH_GROUPS } from '../cases/case.ts';
import type { OutcomeFields } from '../decisions/decisions.ts';
import { victimContactWord } from '../meeting/meeting-words.ts';
import { ANSWER_MAX } from './referral-field.ts';
import type { SectionValues } from './referral-values.ts';

export type ReferralSource = {
	readonly case: CaseSummary;
	readonly outcome: OutcomeFields;
	/** agencies that were invited */
	readonly agencyIds: readonly string[];
};

const DATE_FIELD: Readonly<Record<string, string>> = {
	SENTENCED: 'sentencedOn',
	PAROLE: 'parole',
	PED: 'ped',
	HDCED: 'hdc',
	ROTL: 'rotl',
	CRD: 'crd',
	LED: 'led',
	SED: 'sed',
	NOTIFICATION_END: 'notificationExpiry'
};

const contactCode = (contact: string): string =>
	Object.entries(victimContactWord).find(([code, word]) => contact === code || contact === word)?.[0] ?? '';

/** What was not known is left out: the referrer answers it, and everything here can be changed. */
const answeredIn = (values: SectionValues): SectionValues =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value.length > 0));

/** The sections that can begin filled in, by slug. */
export const referralFrom = (source: ReferralSource): Readonly<Record<string, SectionValues>> => {
	const { subject, facts, category, leadAgencyId, caseManager } = source.case;
	const { outcome, reasons } = source.outcome;
	const { crn = '', prisonNumber = '', pncId = '', visorOrMappsRef = '' } = subject.identifiers;
	const dates = facts.dates.flatMap(({ kind, on }) => {
		const field = kind ? DATE_FIELD[kind] : undefined;
		return field ? [[field, on] as const] : [];
	});
	const sections: Record<string, SectionValues> = {
		level: { level: outcome === 'REFER_3' ? '3' : '2' },
		category: { category: String(category) },
		reason: { levelOneGap: reasons.slice(0, ANSWER_MAX) },
		person: {
			...{ name: subject.name, aliases: subject.aliases.join('\n'), dateOfBirth: subject.dateOfBirth },
			...{ ethnicity: subject.ethnicity, firstLanguage: subject.firstLanguage, disability: subject.accessibility },
			...{ crn, prisonNumber, pncId, visorOrMappsRef }
		},
		conviction: {
			...{ indexOffence: facts.indexOffence, sentence: facts.sentence },
			s327a: facts.s327aApplies ? 'yes' : 'no'
		},
		dates: Object.fromEntries(dates),
		victims: {
			victims: facts.victims.map(({ code, contact, views }) => ({ code, contact: contactCode(contact), views }))
		},
		risk: {
			...Object.fromEntries(ROSH_GROUPS.map((group) => [`rosh${group}`, facts.rosh[group] ?? ''])),
			tools: facts.tools.map(({ name, result, on }) => ({ name, result, on })),
			protective: facts.protectiveFactors.join('\n')
		},
		agencies: {
			...{ leadAgencyId, caseManager },
			agencies: source.agencyIds.map((agencyId) => ({ agencyId, contact: '', invite: 'yes' }))
		}
	};
	return Object.fromEntries(
		Object.entries(sections).flatMap(([slug, values]) => {
			const answered = answeredIn(values);
			return Object.keys(answered).length > 0 ? [[slug, answered]] : [];
		})
	);
};
