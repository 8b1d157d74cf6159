import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Instant } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import type { MissingReader } from '../../../domain/report/content/missing-readers.ts'
import type { Unmatched } from '../../../queries/people/unmatched.ts'
import { planHealth } from '../../../queries/plan/plan-health.ts'
import { unmatchedAccountText, unmatchedPersonText } from '../../output/unmatched-text.ts'
import { type Check, ok, problem, warning } from './check.ts'

const mostShown = 10

/** Checks that a plan covers the current quarter, every team has readers, and its people have accounts. */
export async function checkPlan(store: Store, nowAt: Instant): Promise<Check[]> {
  const health = await planHealth(store, nowAt)
  if (health === null) return [problem('plan', 'none yet: plumbline plan import plan.yaml')]
  const { plan, planVersion, runningQuarter, isRunningQuarterPlanned } = health
  return [
    isRunningQuarterPlanned
      ? ok('plan', `${plan.teams.length} teams, ${plan.people.length} people, version ${planVersion}`)
      : warning('plan', `has no quarter ${runningQuarter}, which is running: add it and import it again`),
    ...readerChecks(health.missingReaders),
    ...peopleChecks(health.unmatched),
  ]
}

function readerChecks(missing: readonly MissingReader[]): Check[] {
  if (missing.length === 0)
    return [ok('readers', 'each team has a product, an engineering and an executive reader')]
  return missing.map(({ teamName, audience }) =>
    problem(
      'readers',
      `${plainText(teamName)} has no ${audience} reader, so nothing is sent: add one under stakeholders`,
    ),
  )
}

function peopleChecks({ people, accounts }: Unmatched): Check[] {
  const texts = [...people.map(unmatchedPersonText), ...accounts.map(unmatchedAccountText)]
  if (texts.length === 0) return [ok('people', 'nobody is left over, as far as was synced')]
  const shown = texts.slice(0, mostShown).map((text) => warning('people', text))
  const more = texts.length - mostShown
  return more > 0
    ? [...shown, warning('people', `and ${more} more; plumbline plan import --json lists all`)]
    : shown
}
