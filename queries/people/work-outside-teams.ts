import { loadActsBetween } from '../../adapters/store/accounts/acts-between.ts'
import { newestChangeAt } from '../../adapters/store/accounts/team-activity.ts'
import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { startOfDate } from '../../domain/calendar.ts'
import { addDays, type DateRange, type Instant, isoOf } from '../../domain/instant.ts'
import { matchPeople } from '../../domain/people.ts'
import { timesInNoTeam } from '../../domain/plan/memberships.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { type PlanWarning, workOutsideTeamsWarnings } from '../../domain/plan/plan-warnings.ts'
import { datesOfQuarter } from '../../domain/quarter.ts'
import type { TrackerUser } from '../../domain/ticket.ts'
import { recentDays } from './unmatched.ts'

/** People of the plan who lately worked on tickets on dates on which they are in no team: days that are in no figure. */
export async function workOutsideTeams(
  store: Store,
  plan: Plan,
  users: readonly TrackerUser[],
): Promise<PlanWarning[]> {
  const newestAt = await newestChangeAt(store)
  const recent = newestAt === null ? null : recentDatesOf(plan, newestAt)
  if (recent === null) return []
  const personOf = matchPeople(plan.people, users, await loadConnectionNames(store))
  const accountsOf = Map.groupBy(users, ({ connectionId, accountId }) => personOf(connectionId, accountId))
  const times = plan.people.flatMap((person) =>
    timesInNoTeam(person, recent).flatMap(({ from, to }) =>
      (accountsOf.get(person.personId) ?? []).map(({ connectionId, accountId }) => ({
        person,
        ...{ connectionId, accountId, fromAt: startOfDate('UTC', from), toAt: startOfDate('UTC', to) },
      })),
    ),
  )
  if (times.length === 0) return []
  const acts = await loadActsBetween(store, times)
  return workOutsideTeamsWarnings(
    acts.flatMap(({ place, ...each }) => {
      const name = times[place]?.person.name
      return name === undefined ? [] : [{ ...each, personName: name }]
    }),
  )
}

/** The last days up to the newest change that the plan has quarters for; null where it has none. */
function recentDatesOf(plan: Plan, newestAt: Instant): DateRange | null {
  const newestOn = isoOf(newestAt).slice(0, 10)
  const quarters = plan.quarters.map(({ quarter }) => datesOfQuarter(quarter, plan))
  const from = [
    addDays(newestOn, -recentDays),
    quarters.map((each) => each.from).toSorted()[0] ?? '',
  ].toSorted()
  const to = [
    addDays(newestOn, 1),
    quarters
      .map((each) => each.to)
      .toSorted()
      .at(-1) ?? '',
  ].toSorted()
  const range = { from: from.at(-1) ?? '', to: to[0] ?? '' }
  return range.from < range.to ? range : null
}
