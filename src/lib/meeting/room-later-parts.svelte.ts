/** Brought together by room-later.svelte.ts. */
export { default as AsksPlain } from '../asks/AsksPlain.svelte';
export { missedCount, whatWasMissed } from '../catch-up/missed.ts';
export { default as DissentBox } from '../decisions/DissentBox.svelte';
export { default as LastMeeting } from '../minutes/LastMeeting.svelte';
export { settlingOf } from '../minutes/settling.ts';
export { default as RemovedWordsList } from '../removed-words/RemovedWordsList.svelte';
export { default as RemovedWordsNotice } from '../removed-words/RemovedWordsNotice.svelte';
export { default as RestrictedNotes } from '../restricted/RestrictedNotes.svelte';
export { asWorded } from '../rmp/acceptance.ts';
export { printPlan } from '../rmp/print-plan.svelte.ts';
export { default as CloseRun } from './close-run/CloseRun.svelte';
export { default as GoneScreen } from './GoneScreen.svelte';
export { default as KeysHelp } from './KeysHelp.svelte';
export { default as RoomAnnouncer } from './RoomAnnouncer.svelte';
export { default as RoomTold } from './RoomTold.svelte';
