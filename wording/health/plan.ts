import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MissingReader } from '../../domain/report/content/missing-readers.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { Unmatched } from '../../queries/people/unmatched.ts'
import { type PlanHealth, planHealth } from '../../queries/plan/plan-health.ts'
import { counted } from '../../wording/counted.ts'
import { promiseText } from '../plan/promise-text.ts'
import { unmatchedAccountText, unmatchedPersonText } from '../plan/unmatched-text.ts'
import { planWarningText } from '../plan/warning-text.ts'
import { type Check, ok, problem, warning } from './check.ts'

const mostShown = 10
const allOf = 'all of them: plumbline plan check plan.yaml --json'

/** Checks that a plan covers the current quarter, every team has readers, and its people have accounts. */
export async function checkPlan(store: Store, nowAt: Instant): Promise<Check[]> {
  const health = await planHealth(store, nowAt)
  if (health === null) return [problem('plan', 'none yet: plumbline plan import plan.yaml')]
  const { plan, planVersion, runningQuarter, isRunningQuarterPlanned } = health
  return [
    isRunningQuarterPlanned
      ? ok(
          'plan',
          `${counted(plan.teams.length, 'team')}, ${counted(plan.people.length, 'person', 'people')}, version ${planVersion}`,
        )
      : warning(
          'plan',
          `it lacks ${longQuarter(runningQuarter)}, the running quarter: add it and import the plan again`,
        ),
    ...warningChecks(health),
    ...readerChecks(health.missingReaders),
    ...peopleChecks(health.unmatched),
  ]
}

/** What `plan check` says of the plan. */
function warningChecks({ warnings, promises }: PlanHealth): Check[] {
  const texts = [...warnings.map(planWarningText), ...promises.map(promiseText)]
  return capped('plan', texts)
}

function capped(part: string, texts: readonly string[]): Check[] {
  const shown = texts.slice(0, mostShown).map((text) => warning(part, text))
  const more = texts.length - mostShown
  return more > 0 ? [...shown, warning(part, `and ${grouped(more)} more; ${allOf}`)] : shown
}

function readerChecks(missing: readonly MissingReader[]): Check[] {
  if (missing.length === 0)
    return [ok('readers', 'each team has a product, an engineering and an executive reader')]
  return missing.map(({ teamName, audience }) =>
    problem(
      'readers',
      `the team ${plainText(teamName)} has no ${audience} reader, so nothing is sent: add one under stakeholders`,
    ),
  )
}

function peopleChecks({ people, accounts }: Unmatched): Check[] {
  const texts = [...people.map(unmatchedPersonText), ...accounts.map(unmatchedAccountText)]
  if (texts.length === 0) return [ok('people', 'people and accounts match, as far as was synced')]
  return capped('people', texts)
}
