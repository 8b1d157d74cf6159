/** The six stages of the journey, in their order; every layer spells them this way. */
export const stages = ['sync', 'classify', 'effort', 'reconcile', 'report', 'deliver'] as const

export type Stage = (typeof stages)[number]
