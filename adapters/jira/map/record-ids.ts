import { idSchema } from './schemas.ts'

/** The id of a record as Jira returned it; null for one that has none. */
export function idOf(record: unknown): string | null {
  return idSchema.safeParse(record).data?.id ?? null
}

/** Pages may repeat a ticket; records without an id all stay, for the mapper to quarantine. */
export function distinctRecords(records: readonly unknown[]): unknown[] {
  const seen = new Set<string>()
  return records.filter((record) => {
    const id = idOf(record)
    if (id === null) return true
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}
