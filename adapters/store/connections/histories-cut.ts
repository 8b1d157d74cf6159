import type { KeptCut } from '../../trackers/definition.ts'
import type { Store } from '../sql/client.ts'
import type { Connection } from './connections.ts'

/** At how many entries a connection's tracker cuts histories off, as the runs before found it, and where a run keeps what it finds. */
export function storedCut(
  store: Store,
  { connectionId, historiesCutAt }: Pick<Connection, 'connectionId' | 'historiesCutAt'>,
): KeptCut {
  return {
    at: historiesCutAt,
    async keep(cutAt) {
      await store.pool.query('update connections set histories_cut_at = $2 where connection_id = $1', [
        connectionId,
        cutAt,
      ])
    },
  }
}
