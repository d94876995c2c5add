/** After what the browser is busy with now: it may draw, and hear whoever types, in between. */
export const nextTask = (): Promise<void> => new Promise((go) => setTimeout(go));
