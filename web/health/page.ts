import { quickHealth } from '../../wording/health/health.ts'
import { page } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { thoroughLook } from './thorough.ts'
import { healthView } from './view.ts'

/** Whether the data can be trusted, as `plumbline doctor` tells it. */
export const healthPage = definePage(
  'GET /health',
  async ({ parts, nowAt }) => {
    const [quick, thorough] = await Promise.all([quickHealth(parts.store, nowAt), thoroughLook(parts, nowAt)])
    return page('Health', healthView({ quick, thorough, nowAt }))
  },
  { nav: 'Health' },
)
