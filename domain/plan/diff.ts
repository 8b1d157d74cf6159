import { categories } from '../category.ts'
import { calendarListChanges, personListChanges } from './diff-lists.ts'
import {
  type Calendar,
  type Commitment,
  type Plan,
  type PlanPerson,
  planSchema,
  type Stakeholder,
  type TeamPlan,
} from './plan.ts'
import type { PersonPart, Place, PlanChange, PlanSetting } from './plan-change.ts'
import { currentTeamId } from './team-ids.ts'

/** What changed from one plan to another, part by part in the file's order. Teams that say what they were called before are the same teams. */
export function planDiff(before: Plan, after: Plan): PlanChange[] {
  const [old, now] = [underCurrentIds(planSchema.parse(before), after), planSchema.parse(after)]
  return [
    ...settingChanges(old, now),
    ...pairsOf(old.calendars, now.calendars, ({ calendarId }) => calendarId).flatMap(calendarChanges),
    ...pairsOf(old.teams, now.teams, ({ teamId }) => teamId).flatMap(teamChanges),
    ...pairsOf(old.people, now.people, ({ personId }) => personId).flatMap((pair) =>
      personChanges(pair, old, now),
    ),
    ...pairsOf(old.quarters, now.quarters, ({ quarter }) => quarter).flatMap((pair) =>
      quarterChanges(pair, old, now),
    ),
    ...readerChanges(old, now),
  ]
}

interface Pair<Item> {
  readonly key: string
  readonly old: Item | null
  readonly now: Item | null
}

/** The items of two lists by key: those of the later list in its order, then those that only the earlier one has. */
function pairsOf<Item>(
  old: readonly Item[],
  now: readonly Item[],
  keyOf: (item: Item) => string,
): Pair<Item>[] {
  const olds = new Map(old.map((item) => [keyOf(item), item]))
  const nows = new Map(now.map((item) => [keyOf(item), item]))
  return [...new Set([...nows.keys(), ...olds.keys()])].map((key) => ({
    key,
    old: olds.get(key) ?? null,
    now: nows.get(key) ?? null,
  }))
}

function calendarChanges({ key: calendarId, old, now }: Pair<Calendar>): PlanChange[] {
  if (old === null || now === null)
    return [{ kind: 'calendar', calendarId, change: old === null ? 'added' : 'removed' }]
  const hours = ({ timeZone, weekend, workdayStartMinute, workdayEndMinute }: Calendar) => [
    ...[timeZone, weekend, workdayStartMinute, workdayEndMinute],
  ]
  const changed: PlanChange[] = isSame(hours(old), hours(now))
    ? []
    : [{ kind: 'calendar', calendarId, change: 'changed' }]
  return [...changed, ...calendarListChanges(old, now)]
}

/** Both were read by one schema, so that their fields stand in one order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function settingChanges(old: Plan, now: Plan): PlanChange[] {
  const fiscal = (plan: Plan) => [plan.fiscalStartMonth, plan.fiscalYearNamedAfter, plan.fiscalWeeks]
  const pairs: readonly [PlanSetting, unknown, unknown][] = [
    ['company', old.company, now.company],
    ['fiscal_year', fiscal(old), fiscal(now)],
    ['cost', old.costPerPersonDay, now.costPerPersonDay],
    ['minimum_group', old.minimumGroupPeople, now.minimumGroupPeople],
    ['machine_accounts', old.machineAccounts, now.machineAccounts],
    ['quiet_hours', old.quietHours ?? null, now.quietHours ?? null],
    ['reply_to', old.replyTo ?? null, now.replyTo ?? null],
    ['review', old.review ?? null, now.review ?? null],
  ]
  return pairs.flatMap(([setting, a, b]) => (isSame(a, b) ? [] : [{ kind: 'setting', setting }]))
}

function teamChanges(pair: Pair<Plan['teams'][number]>): PlanChange[] {
  const { old, now } = pair
  if (old === null || now === null) {
    const teamName = (now ?? old)?.name ?? pair.key
    return [{ kind: 'team', teamName, change: old === null ? 'added' : 'removed' }]
  }
  const renamed: PlanChange[] =
    old.name === now.name ? [] : [{ kind: 'team_renamed', before: old.name, after: now.name }]
  const changed = !isSame(
    [old.calendarId, old.focusShare, old.turnsOfNobody],
    [now.calendarId, now.focusShare, now.turnsOfNobody],
  )
  const { name, replyTo = null } = now
  return [
    ...renamed,
    ...(changed ? [{ kind: 'team', teamName: name, change: 'changed' } as const] : []),
    ...((old.replyTo ?? null) === replyTo
      ? []
      : [{ kind: 'team_replies', teamName: name, replyTo } as const]),
  ]
}

function personChanges({ old, now }: Pair<PlanPerson>, oldPlan: Plan, nowPlan: Plan): PlanChange[] {
  if (old === null) {
    return now === null ? [] : [{ kind: 'person_joined', name: now.name, places: placesOf(now, nowPlan) }]
  }
  if (now === null) return [{ kind: 'person_left', name: old.name, places: placesOf(old, oldPlan) }]
  const { name } = now
  const moved: PlanChange[] = isSame(old.memberships, now.memberships)
    ? []
    : [{ kind: 'person_moved', name, before: placesOf(old, oldPlan), after: placesOf(now, nowPlan) }]
  const compared: readonly [PersonPart, unknown, unknown][] = [
    ['name', old.name, now.name],
    ['accounts', old.accounts, now.accounts],
  ]
  const parts = compared.flatMap(([part, a, b]) => (isSame(a, b) ? [] : [part]))
  const changed: PlanChange[] = parts.length === 0 ? [] : [{ kind: 'person_changed', name, parts }]
  return [...moved, ...changed, ...personListChanges(old, now)]
}

function placesOf({ memberships }: PlanPerson, plan: Plan): Place[] {
  return memberships.map(({ teamId, ...rest }) => ({ teamName: teamNameOf(plan, teamId), ...rest }))
}

function teamNameOf({ teams }: Plan, teamId: string): string {
  return teams.find((team) => team.teamId === teamId)?.name ?? teamId
}

function quarterChanges(
  { key: quarter, old, now }: Pair<Plan['quarters'][number]>,
  oldPlan: Plan,
  nowPlan: Plan,
): PlanChange[] {
  if (old === null || now === null)
    return [{ kind: 'quarter', quarter, change: old === null ? 'added' : 'removed' }]
  const planning: PlanChange[] =
    old.planningStartsOn === now.planningStartsOn ? [] : [{ kind: 'quarter', quarter, change: 'changed' }]
  const teams = pairsOf(old.teams, now.teams, ({ teamId }) => teamId)
  return [
    ...planning,
    ...teams.flatMap((pair): PlanChange[] => {
      const place = { quarter, teamName: teamNameOf(pair.now === null ? oldPlan : nowPlan, pair.key) }
      if (pair.old === null || pair.now === null)
        return [{ kind: 'team_plan', ...place, change: pair.old === null ? 'added' : 'removed' }]
      return teamPlanChanges(pair.old, pair.now, place)
    }),
  ]
}

function teamPlanChanges(
  old: TeamPlan,
  now: TeamPlan,
  place: { readonly quarter: string; readonly teamName: string },
): PlanChange[] {
  const shares: PlanChange[] = categories.every((category) => old.shares[category] === now.shares[category])
    ? []
    : [{ kind: 'shares', ...place, before: old.shares, after: now.shares }]
  const rest: PlanChange[] = isSame(
    [old.plannedHeadcount, old.onCallShare],
    [now.plannedHeadcount, now.onCallShare],
  )
    ? []
    : [{ kind: 'team_plan', ...place, change: 'changed' }]
  const commitments = pairsOf(old.commitments, now.commitments, ({ name }) => name)
  return [...shares, ...rest, ...commitments.flatMap((pair) => commitmentChange(pair, place))]
}

function commitmentChange(
  { key: name, old, now }: Pair<Commitment>,
  place: { readonly quarter: string; readonly teamName: string },
): PlanChange[] {
  if (old !== null && now !== null) {
    return isSame(old, now) ? [] : [{ kind: 'commitment_changed', ...place, name, before: old, after: now }]
  }
  const change = old === null ? 'added' : 'removed'
  return [{ kind: 'commitment', ...place, name, change, personDays: (now ?? old)?.plannedPersonDays ?? 0 }]
}

function readerChanges(old: Plan, now: Plan): PlanChange[] {
  const keyOf = ({ stakeholderId, audience, scope }: Plan['stakeholders'][number]) =>
    JSON.stringify([stakeholderId, audience, scope.kind === 'team' ? scope.teamId : null])
  return pairsOf(old.stakeholders, now.stakeholders, keyOf).flatMap((pair): PlanChange[] => {
    const reader = pair.now ?? pair.old
    if (reader === null) return []
    const { name, audience, scope } = reader
    const plan = pair.now === null ? old : now
    const teamName = scope.kind === 'team' ? teamNameOf(plan, scope.teamId) : null
    if (pair.old !== null && pair.now !== null) return lineChanges(pair.old, pair.now, teamName)
    return [{ kind: 'reader', change: pair.old === null ? 'added' : 'removed', name, audience, teamName }]
  })
}

/** What changed on a reader's line for one audience and scope. */
function lineChanges(old: Stakeholder, now: Stakeholder, teamName: string | null): PlanChange[] {
  const { name, audience, timeZone = null, replyTo = null } = now
  const isElsewhere = (old.timeZone ?? null) !== timeZone
  const isAnswered = (old.replyTo ?? null) !== replyTo
  return [
    ...(isElsewhere ? [{ kind: 'reader_zone', name, timeZone } as const] : []),
    ...(isAnswered ? [{ kind: 'reader_replies', name, audience, teamName, replyTo } as const] : []),
  ]
}

/** The plan before with the ids that its teams have in the plan after. */
function underCurrentIds(before: Plan, after: Plan): Plan {
  const idOf = (teamId: string) => currentTeamId(after, teamId)
  const moved = <Item extends { readonly teamId: string }>(item: Item) => ({
    ...item,
    teamId: idOf(item.teamId),
  })
  return {
    ...before,
    teams: before.teams.map(moved),
    people: before.people.map((person) => ({
      ...person,
      memberships: person.memberships.map(moved),
      ...(person.onCallTurns !== undefined && {
        onCallTurns: person.onCallTurns.map((turn) =>
          turn.teamId === null ? turn : { ...turn, teamId: idOf(turn.teamId) },
        ),
      }),
    })),
    quarters: before.quarters.map((quarter) => ({ ...quarter, teams: quarter.teams.map(moved) })),
    stakeholders: before.stakeholders.map((each) =>
      each.scope.kind === 'team'
        ? { ...each, scope: { ...each.scope, teamId: idOf(each.scope.teamId) } }
        : each,
    ),
  }
}
