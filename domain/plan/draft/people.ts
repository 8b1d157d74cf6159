import { sumOf } from '../../calculation/sum.ts'
import { comparable } from '../../text/comparable.ts'
import { emailKey } from '../../text/email.ts'
import { compareTexts } from '../../text/text-order.ts'
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
  const people: Account[][] = []
  for (const account of accountsOf(activity.users)) {
    const same = people.find((accounts) => accounts.some((each) => isSamePerson(each, account)))
    if (same === undefined) people.push([account])
    else same.push(account)
  }
  const actsOf = Map.groupBy(activity.acts, accountKeyOf)
  return people
    .map((accounts) =>
      personOf(
        accounts.map(({ user }) => user),
        actsOf,
      ),
    )
    .filter(({ groups }) => sumOf(groups.map(({ acts }) => acts)) >= fewestActs)
    .toSorted((a, b) => compareTexts(a.name, b.name) || compareTexts(a.email ?? '', b.email ?? ''))
}

/** A user with what is compared of it, which takes too long to make for each pair of users. */
interface Account {
  readonly user: TrackerUser
  readonly email: string | null
  readonly name: string
  /** Whether nobody else on its tracker has the name. */
  readonly hasNameAlone: boolean
}

function accountsOf(all: readonly TrackerUser[]): Account[] {
  const users = all.filter(({ isApp }) => !isApp)
  const nameKeyOf = ({ connectionId, displayName }: TrackerUser) =>
    JSON.stringify([connectionId, comparable(displayName)])
  const namesakes = Map.groupBy(users, nameKeyOf)
  return users.map((user) => ({
    user,
    email: user.email === null ? null : emailKey(user.email),
    name: comparable(user.displayName),
    hasNameAlone: namesakes.get(nameKeyOf(user))?.length === 1,
  }))
}

function isSamePerson(a: Account, b: Account): boolean {
  if (a.email !== null && b.email !== null) return a.email === b.email
  if (a.user.connectionId === b.user.connectionId) return false
  return a.hasNameAlone && b.hasNameAlone && a.name === b.name
}

function personOf(
  accounts: readonly TrackerUser[],
  actsOf: ReadonlyMap<string, TeamActivity['acts']>,
): DraftPerson {
  const email = accounts.find((each) => each.email !== null)?.email ?? null
  const actsIn = new Map<string, number>()
  for (const each of accounts.flatMap((account) => actsOf.get(accountKeyOf(account)) ?? [])) {
    const groupKey = groupKeyOf(each)
    actsIn.set(groupKey, (actsIn.get(groupKey) ?? 0) + each.acts)
  }
  return {
    name: accounts[0]?.displayName ?? '',
    email,
    timeZone: accounts.map((each) => readZone(each.timeZone)).find((zone) => zone !== null) ?? null,
    listedAccounts: accounts
      .filter((each) => email === null || each.email === null)
      .map(({ connectionId, accountId }) => ({ connectionId, accountId })),
    groups: [...actsIn]
      .map(([groupKey, count]) => ({ groupKey, acts: count }))
      .toSorted((a, b) => b.acts - a.acts || compareTexts(a.groupKey, b.groupKey)),
  }
}

function accountKeyOf({ connectionId, accountId }: Pick<TrackerUser, 'connectionId' | 'accountId'>): string {
  return JSON.stringify([connectionId, accountId])
}
