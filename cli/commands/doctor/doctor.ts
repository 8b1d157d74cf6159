import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { counted } from '../../../wording/counted.ts'
import { type Check, ok, problem } from '../../../wording/health/check.ts'
import { checkCoverage } from '../../../wording/health/coverage.ts'
import { checkDeliveries } from '../../../wording/health/deliveries.ts'
import { failureText } from '../../../wording/health/failure-text.ts'
import { checkPlan } from '../../../wording/health/plan.ts'
import { checkReviews } from '../../../wording/health/reviews.ts'
import { checkRules } from '../../../wording/health/rules.ts'
import { checkStatuses } from '../../../wording/health/statuses.ts'
import { defineAction } from '../../frame/action.ts'
import { checkAsOf } from '../../frame/checks.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import type { Session } from '../../frame/session.ts'
import { columns } from '../../output/columns.ts'
import { checkConnections } from './connections.ts'
import { checkMail, checkStore, checkTemporal } from './servers.ts'

/** `plumbline doctor`. */
export const runDoctor = defineAction(
  z.object({ asOf: z.number().optional() }),
  async (session, { asOf }) => {
    checkAsOf(asOf, session.now())
    const checks = await allChecks(session, asOf ?? session.now())
    const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length
    return {
      json: { checks },
      lines: [
        ...columns(
          checks.map(({ part, state, words }) => [marks[state], part, words.replaceAll('\n', '\n    ')]),
        ),
        `${counted(count('problem'), 'problem')}, ${counted(count('warning'), 'warning')}`,
      ],
      exitCode: count('problem') === 0 ? exitCodes.ok : exitCodes.negative,
    }
  },
)

const marks: Readonly<Record<Check['state'], string>> = { ok: 'ok', warning: 'warning', problem: 'PROBLEM' }

/** Checks each part even if others fail, as far as it can without them. */
async function allChecks(session: Session, nowAt: Instant): Promise<Check[]> {
  const { timeZone } = session.terminal
  const config = await readConfig(session)
  if (typeof config === 'string') return [problem('settings', config)]
  const [store, temporal, mail] = await Promise.all([
    checkStore(session, config),
    checkTemporal(session, config),
    checkMail(config),
  ])
  const known = [ok('settings', `data in ${config.dataDir}`), ...store.checks, temporal, ...mail]
  if (store.room === null) return known
  return [
    ...known,
    ...(await checkConnections(store.room, session, { nowAt, timeZone })),
    await checkRules(store.room.store),
    ...(await checkCoverage(store.room.store)),
    ...(await checkStatuses(store.room.store, nowAt)),
    ...(await checkPlan(store.room.store, nowAt)),
    ...(await checkDeliveries(store.room.store, timeZone)),
    ...(await checkReviews(store.room.store, { nowAt, timeZone })),
  ]
}

async function readConfig(session: Session) {
  try {
    return await session.config()
  } catch (error) {
    return failureText(error)
  }
}
