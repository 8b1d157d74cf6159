import { saveEdition } from '../../../adapters/store/report/editions.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Instant } from '../../../domain/instant.ts'
import { anEdition } from '../../adapters/store/test-store.ts'
import { quarter } from './measured-company.ts'

/** Mails the final report of the quarter, as its first mail's row would say. */
export async function mailFinal(store: Store, reconciliationId: string, mailedAt: Instant): Promise<void> {
  const { edition } = await saveEdition(store, anEdition('final', { quarter, kind: 'final' }), {
    reconciliationId,
  })
  await store.pool.query(
    `insert into deliveries (edition_id, recipient_email, planned_email, recipient_name, state, queued_at)
     values ($1, 'ada@company.example', 'ada@company.example', 'Ada', 'queued', now())`,
    [edition.editionId],
  )
  await store.pool.query(`update deliveries set state = 'sending', lease_until_at = now()`)
  await store.pool.query(`update deliveries set state = 'sent', sent_at = $1, lease_until_at = null`, [
    new Date(mailedAt),
  ])
}
