/** What pages say to the lock of the screen; changed in the browser alone. */
export const idleScreen = $state({
	/** the room of a chair or a minute taker is shown */
	blanks: false,
	/** the room has taken its content off the screen itself, and says why */
	gone: false
});
