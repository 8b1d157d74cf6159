import type { Visitor } from '../domain/sign-in/roles.ts'
import type { ClosedRouteName } from './access.ts'
import { isForRoles } from './http/access-check.ts'
import type { NavGroup } from './page/frame/navigation.ts'

interface ListedPage {
  readonly route: ClosedRouteName & `GET ${string}`
  readonly label: string
  /** Starts of paths that belong to it and don't begin with its own. */
  readonly alsoAt?: readonly string[]
}

/** Every page that the navigation names, by group, in the order that people see. */
const groups: readonly { readonly label: string; readonly pages: readonly ListedPage[] }[] = [
  {
    label: 'Teams',
    pages: [
      { route: 'GET /teams', label: 'Teams', alsoAt: ['/tickets/'] },
      { route: 'GET /queue', label: 'Queue' },
    ],
  },
  {
    label: 'Reports',
    pages: [
      { route: 'GET /reports', label: 'Reports', alsoAt: ['/editions/'] },
      { route: 'GET /reviews', label: 'Reviews' },
      {
        route: 'GET /deliveries',
        label: 'Mails',
        alsoAt: ['/delivery-pauses', '/suppressed-addresses'],
      },
      { route: 'GET /archive', label: 'Your reports', alsoAt: ['/editions/'] },
    ],
  },
  {
    label: 'Plan',
    pages: [
      { route: 'GET /plan', label: 'Plan' },
      { route: 'GET /people', label: 'People' },
      { route: 'GET /rules', label: 'Rules' },
      { route: 'GET /statuses', label: 'Statuses' },
    ],
  },
  {
    label: 'System',
    pages: [
      { route: 'GET /health', label: 'Health' },
      { route: 'GET /connections', label: 'Connections' },
      { route: 'GET /schedules', label: 'Schedules' },
      { route: 'GET /audit', label: 'Changes' },
    ],
  },
]

/** Where a visit starts: the first of these that is open to the visitor. */
const starts: readonly ListedPage['route'][] = ['GET /health', 'GET /teams', 'GET /archive']

/** The pages that are open to a visitor; groups without any are left out. */
export function navigationOf({ roles }: Pick<Visitor, 'roles'>): NavGroup[] {
  return groups.flatMap(({ label, pages }) => {
    const open = pages.flatMap(({ route, label: name, alsoAt = [] }) =>
      isForRoles(route, roles) ? [{ label: name, path: pathOf(route), alsoAt }] : [],
    )
    return open.length === 0 ? [] : [{ label, pages: open }]
  })
}

/** The path where a visitor starts; null for who may see no page. */
export function startOf({ roles }: Pick<Visitor, 'roles'>): string | null {
  const route = starts.find((each) => isForRoles(each, roles))
  return route === undefined ? null : pathOf(route)
}

function pathOf(route: ListedPage['route']): string {
  return route.slice('GET '.length)
}
