/**
 * Parts of the room that its first paint does without: what is told when something happens, what is opened by hand, what finds
 * everything still to settle (the page comes with what it found), and the lobby once the meeting runs. A page that is drawn with
 * them by the server has them before it comes to life, or what was drawn would be drawn again.
 */
import type { Meeting } from './meeting.ts';

export type RoomLater = typeof import('./room-later-parts.svelte.ts');
export type LobbyPart = typeof import('./Lobby.svelte').default;

/** The page as it is opened. */
export type OpenedAt = {
	readonly meeting: Pick<Meeting, 'phase' | 'removedWords'>;
	/** the meeting is being closed step by step */
	readonly closing: boolean;
};

let later: RoomLater | null = null;
let lobby: LobbyPart | null = null;

/** Words that somebody removed, and the steps of closing, are shown from the first paint, also without JavaScript. */
const drawnAtOnce = ({ meeting, closing }: OpenedAt): boolean => closing || meeting.removedWords.length > 0;
export const isClosing = (query: URLSearchParams): boolean => query.get('closing') === 'on';

export const bringRoomLater = async (): Promise<RoomLater> => {
	later ??= await import('./room-later-parts.svelte.ts');
	return later;
};
/** What the server draws them with, for browsers without JavaScript. */
export const laterAtServer = (): RoomLater | null => later;
/** @throws when they cannot be fetched */
export const bringAtOnce = async (page: OpenedAt): Promise<void> => {
	if (page.meeting.phase === 'CONVENED') lobby ??= (await import('./Lobby.svelte')).default;
	if (drawnAtOnce(page)) await bringRoomLater();
};
/** What the first paint is drawn with, the same at the server and in the browser. */
export const hereAtOnce = (page: OpenedAt): { later: RoomLater | null; lobby: LobbyPart | null } => ({
	later: drawnAtOnce(page) ? later : null,
	lobby: page.meeting.phase === 'CONVENED' ? lobby : null
});
