import { recentAccounts } from '../../queries/people/accounts.ts'
import { page } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { peopleView } from './view.ts'

/** Whose the trackers' accounts are, as `plumbline accounts` tells it. */
export const peoplePage = definePage('GET /people', async ({ parts }) =>
  page('People', peopleView(await recentAccounts(parts.store))),
)
