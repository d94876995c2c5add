/** Whether a connection is slow, from how long the last answers took. */
export type RoundTrips = readonly number[];
const LAST = 4;
const SLOW_MS = 1_200;

/** @param ms how long an answer took */
export const withRoundTrip = (trips: RoundTrips, ms: number): RoundTrips => [...trips, ms].slice(-LAST);
/** Three of the last four were slow: one alone is a hiccup. */
export const areSlow = (trips: RoundTrips): boolean => trips.filter((ms) => ms >= SLOW_MS).length >= LAST - 1;
