/** What can be exported. */
export const exportNames = [
  'tickets',
  'events',
  'decisions',
  'effort',
  'reconciliation',
  'deliveries',
] as const

export type ExportName = (typeof exportNames)[number]
