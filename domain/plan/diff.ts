import { categories } from '../category.ts'
import { calendarListChanges, personListChanges } from './diff-lists.ts'
import {
  type Calendar,
  type Commitment,
  type Plan,
  type PlanPerson,
  type PlanTeam,
  planSchema,
  type Stakeholder,
  type TeamPlan,
} from './plan.ts'
import type { Place, PlanChange, PlanSetting, PlanSettings, SettingChange } from './plan-change.ts'
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
  const settings = ({ timeZone, weekend, workdayStartMinute, workdayEndMinute }: Calendar) => ({
    ...{ timeZone, weekend, workdayStartMinute, workdayEndMinute },
  })
  const [before, after] = [settings(old), settings(now)]
  const changed: PlanChange[] = isSame(before, after)
    ? []
    : [{ kind: 'calendar', calendarId, change: 'changed', before, after }]
  return [...changed, ...calendarListChanges(old, now)]
}

/** Both were read by one schema, so that their fields stand in one order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function settingChanges(old: Plan, now: Plan): SettingChange[] {
  const [olds, nows] = [settingsOf(old), settingsOf(now)]
  const changed = <Setting extends PlanSetting>(setting: Setting) => {
    const before: PlanSettings[Setting] = olds[setting]
    const after: PlanSettings[Setting] = nows[setting]
    return isSame(before, after) ? [] : [{ kind: 'setting', setting, before, after } as const]
  }
  return [
    ...changed('company'),
    ...changed('fiscal_year'),
    ...changed('cost'),
    ...changed('minimum_group'),
    ...changed('machine_accounts'),
    ...changed('quiet_hours'),
    ...changed('reply_to'),
    ...changed('review'),
  ]
}

function settingsOf(plan: Plan): PlanSettings {
  const { fiscalStartMonth, fiscalYearNamedAfter, fiscalWeeks } = plan
  return {
    company: plan.company,
    fiscal_year: { fiscalStartMonth, fiscalYearNamedAfter, fiscalWeeks },
    cost: plan.costPerPersonDay,
    minimum_group: plan.minimumGroupPeople,
    machine_accounts: plan.machineAccounts,
    quiet_hours: plan.quietHours ?? null,
    reply_to: plan.replyTo ?? null,
    review: plan.review ?? null,
  }
}

function teamChanges(pair: Pair<Plan['teams'][number]>): PlanChange[] {
  const { old, now } = pair
  if (old === null || now === null) {
    const teamName = (now ?? old)?.name ?? pair.key
    return [{ kind: 'team', teamName, change: old === null ? 'added' : 'removed' }]
  }
  const renamed: PlanChange[] =
    old.name === now.name ? [] : [{ kind: 'team_renamed', before: old.name, after: now.name }]
  const settings = ({ calendarId, focusShare, turnsOfNobody = [] }: PlanTeam) => ({
    ...{ calendarId, focusShare, turnsOfNobody },
  })
  const [before, after] = [settings(old), settings(now)]
  const { name, replyTo = null } = now
  return [
    ...renamed,
    ...(isSame(before, after)
      ? []
      : [{ kind: 'team', teamName: name, change: 'changed', before, after } as const]),
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
  const parts = (['name', 'accounts'] as const).filter((part) => !isSame(old[part], now[part]))
  const own = ({ name: called, accounts }: PlanPerson) => ({ name: called, accounts })
  const changed: PlanChange[] =
    parts.length === 0 ? [] : [{ kind: 'person_changed', name, parts, before: own(old), after: own(now) }]
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
  const [before, after] = [old.planningStartsOn, now.planningStartsOn]
  const planning: PlanChange[] =
    before === after ? [] : [{ kind: 'quarter', quarter, change: 'changed', before, after }]
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
  const settings = ({ plannedHeadcount, onCallShare }: TeamPlan) => ({ plannedHeadcount, onCallShare })
  const [before, after] = [settings(old), settings(now)]
  const rest: PlanChange[] = isSame(before, after)
    ? []
    : [{ kind: 'team_plan', ...place, change: 'changed', before, after }]
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
