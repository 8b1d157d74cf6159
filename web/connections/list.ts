import { trackers } from '../../adapters/trackers/registry.ts'
import { connectionHealth } from '../../queries/connections/health.ts'
import { page } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { listView } from './list-view.ts'

/** Every connection with how its reading stands, and the ways to another one. */
export const connectionList = definePage('GET /connections', async ({ parts, nowAt, query }) => {
  const connections = await connectionHealth(parts.store, nowAt)
  const isJustRemoved = query('removed') !== null
  return page('Connections', listView({ connections, definitions: trackers.all(), isJustRemoved, nowAt }))
})
