/** What a referral says of its person, as the case register keeps it: for finding the case, and for opening it. */
import { ROSH_GROUPS } from '../cases/case.ts';
import { victimContactWord } from '../meeting/meeting-words.ts';
import { isDate } from '../time.ts';
import type { Matchable } from './person-match.ts';
import { questionsOf, type Section } from './referral-field.ts';
import { sectionNamed } from './referral-sections.ts';
import { answerAt, linesIn, rowsAt, type SavedSections, valuesOf } from './referral-values.ts';

export const personOf = (sections: SavedSections): Matchable => {
	const said = (name: string) => answerAt(sections, 'person', name);
	return {
		name: said('name'),
		aliases: linesIn(said('aliases')),
		dateOfBirth: said('dateOfBirth'),
		identifiers: {
			crn: said('crn'),
			prisonNumber: said('prisonNumber'),
			pncId: said('pncId'),
			visorOrMappsRef: said('visorOrMappsRef')
		}
	};
};

/** The labelled dates of the dates section that were given. */
const datesOf = (sections: SavedSections): readonly { label: string; on: string }[] => {
	const fields = questionsOf(sectionNamed('dates') as Section).filter(({ kind }) => kind === 'date');
	return fields.flatMap(({ name, label }) => {
		const on = answerAt(sections, 'dates', name);
		return isDate(on) ? [{ label, on }] : [];
	});
};

/** The subject and facts of the case that an acceptance opens, in the form that opening a case takes. */
export const caseFrom = (sections: SavedSections) => {
	const person = (name: string) => answerAt(sections, 'person', name);
	const { name, aliases, dateOfBirth, identifiers } = personOf(sections);
	const accessibility = [person('disability'), person('interpreter'), answerAt(sections, 'equality', 'needs')];
	return {
		subject: {
			name,
			aliases: aliases.slice(0, 20),
			dateOfBirth,
			ethnicity: person('ethnicity'),
			firstLanguage: person('firstLanguage'),
			accessibility: accessibility
				.filter((text) => text !== '')
				.join('\n')
				.slice(0, 2_000),
			identifiers
		},
		facts: {
			indexOffence: answerAt(sections, 'conviction', 'indexOffence').slice(0, 2_000),
			sentence: [answerAt(sections, 'conviction', 'sentence'), answerAt(sections, 'conviction', 'court')]
				.filter((text) => text !== '')
				.join(', '),
			dates: datesOf(sections),
			notification: '',
			orders: [],
			rosh: Object.fromEntries(
				ROSH_GROUPS.map((group) => [group, answerAt(sections, 'risk', `rosh${group}`)]).filter(
					([, level]) => level !== ''
				)
			),
			tools: rowsAt(valuesOf(sections, 'risk'), 'tools').map(({ name: tool = '', result = '', on = '' }) => ({
				...{ name: tool, result, on }
			})),
			victims: rowsAt(valuesOf(sections, 'victims'), 'victims').map(({ code = '', contact = '', views = '' }) => ({
				...{ code, contact: contact in victimContactWord ? contact : '', views: views.slice(0, 2_000) }
			})),
			protectiveFactors: linesIn(answerAt(sections, 'risk', 'protective'))
				.slice(0, 30)
				.map((line) => line.slice(0, 200)),
			s327aApplies: answerAt(sections, 'conviction', 's327a') === 'yes'
		}
	};
};
