/**
 * Parts of the room that its first paint does without: what is told when something happens, and the lobby once the meeting
 * runs. A page that is drawn with them by the server has them before it comes to life, or what was drawn would be drawn again.
 */
import type { Meeting } from './meeting.ts';

export type RoomLater = typeof import('./room-later-parts.svelte.ts');
export type LobbyPart = typeof import('./Lobby.svelte').default;

let later: RoomLater | null = null;
let lobby: LobbyPart | null = null;

/** Words that somebody removed are shown from the first paint, also without JavaScript. */
const drawnAtOnce = ({ removedWords }: Pick<Meeting, 'removedWords'>): boolean => removedWords.length > 0;

export const bringRoomLater = async (): Promise<RoomLater> => {
	later ??= await import('./room-later-parts.svelte.ts');
	return later;
};
/** What the server draws them with, for browsers without JavaScript. */
export const laterAtServer = (): RoomLater | null => later;
/** @param meeting as the page is opened with it @throws when they cannot be fetched */
export const bringAtOnce = async (meeting: Pick<Meeting, 'phase' | 'removedWords'>): Promise<void> => {
	if (meeting.phase === 'CONVENED') lobby ??= (await import('./Lobby.svelte')).default;
	if (drawnAtOnce(meeting)) await bringRoomLater();
};
/** What the first paint is drawn with, the same at the server and in the browser. */
export const hereAtOnce = (
	meeting: Pick<Meeting, 'phase' | 'removedWords'>
): { later: RoomLater | null; lobby: LobbyPart | null } => ({
	later: drawnAtOnce(meeting) ? later : null,
	lobby: meeting.phase === 'CONVENED' ? lobby : null
});
