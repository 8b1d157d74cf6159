import type { Store } from '../../adapters/store/sql/client.ts'
import { measureQuarter, quarter } from './figures.ts'
import { answerSome } from './measured-work.ts'
import { movePeopleIn } from './people.ts'
import { askReviewers } from './reviews.ts'
import { keepPreviews } from './rules/kept.ts'

/** Fills a site with all that its pages show. @returns the connection of its tickets */
export async function fillSite(store: Store): Promise<string> {
  await movePeopleIn(store)
  await answerSome(store)
  const connectionId = await measureQuarter(store)
  await askReviewers(store, quarter)
  await keepPreviews(store)
  return connectionId
}
