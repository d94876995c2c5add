/** How long a meeting may be planned for: between a quarter of an hour and a working day. */
export const PLANNED_MINUTES = { min: 15, max: 480 } as const;
