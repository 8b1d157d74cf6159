import { loadEditionContent } from '../../adapters/store/report/edition-content.ts'
import { type EditionHead, findEditionHead } from '../../adapters/store/report/edition-heads.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'

/** The page behind an edition's mail. */
export interface EditionPage {
  readonly head: EditionHead
  /** Null where the edition was frozen before contents were kept, or in a form that is read no more. */
  readonly content: ReportContent | null
}

/** Null for an unknown id. */
export async function editionPage(store: Store, editionId: string): Promise<EditionPage | null> {
  const head = await findEditionHead(store, editionId)
  return head === null ? null : { head, content: await loadEditionContent(store, editionId) }
}
