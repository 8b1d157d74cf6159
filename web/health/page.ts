import type { Check } from '../../wording/health/check.ts'
import { quickHealth, thoroughHealth } from '../../wording/health/health.ts'
import { page } from '../http/answer.ts'
import { KeptLooks } from '../http/kept-look.ts'
import { definePage } from '../http/page.ts'
import { healthView } from './view.ts'

const thoroughLooks = new KeptLooks<readonly Check[]>()

/** Whether the data can be trusted, as `plumbline doctor` tells it. */
export const healthPage = definePage(
  'GET /health',
  async ({ parts: { store, inBackground }, nowAt }) => {
    const [quick, thorough] = await Promise.all([
      quickHealth(store, nowAt),
      thoroughLooks.last(
        { store, inBackground, name: 'look at statuses, plan and people', look: thoroughHealth },
        nowAt,
      ),
    ])
    return page('Health', healthView({ quick, thorough, nowAt }))
  },
  { nav: 'Health' },
)
