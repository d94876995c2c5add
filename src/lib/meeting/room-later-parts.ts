/** Brought together by room-later.ts. */
export { default as RemovedWordsList } from '../removed-words/RemovedWordsList.svelte';
export { default as GoneScreen } from './GoneScreen.svelte';
export { default as RoomTold } from './RoomTold.svelte';
