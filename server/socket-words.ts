/** What the socket itself says to somebody whose request it does not pass on. */
export const SOCKET_WORDS = {
	notInRoom: 'You are not in the room of this meeting.',
	noDocument: 'This document cannot be opened.',
	outOfDate: 'This page is out of date. Reload it.',
	signedOut: 'Sign in again.',
	tooMuch: 'Too much at once. Wait a moment and try again.',
	unavailable: 'This could not be saved just now. Try again.'
} as const;
export type SocketWords = Readonly<Record<keyof typeof SOCKET_WORDS, string>>;
