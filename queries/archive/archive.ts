import { type ArchivedEdition, findArchived, listArchive } from '../../adapters/store/report/archive.ts'
import { loadEdition } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { emailKey } from '../../domain/text/email.ts'

/** Deliveries keep the plan's spelling of an address; an international domain may have been typed in another. */
function spellingsOf(email: string): string[] {
  return [...new Set([email, emailKey(email)])]
}

/** The editions that were mailed to an address, newest first. */
export function archiveOf(store: Store, email: string): Promise<ArchivedEdition[]> {
  return listArchive(store, spellingsOf(email))
}

/** An edition's entry in somebody's archive; null where it was not mailed to them. */
export function mailedEdition(
  store: Store,
  email: string,
  editionId: string,
): Promise<ArchivedEdition | null> {
  return findArchived(store, spellingsOf(email), editionId)
}

/** What was mailed, as it was frozen; null for an unknown id. */
export function frozenEdition(store: Store, editionId: string): Promise<Edition | null> {
  return loadEdition(store, editionId)
}
