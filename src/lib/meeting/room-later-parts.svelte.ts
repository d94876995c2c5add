/** Brought together by room-later.ts. */
export { default as AsksPlain } from '../asks/AsksPlain.svelte';
export { default as DissentBox } from '../decisions/DissentBox.svelte';
export { default as LastMeeting } from '../minutes/LastMeeting.svelte';
export { default as RemovedWordsList } from '../removed-words/RemovedWordsList.svelte';
export { default as RestrictedNotes } from '../restricted/RestrictedNotes.svelte';
export { default as GoneScreen } from './GoneScreen.svelte';
export { default as RoomTold } from './RoomTold.svelte';
