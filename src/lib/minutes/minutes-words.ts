/** The words of the minutes: the definitions printed at the end of the final version. */
/** Write this where something must be settled before the lock; the checks find it. */
export const UNRESOLVED_HINT =
	'Write [?] where something is still open. The minutes cannot be locked until it is settled.';

/** [term, meaning] for readers who do not know the terms (domain.md section 1). */
export const GLOSSARY: readonly (readonly [term: string, meaning: string])[] = [
	['Approved premises', 'A staffed hostel run or approved by the Probation Service'],
	['ARMS', 'Active Risk Management System: an assessment of registered sexual offenders by police and probation'],
	['Category 1', 'A registered sexual offender'],
	['Category 2', 'A violent or other sexual offender sentenced to 12 months or more, or to a hospital order'],
	['Category 3', 'Another dangerous offender, managed only at Level 2 or 3'],
	['Category 4', 'A person convicted of terrorism, or who poses a terrorism risk'],
	['COM', 'Community Offender Manager: the probation practitioner responsible in the community'],
	['CPPC', 'Critical Public Protection Case: registered nationally'],
	['Disclosure', 'Telling somebody outside the agencies something about the person so that people are protected'],
	['Lead agency', 'The agency with the main statutory responsibility for managing the person'],
	['Level 1', 'Management by the lead agency without formal multi-agency meetings'],
	['Level 2', 'Formal multi-agency meetings add value to the lead agency’s management'],
	['Level 3', 'As Level 2, with senior managers able to commit resources at short notice'],
	['MAPPA', 'Multi-Agency Public Protection Arrangements under the Criminal Justice Act 2003'],
	['MOSOVO', 'The police team that manages sexual offenders and violent offenders'],
	['OSP', 'OASys Sexual reoffending Predictor'],
	['Pillars', 'Supervision; monitoring and control; interventions and treatment; victim safety'],
	['Responsible Authority', 'Police, prison and probation of the area, acting together'],
	['RoSH', 'Risk of Serious Harm: low, medium, high or very high, for each group of people'],
	['Section 327A', 'Criminal Justice Act 2003: the duty to consider disclosure about child sex offenders'],
	[
		'Serious harm',
		'Harm that is life-threatening or traumatic, and from which recovery can be expected to be difficult or impossible'
	],
	['SHPO', 'Sexual Harm Prevention Order'],
	['SMB', 'Strategic Management Board: senior representatives of every agency who oversee MAPPA in the area'],
	['ViSOR, MAPPS', 'The national police-owned record of MAPPA cases, and the system that replaces it'],
	['VLO', 'Victim Liaison Officer']
];
