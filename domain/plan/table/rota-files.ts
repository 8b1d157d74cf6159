import { readPlanTables } from './read.ts'
import type { TableRow } from './table.ts'
import { writePlanTables } from './write/write.ts'

/**
 * A plan file that holds the texts of rota files.
 * @param texts by the files' names
 */
export function withRotaFiles(yaml: string, texts: ReadonlyMap<string, string>): string {
  const tables = texts.size === 0 ? null : readPlanTables(yaml)
  if (tables === null) return yaml
  const added = [...texts].map(([file, text]): TableRow => ({ at: null, cells: { file, text } }))
  return writePlanTables(yaml, { quarter: tables.quarter, rota_files: [...tables.rota_files, ...added] })
}
