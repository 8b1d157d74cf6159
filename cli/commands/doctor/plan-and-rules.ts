import { currentPlan } from '../../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { parseRuleFile } from '../../../domain/classify/rule-file.ts'
import { type Instant, isoOf } from '../../../domain/instant.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { quarterOf } from '../../../domain/quarter.ts'
import { missingReaders } from '../../../domain/report/content/missing-readers.ts'
import { rulesTextInForce } from '../../../queries/rules/in-force.ts'
import { unmatchedAccounts, unmatchedPeople } from '../../output/people-matched.ts'
import { type Check, ok, problem, warning } from './check.ts'
import { wordsOf } from './parts.ts'

const mostShown = 10

/** Whether the rules can still be read. */
export async function checkRules(store: Store): Promise<Check> {
  const { yaml, rulesVersion, origin } = await rulesTextInForce(store)
  try {
    const { rules } = parseRuleFile(yaml, 'rules.yaml', trackers.kinds())
    return ok('rules', `${rules.length} rules, ${origin}, version ${rulesVersion}`)
  } catch (error) {
    return problem('rules', `${wordsOf(error)}\nMend the file and: plumbline rules import rules.yaml`)
  }
}

/** Whether there is a plan for the running quarter, with readers, and people whom the trackers know. */
export async function checkPlan(store: Store, nowAt: Instant): Promise<Check[]> {
  const imported = await currentPlan(store)
  if (imported === null) return [problem('plan', 'none yet: plumbline plan import plan.yaml')]
  const { plan, planVersion } = imported
  const quarter = quarterOf(isoOf(nowAt).slice(0, 10), plan.fiscalStartMonth)
  const planned = plan.quarters.some((each) => each.quarter === quarter)
  return [
    planned
      ? ok('plan', `${plan.teams.length} teams, ${plan.people.length} people, version ${planVersion}`)
      : warning('plan', `says nothing of ${quarter}, the running quarter: add it and import it again`),
    ...readers(plan),
    ...(await people(store, plan)),
  ]
}

function readers(plan: Plan): Check[] {
  const missing = missingReaders(plan)
  if (missing.length === 0)
    return [ok('readers', 'each team has a product, an engineering and an executive reader')]
  return missing.map(({ teamName, audience }) =>
    problem(
      'readers',
      `${teamName} has no ${audience} reader, so nothing is sent: add one under stakeholders`,
    ),
  )
}

async function people(store: Store, plan: Plan): Promise<Check[]> {
  const unmatched = [...(await unmatchedPeople(store, plan)), ...(await unmatchedAccounts(store, plan))]
  if (unmatched.length === 0) return [ok('people', 'nobody is left over, as far as was synced')]
  const shown = unmatched.slice(0, mostShown).map(({ words }) => warning('people', words))
  const more = unmatched.length - mostShown
  return more > 0
    ? [...shown, warning('people', `and ${more} more; plumbline plan import --json lists all`)]
    : shown
}
