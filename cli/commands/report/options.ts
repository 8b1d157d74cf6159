import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { findPlannedQuarter } from '../../../queries/plan/find-quarter.ts'
import { checkAsOf } from '../../frame/checks.ts'
import type { Session } from '../../frame/session.ts'
import { quarterNotReportable } from '../../output/not-found.ts'

/** The options that `report preview` and `report send` share. */
export const reportOptions = z.object({
  quarter: z.string().optional(),
  asOf: z.number().optional(),
  giveUpAfter: z.number(),
})

/**
 * The quarter to report on, looked up in the plan while Temporal starts.
 * @throws UsageError where `--as-of` lies in the future
 * @throws PlanMissingError where the plan doesn't allow a report on it
 */
export async function quarterToReport(
  session: Session,
  { quarter, asOf }: z.infer<typeof reportOptions>,
): Promise<QuarterId> {
  checkAsOf(asOf, session.now())
  session.prepare('measure')
  const found = await findPlannedQuarter(await session.store(), quarter, asOf ?? session.now())
  switch (found.kind) {
    case 'planned':
      return found.quarter
    case 'no_plan':
      throw new PlanMissingError()
    case 'not_planned':
    case 'not_begun':
      throw quarterNotReportable(found)
  }
}
