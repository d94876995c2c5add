/**
 * What a meeting usually asks of an agency when it is invited, in each language: it is stored with the invitation and becomes part
 * of the record, so it is worded in the record's language, whoever convenes (decision 061). No case content (R2). Pure.
 */
import type { AgencyType } from '../identity.ts';
import { LANGUAGE, type Language } from '../welsh/language.ts';

type Requests = Partial<Record<AgencyType, string>> & { readonly otherwise: string };
const REQUESTS: Readonly<Record<Language, Requests>> = {
	en: {
		POLICE: 'What you know of the person since the last plan, and what your officers can do under it.',
		PROBATION: 'Progress of supervision, licence conditions, and what you propose for the plan.',
		PRISON: 'Conduct, contacts and concerns in custody, and release arrangements.',
		CHILDRENS_SERVICES: 'Children the person has contact with, and any plan for them.',
		ADULT_SOCIAL_CARE: 'Adults at risk the person has contact with, and care needs.',
		EDUCATION: 'Schools and colleges near the person, and safeguarding arrangements.',
		HOUSING_AUTHORITY: 'Accommodation now and planned, and who else lives there.',
		REGISTERED_SOCIAL_LANDLORD: 'The tenancy, the neighbours, and what you have noticed.',
		NHS_TRUST: 'Current or needed treatment, and what bears on risk.',
		JOBCENTRE_PLUS: 'Work, benefits and online access that bear on risk.',
		ELECTRONIC_MONITORING: 'What monitoring shows, and what it could do.',
		MAPPA_UNIT: 'Advice on the process, and the record of the meeting.',
		otherwise: 'What your agency knows that bears on risk, and what it can do under the plan.'
	},
	cy: {
		POLICE: 'Beth a wyddoch am y person ers y cynllun diwethaf, a beth y gall eich swyddogion ei wneud o dano.',
		PROBATION: 'Cynnydd goruchwyliaeth, amodau trwydded, a’r hyn rydych yn ei gynnig ar gyfer y cynllun.',
		PRISON: 'Ymddygiad, cysylltiadau a phryderon yn y ddalfa, a threfniadau rhyddhau.',
		CHILDRENS_SERVICES: 'Plant y mae’r person mewn cysylltiad â nhw, ac unrhyw gynllun ar eu cyfer.',
		ADULT_SOCIAL_CARE: 'Oedolion mewn perygl y mae’r person mewn cysylltiad â nhw, ac anghenion gofal.',
		EDUCATION: 'Ysgolion a cholegau yn agos at y person, a threfniadau diogelu.',
		HOUSING_AUTHORITY: 'Llety nawr ac wedi’i gynllunio, a phwy arall sy’n byw yno.',
		REGISTERED_SOCIAL_LANDLORD: 'Y denantiaeth, y cymdogion, a’r hyn rydych wedi sylwi arno.',
		NHS_TRUST: 'Triniaeth gyfredol neu sydd ei hangen, a’r hyn sy’n berthnasol i risg.',
		JOBCENTRE_PLUS: 'Gwaith, budd-daliadau a mynediad ar-lein sy’n berthnasol i risg.',
		ELECTRONIC_MONITORING: 'Beth mae monitro’n ei ddangos, a beth y gallai ei wneud.',
		MAPPA_UNIT: 'Cyngor ar y broses, a chofnod y cyfarfod.',
		otherwise: 'Beth mae eich asiantaeth yn ei wybod sy’n berthnasol i risg, a beth y gall ei wneud o dan y cynllun.'
	}
};

/**
 * What the meeting asks of an agency unless the person who convenes says something else, in the reader's language.
 * @param type left out where nobody knows of which kind the agency is
 */
export const usualRequest = (type?: AgencyType): string =>
	(type && REQUESTS[LANGUAGE][type]) ?? REQUESTS[LANGUAGE].otherwise;

const KINDS = Object.keys(REQUESTS.en) as readonly (keyof Requests)[];
/** A usual request as the record's language words it; what was typed stays as it is. */
export const requestIn = (language: Language, request: string): string => {
	const kind = KINDS.find((one) => Object.values(REQUESTS).some((words) => words[one] === request.trim()));
	return (kind && REQUESTS[language][kind]) ?? request;
};
