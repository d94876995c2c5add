/** The words; and, of intelligence, its handling code and what readers may do with it. */
export const RESTRICTED_FIELDS = ['note.text', 'note.handling'] as const;
export const isRestrictedField = (field: string): boolean => RESTRICTED_FIELDS.some((one) => one === field);
