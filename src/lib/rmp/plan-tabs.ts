/** The four ways of looking at the plan, as the page's address names them. */
export const PLAN_VIEWS = ['plan', 'agency', 'due', 'since'] as const;
export type PlanView = (typeof PLAN_VIEWS)[number];
export const isPlanView = (text: string): text is PlanView => (PLAN_VIEWS as readonly string[]).includes(text);
