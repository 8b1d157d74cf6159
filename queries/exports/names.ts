/** What can be exported. */
export const exportNames = [
  'tickets',
  'events',
  'decisions',
  'effort',
  'reconciliation',
  'forecasts',
  'deliveries',
] as const

export type ExportName = (typeof exportNames)[number]
