import type { Instant } from '../../../domain/instant.ts'
import { type QuarterId, quarterOf } from '../../../domain/quarter.ts'

/** The demo's today: Friday before planning of the next quarter starts. Fixed, so that each run tells the same story. */
export const demoNowAt: Instant = Date.parse('2026-06-12T16:00:00Z')

/** The demo reports on the quarter that is running out. */
export const demoQuarter: QuarterId = quarterOf('2026-06-12')
