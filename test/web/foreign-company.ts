import { currentPlan, savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { asOfAt, storeCompany } from '../../bench/size/company.ts'
import { planTextOf } from '../../bench/web/plan-text.ts'
import { pathParts, runJourney, storeUse } from '../../bench/web/use.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { foreignPersonName, foreignTeamName, foreignTitle } from '../builders/foreign-names.ts'

const people = 400
const projects = 60
const tickets = 4_000

/**
 * A company of 40 teams, 400 people and 60 projects with names in every script, measured and with a year of mails.
 * @returns what stands for the parts of its pages' paths
 */
export async function storeForeignCompany(store: Store): Promise<Readonly<Record<string, string>>> {
  await storeCompany(store, { tickets, people })
  const imported = await currentPlan(store)
  if (imported === null) throw new Error('a company has a plan')
  const plan = withForeignNames(imported.plan)
  await savePlan(store, { planVersion: 'foreign', yaml: planTextOf(plan), plan, nowAt: asOfAt + 1 })
  await renameRecords(store)
  await runJourney(store)
  await storeUse(store)
  await store.pool.query(
    `update deliveries set recipient_name = $1, last_reply = $2 where recipient_email like 'reader-2@%'`,
    [foreignPersonName(3), `550 5.1.1 ${foreignTitle(7)}`],
  )
  return pathParts(store)
}

function withForeignNames(plan: Plan): Plan {
  return {
    ...plan,
    company: foreignTeamName(6),
    teams: plan.teams.map((team, index) => ({ ...team, name: foreignTeamName(index) })),
    people: plan.people.map((person, index) => ({ ...person, name: foreignPersonName(index) })),
    quarters: plan.quarters.map((each) => ({
      ...each,
      teams: each.teams.map((team, at) => ({
        ...team,
        commitments: team.commitments.map((one, index) => ({ ...one, name: foreignTitle(at * 3 + index) })),
      })),
    })),
    stakeholders: plan.stakeholders.map((each, index) => ({ ...each, name: foreignPersonName(index) })),
  }
}

/** What a tracker calls them; every seventh person hides their address. */
async function renameRecords(store: Store): Promise<void> {
  const named = (count: number, nameOf: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => nameOf(index))
  await store.pool.query(
    `update tracker_users set display_name = ($1::text[])[substr(account_id, 2)::integer + 1],
       email = case when substr(account_id, 2)::integer % 7 = 3 then null else email end`,
    [named(people, foreignPersonName)],
  )
  await store.pool.query(
    `update tickets set title = ($1::text[])[ticket_id::integer % 80 + 1], type_name = 'ストーリー',
       project_key = 'P' || ticket_id::integer % $3, project_name = ($2::text[])[ticket_id::integer % $3 + 1],
       labels = array['安定性', 'موثوقية-' || ticket_id::integer % 30]`,
    [named(80, foreignTitle), named(projects, foreignTeamName), projects],
  )
  await store.pool.query(`update statuses set name = $1 where status_id = 'doing'`, [foreignTitle(2)])
  await store.pool.query(`update statuses set name = $1 where status_id = 'review'`, [foreignTitle(7)])
}
