/** A certificate of destruction as tables, for its page and its print. */
import type { BoardPackDocument } from '../smb/pack-document.ts';
import { londonDate, longDate, longMoment } from '../time.ts';
import { type DestructionCertificate, rowsIn } from './destruction-certificate.ts';
import { RETENTION_KINDS, type RetentionKind } from './retention-table.ts';
import { caseRuleWord, kindWord } from './retention-words.ts';

const grouped = (digits: string): string => digits.replace(/(.{8})(?=.)/g, '$1 ');
const asKind = (kind: string): RetentionKind => RETENTION_KINDS.find((one) => one === kind) ?? 'CASE';

export type CertificateFact = { readonly label: string; readonly value: string };

/** What it says, in words. */
export const certificateFacts = (one: DestructionCertificate): readonly CertificateFact[] => [
	{ label: 'Number', value: String(one.number) },
	{ label: 'Area', value: one.area },
	{
		label: 'What',
		value: `One case with ${one.meetings} ${one.meetings === 1 ? 'meeting' : 'meetings'}: ${rowsIn(one)} rows`
	},
	{ label: 'Rule', value: `${caseRuleWord[one.rule]}. It might be destroyed from ${longDate(one.dueOn)}` },
	{ label: 'Proposed', value: `${one.proposedBy.name}, ${one.proposedBy.role}, ${longMoment(one.proposedAt)}` },
	{
		label: 'Confirmed and destroyed',
		value: `${one.confirmedBy.name}, ${one.confirmedBy.role}, ${longMoment(one.destroyedAt)}`
	},
	{ label: 'Fingerprint of the case reference (SHA-256)', value: grouped(one.referenceSha256) },
	{ label: 'Fingerprint of the list (SHA-256)', value: grouped(one.listSha256) },
	{ label: 'Signed by', value: one.sealedBy.subject }
];

export const certificateDocument = (one: DestructionCertificate): BoardPackDocument => ({
	...{
		language: 'en',
		marking: 'OFFICIAL-SENSITIVE',
		title: `Certificate of destruction ${one.number}`,
		area: one.area
	},
	date: londonDate(one.destroyedAt),
	lines: [
		'What this service held of one case was destroyed. Its data file carries the signature and is checked with mapp-verify or at /verify.',
		'Copies and files that had left the service before are with whoever has them.'
	],
	charts: [],
	tables: [
		{
			...{ title: 'The destruction', note: '', head: '', columns: ['What the certificate says'] },
			rows: certificateFacts(one).map(({ label, value }) => ({ head: label, cells: [value] }))
		},
		{
			...{
				title: 'What was destroyed',
				note: 'By table of the database. The fingerprint is over the keys of the rows.'
			},
			...{ head: 'Table', columns: ['Kind', 'Rows', 'Fingerprint, first 16 digits'] },
			rows: one.destroyed.map(({ kind, table, rows, sha256 }) => ({
				...{ head: table, cells: [kindWord[asKind(kind)], String(rows), sha256.slice(0, 16)] }
			}))
		}
	]
});
