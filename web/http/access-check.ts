import type { Store } from '../../adapters/store/sql/client.ts'
import { type Role, roles, type Visitor } from '../../domain/sign-in/roles.ts'
import { mailedEdition } from '../../queries/archive/archive.ts'
import { mayExplain } from '../../queries/explain/for-visitor.ts'
import { type Access, access, type Reach, type RouteName } from '../access.ts'

/** What becomes of a request before its page is asked. */
export type Admission = 'allowed' | 'sign in first' | 'missing'

export interface Knocking {
  readonly store: Store
  readonly visitor: Visitor | null
  readonly param: (name: string) => string
}

/** Whether a visitor may use a route, by the table in web/access.ts. */
export async function admit(route: RouteName, { store, visitor, param }: Knocking): Promise<Admission> {
  const rule: Access = access[route]
  if (rule === 'anyone' || rule === 'signed link') return 'allowed'
  if (visitor === null) return 'sign in first'
  if (rule === 'signed in') return 'allowed'
  for (const reach of reachesOf(rule, visitor.roles)) {
    if (await reaches(reach, { store, visitor, param })) return 'allowed'
  }
  return 'missing'
}

/** Whether a page may stand in a visitor's navigation: whatever it is about, a role of theirs may use it. */
export function isForRoles(route: RouteName, visitorRoles: readonly Role[]): boolean {
  const rule: Access = access[route]
  return typeof rule === 'string' || reachesOf(rule, visitorRoles).length > 0
}

/** Whether it makes no difference who is signed in. */
export function isForAnyone(route: RouteName): boolean {
  const rule: Access = access[route]
  return rule === 'anyone'
}

/** Whether a link of a mail opens it, and no session does. */
export function isBySignedLink(route: RouteName): boolean {
  const rule: Access = access[route]
  return rule === 'signed link'
}

function reachesOf(rule: Readonly<Partial<Record<Role, Reach>>>, visitorRoles: readonly Role[]): Reach[] {
  return roles.flatMap((role) => {
    const reach = rule[role]
    return reach !== undefined && visitorRoles.includes(role) ? [reach] : []
  })
}

async function reaches(
  reach: Reach,
  { store, visitor, param }: Knocking & { readonly visitor: Visitor },
): Promise<boolean> {
  switch (reach) {
    case 'all':
      return true
    case 'own team':
      return visitor.reviewsTeamIds.includes(param('teamId'))
    case 'own teams':
      return visitor.reviewsTeamIds.length > 0
    case 'own ticket': {
      const ref = { connectionId: param('connectionId'), ticketId: param('ticketId') }
      return mayExplain(store, visitor, ref)
    }
    case 'own edition':
      return (await mailedEdition(store, visitor.email, param('editionId'))) !== null
  }
}
