import { storedHealth } from '../../wording/health/health.ts'
import { page } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { healthView } from './view.ts'

/** Whether the data can be trusted, as `plumbline doctor` tells it. */
export const healthPage = definePage(
  'GET /health',
  async ({ parts, nowAt }) => page('Health', healthView(await storedHealth(parts.store, nowAt), nowAt)),
  { nav: 'Health' },
)
