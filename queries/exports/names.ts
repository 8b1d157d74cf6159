/** What can be exported. */
export const exportNames = [
  'tickets',
  'events',
  'decisions',
  'effort',
  'reconciliation',
  'forecasts',
  'deliveries',
  'audit',
] as const

export type ExportName = (typeof exportNames)[number]
