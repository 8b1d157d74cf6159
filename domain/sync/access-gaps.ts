import type { TrackerUser } from '../ticket.ts'

/** What an account lacks that a sync can do without: people are then matched by the accounts that the plan names. */
export type AccessGap =
  | { readonly kind: 'people right' }
  | { readonly kind: 'people scope' }
  | { readonly kind: 'own email' }
  | { readonly kind: 'people emails'; readonly people: number; readonly withEmail: number }

/** A few people hide their address everywhere; where most do, the account or the site is what hides them. */
const mostHiddenShare = 0.5

/** What an account sees of the other people: the accounts of apps, and of those who left, aside. */
export type PeopleSeen =
  | { readonly kind: 'seen'; readonly people: number; readonly withEmail: number }
  /** The list of people is refused, for want of a right of the account or a scope of the token. */
  | { readonly kind: 'refused'; readonly lacks: 'right' | 'scope' }

/** Counts a part of the list of people. */
export function peopleSeen(
  users: readonly Pick<TrackerUser, 'accountId' | 'isApp' | 'active' | 'email'>[],
  ownAccountId: string,
): PeopleSeen {
  const others = users.filter(
    ({ accountId, isApp, active }) => active && !isApp && accountId !== ownAccountId,
  )
  return {
    kind: 'seen',
    people: others.length,
    withEmail: others.filter(({ email }) => email !== null).length,
  }
}

/**
 * What an account lacks, the most severe first.
 * @param people null where the tracker has nothing to hide
 */
export function accessGapsOf(
  { accountEmail }: { readonly accountEmail: string | null },
  people: PeopleSeen | null,
): AccessGap[] {
  const own: AccessGap[] = accountEmail === null ? [{ kind: 'own email' }] : []
  if (people === null) return own
  if (people.kind === 'refused')
    return [{ kind: people.lacks === 'right' ? 'people right' : 'people scope' }, ...own]
  const hidden = people.people - people.withEmail
  const isHidden = hidden > people.people * mostHiddenShare
  return isHidden
    ? [{ kind: 'people emails', people: people.people, withEmail: people.withEmail }, ...own]
    : own
}
