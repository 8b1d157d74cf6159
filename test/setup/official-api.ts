import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The text of one of the trackers' published API documents, which are too large to be part of the project; null where
 * TRACKER_API_DIR names no folder that has it. Then our own subsets are what is checked.
 *
 * `jira-cloud-v3.json` is Jira Cloud's OpenAPI document, `linear-schema.graphql` Linear's schema, and
 * `linear-sdk98-extension.graphql` what its SDK asks for beyond that.
 */
export function officialApi(file: string): string | null {
  const folder = process.env['TRACKER_API_DIR']
  if (folder === undefined || folder === '') return null
  const path = join(folder, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
