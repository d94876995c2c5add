/** Where a link of a gate or a problem leads from outside the room: an anchor alone is a place in the room. */
export const placeInRoom = (meetingId: string, href: string): string =>
	href.startsWith('#') ? `/meetings/${meetingId}/room${href}` : href;
