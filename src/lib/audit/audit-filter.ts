/** What somebody looks for in the audit, as it stands in the page's address and in the form of an export. */
import type { Problem } from '../result.ts';
import { isDate } from '../time.ts';
import { AUDIT_KINDS, type AuditKind } from './audit-acts.ts';
import { type AuditObject, isAuditObject } from './audit-objects.ts';

export type AuditFilter = {
	/** YYYY-MM-DD in London, both included */
	readonly from: string | null;
	readonly until: string | null;
	/** who did it, or to whom it was done */
	readonly personId: string | null;
	readonly kind: AuditKind | null;
	readonly object: AuditObject | null;
	/** reference of a meeting or a case as it was typed */
	readonly reference: string | null;
};
export type AskedAudit = { readonly filter: AuditFilter; readonly problems: readonly Problem[] };

export const AUDIT_FILTER_FIELDS = ['from', 'until', 'person', 'kind', 'object', 'reference'] as const;
type Field = (typeof AUDIT_FILTER_FIELDS)[number];

export const EVERYTHING: AuditFilter = {
	...{ from: null, until: null, personId: null, kind: null, object: null, reference: null }
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const REFERENCE_MAX = 60;

/** @param value of one field as it was sent; null or '' = not asked for */
export function readAuditFilter(value: (field: Field) => string | null): AskedAudit {
	const problems: Problem[] = [];
	const asked = <Wanted extends string>(
		field: Field,
		isOne: (text: string) => text is Wanted,
		message: string
	): Wanted | null => {
		const text = value(field)?.trim() ?? '';
		if (text === '') return null;
		if (isOne(text)) return text;
		problems.push({ field, message });
		return null;
	};
	const date = (text: string): text is string => isDate(text);
	const from = asked('from', date, 'Enter the first day as a date');
	const until = asked('until', date, 'Enter the last day as a date');
	if (from !== null && until !== null && until < from)
		problems.push({ field: 'until', message: 'The last day must not be before the first' });
	return {
		filter: {
			...{ from, until },
			personId: asked('person', (text): text is string => UUID.test(text), 'Choose a person of the list'),
			kind: asked(
				'kind',
				(text): text is AuditKind => AUDIT_KINDS.some((kind) => kind === text),
				'Choose a kind of the list'
			),
			object: asked('object', isAuditObject, 'Choose one of the list'),
			reference: asked(
				'reference',
				(text): text is string => text.length <= REFERENCE_MAX,
				'Enter a reference such as FRN-2026-014/2'
			)
		},
		problems
	};
}

/** The fields of a filter, as an address or hidden fields carry them; those not asked for are left out. */
export const auditFilterFields = (filter: AuditFilter): readonly (readonly [Field, string])[] =>
	(
		[
			['from', filter.from],
			['until', filter.until],
			['person', filter.personId],
			['kind', filter.kind],
			['object', filter.object],
			['reference', filter.reference]
		] as const
	).flatMap(([field, text]) => (text === null ? [] : [[field, text] as const]));
