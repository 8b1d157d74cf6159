import { listStatements } from '../adapters/store/report/statements.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { ReviewersWords } from '../domain/report/content/reviewers.ts'

/** What a quarter's reports carry of its reviewers' words. */
export async function reviewersWords(store: Store, quarter: QuarterId): Promise<ReviewersWords> {
  return { statements: await listStatements(store, quarter), unanswered: null }
}
