/** How the pages look to this browser: as its device wishes, or always light, or always dark (decision 049). */
export const LOOKS = ['device', 'light', 'dark'] as const;
export type Look = (typeof LOOKS)[number];

/** One cookie of this browser: not of a person, because two people at one desk may sit in different light. */
export const LOOK_COOKIE = 'look';

/** What a browser may send, or nothing at all. Anything else is "as the device". */
export const lookOf = (value: string | null | undefined): Look => LOOKS.find((one) => one === value) ?? 'device';

export const lookWords: Readonly<Record<Look, string>> = {
	device: 'As this device is set',
	light: 'Light',
	dark: 'Dark'
};

/** What stands on <html> before anything is drawn, so that no page flashes. Empty: the device decides. */
export const lookAttribute = (look: Look): string => (look === 'device' ? '' : `data-look="${look}"`);
