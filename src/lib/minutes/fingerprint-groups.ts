/** A fingerprint in groups of four, so that two people can compare it by reading it aloud. */
export const inFours = (fingerprint: string): string => fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';

/** The first sixteen digits, for the foot of every page: enough to see that two pages belong to one record. */
export const shortFingerprint = (fingerprint: string): string => inFours(fingerprint.slice(0, 16));
