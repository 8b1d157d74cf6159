import { comparable } from '../../comparable.ts'
import { emailKey } from '../../email.ts'
import { sumOf } from '../../sum.ts'
import { compareTexts } from '../../text-order.ts'
import type { TrackerUser } from '../../ticket.ts'
import { groupKeyOf, type TeamActivity } from './activity.ts'
import { readZone } from './time-zones.ts'

/** Somebody who worked in the trackers, with all accounts that are theirs. */
export interface DraftPerson {
  readonly name: string
  /** Null where every tracker hides it. */
  readonly email: string | null
  /** As they have set it in a tracker; null where none tells. */
  readonly timeZone: string | null
  /** The accounts that the address doesn't find: to be listed in the plan. */
  readonly listedAccounts: readonly { readonly connectionId: string; readonly accountId: string }[]
  /** Where they worked, most first. */
  readonly groups: readonly { readonly groupKey: string; readonly acts: number }[]
}

/** Who did less in the whole time only looked in: a manager's comment, an old account. Ours: about one act a month. */
export const fewestActs = 3

/**
 * The people who worked in the trackers: accounts of one address are one person, and so are accounts of one name on different
 * trackers where that name is the only one of its kind on each. Apps, and accounts with hardly an act, are left out.
 */
export function draftPeople(activity: TeamActivity): DraftPerson[] {
  const people: TrackerUser[][] = []
  for (const user of activity.users) {
    if (user.isApp) continue
    const same = people.find((accounts) => accounts.some((each) => isSamePerson(each, user, activity.users)))
    if (same === undefined) people.push([user])
    else same.push(user)
  }
  return people
    .map((accounts) => personOf(accounts, activity))
    .filter(({ groups }) => sumOf(groups.map(({ acts }) => acts)) >= fewestActs)
    .toSorted((a, b) => compareTexts(a.name, b.name) || compareTexts(a.email ?? '', b.email ?? ''))
}

function isSamePerson(a: TrackerUser, b: TrackerUser, users: readonly TrackerUser[]): boolean {
  if (a.email !== null && b.email !== null) return emailKey(a.email) === emailKey(b.email)
  if (a.connectionId === b.connectionId) return false
  return (
    hasNameAlone(a, users) &&
    hasNameAlone(b, users) &&
    comparable(a.displayName) === comparable(b.displayName)
  )
}

function hasNameAlone(user: TrackerUser, users: readonly TrackerUser[]): boolean {
  const name = comparable(user.displayName)
  return (
    users.filter(
      (each) =>
        each.connectionId === user.connectionId && !each.isApp && comparable(each.displayName) === name,
    ).length === 1
  )
}

function personOf(accounts: readonly TrackerUser[], { acts }: TeamActivity): DraftPerson {
  const email = accounts.find((each) => each.email !== null)?.email ?? null
  const own = new Set(accounts.map(accountKeyOf))
  const actsOf = new Map<string, number>()
  for (const each of acts) {
    if (!own.has(accountKeyOf(each))) continue
    const groupKey = groupKeyOf(each)
    actsOf.set(groupKey, (actsOf.get(groupKey) ?? 0) + each.acts)
  }
  return {
    name: accounts[0]?.displayName ?? '',
    email,
    timeZone: accounts.map((each) => readZone(each.timeZone)).find((zone) => zone !== null) ?? null,
    listedAccounts: accounts
      .filter((each) => email === null || each.email === null)
      .map(({ connectionId, accountId }) => ({ connectionId, accountId })),
    groups: [...actsOf]
      .map(([groupKey, count]) => ({ groupKey, acts: count }))
      .toSorted((a, b) => b.acts - a.acts || compareTexts(a.groupKey, b.groupKey)),
  }
}

function accountKeyOf({ connectionId, accountId }: Pick<TrackerUser, 'connectionId' | 'accountId'>): string {
  return JSON.stringify([connectionId, accountId])
}
