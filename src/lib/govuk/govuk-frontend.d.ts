/** GOV.UK Frontend ships no types; these are the components started by govuk-attachment.ts. */
declare module 'govuk-frontend' {
	type Component = new (root: HTMLElement) => unknown;
	export const CharacterCount: Component;
	export const PasswordInput: Component;
}
