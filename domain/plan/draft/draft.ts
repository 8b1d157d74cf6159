import { sumOf } from '../../calculation/sum.ts'
import type { Category } from '../../category.ts'
import type { MilliDays } from '../../effort/effort.ts'
import { groupKeyOf, type OpenWork, type TeamActivity, type TicketGroup } from './activity.ts'
import { type DraftPerson, draftPeople } from './people.ts'
import type { StartingShares } from './starting-shares.ts'
import { type CommonZone, commonZone } from './time-zones.ts'

/** Teams and their people as the trackers show them: a starting point to correct, never a plan by itself. */
export interface PlanDraft {
  readonly teams: readonly DraftTeam[]
  /** That of most people; null where no tracker tells. */
  readonly zone: CommonZone | null
}

/** What may be worth committing to. */
export interface DraftWork extends OpenWork {
  /** What the team spent on it in the last quarter, in thousandths of a person-day; null where that wasn't measured. */
  readonly measuredMilliDays: MilliDays | null
  /** As the rules in force decide; null where they don't, or that wasn't looked at. */
  readonly category: Category | null
}

export interface DraftTeam {
  readonly teamId: string
  readonly name: string
  readonly members: readonly DraftMember[]
  /** What may be worth committing to, most work first. */
  readonly openWork: readonly DraftWork[]
  /** That of most of its people; null where no tracker tells. */
  readonly zone: CommonZone | null
  /** What a past quarter offers for its shares; null before one was measured. */
  readonly startingShares: StartingShares | null
}

export interface DraftMember extends DraftPerson {
  /** Other teams where much of their work was, with its part of all. */
  readonly alsoIn: readonly { readonly teamName: string; readonly share: number }[]
}

/** Work in another team is named from this part on; ours. */
export const namedBesideShare = 0.2
/** How many epics and projects are proposed for a team. */
export const mostOpenWork = 8

/** A team for each Jira project or Linear team in which somebody works most; each person is in the one where they did most. */
export function draftPlan(activity: TeamActivity): PlanDraft {
  const people = draftPeople(activity)
  const ids = new Set<string>()
  const names = new Map(activity.groups.map((group) => [groupKeyOf(group), group.name]))
  const teams = activity.groups.flatMap((group): DraftTeam[] => {
    const members = people.filter(({ groups }) => groups[0]?.groupKey === groupKeyOf(group))
    if (members.length === 0) return []
    return [
      {
        teamId: freeId(group, ids),
        name: group.name,
        members: members.map((person) => ({ ...person, alsoIn: besides(person, names) })),
        openWork: openWorkOf(group, activity.openWork),
        zone: commonZone(members),
        startingShares: null,
      },
    ]
  })
  return { teams, zone: commonZone(teams.flatMap(({ members }) => members)) }
}

/** "Payments & Billing" is `payments-billing`; a second one gets a number. */
function freeId({ name, groupId }: TicketGroup, taken: Set<string>): string {
  const plain = slugOf(name) || slugOf(groupId) || 'team'
  let id = plain
  for (let number = 2; taken.has(id); number += 1) id = `${plain}-${number}`
  taken.add(id)
  return id
}

/** Lower-case letters, digits and hyphens; empty for a name without any. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function besides({ groups }: DraftPerson, names: ReadonlyMap<string, string>): DraftMember['alsoIn'] {
  const all = sumOf(groups.map(({ acts }) => acts))
  return groups
    .slice(1)
    .map(({ groupKey, acts }) => ({ teamName: names.get(groupKey) ?? '', share: acts / all }))
    .filter(({ share }) => share >= namedBesideShare)
}

function openWorkOf(group: TicketGroup, openWork: readonly OpenWork[]): DraftWork[] {
  return openWork
    .filter((each) => groupKeyOf(each) === groupKeyOf(group))
    .toSorted((a, b) => b.tickets - a.tickets)
    .slice(0, mostOpenWork)
    .map((each) => ({ ...each, measuredMilliDays: null, category: null }))
}
