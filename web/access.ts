import type { Role } from '../domain/sign-in/roles.ts'

/**
 * How far a role reaches on a route: `all`; the teams that the visitor reviews, by the path's `:teamId`, or
 * as `own teams` on a page that shows those alone; the tickets of these teams, by its `:connectionId` and `:ticketId`; the editions
 * that were mailed to them, by its `:editionId`.
 */
export type Reach = 'all' | 'own team' | 'own teams' | 'own ticket' | 'own edition'

/**
 * Who may use a route: anyone, also who isn't signed in; whoever holds a link of a mail, which the page checks, and which alone says
 * what it does; everybody who is signed in; or these roles, each as far as it reaches.
 */
export type Access = 'anyone' | 'signed link' | 'signed in' | Readonly<Partial<Record<Role, Reach>>>

/** Every route of the site, and who may use it. The one place that decides; what isn't allowed is answered like what isn't there. */
export const access = {
  'GET /': 'signed in',
  'GET /sign-in': 'anyone',
  'POST /sign-in': 'anyone',
  'GET /sign-in/sent': 'anyone',
  'GET /sign-in/link/:token': 'anyone',
  'POST /sign-in/link/:token': 'anyone',
  'GET /sign-in/provider': 'anyone',
  'GET /sign-in/provider/return': 'anyone',
  'POST /sign-out': 'signed in',
  'POST /sign-out/everywhere': 'signed in',
  'GET /sign-out/done': 'anyone',
  'GET /read/:token': 'signed link',
  'GET /unsubscribe/:token': 'signed link',
  'POST /unsubscribe/:token': 'signed link',
  'GET /archive': { leader: 'all' },
  'GET /archive/:editionId': { leader: 'own edition' },
  'GET /archive/:editionId/mail': { leader: 'own edition' },
  'GET /editions/:editionId': { admin: 'all', leader: 'own edition' },
  'GET /editions/:editionId/figures': { admin: 'all', leader: 'own edition' },
  'GET /reports': { admin: 'all' },
  'GET /reports/:quarter': { admin: 'all' },
  'POST /reports/:quarter/figures': { admin: 'all' },
  'GET /reports/:quarter/figures/export': { admin: 'all' },
  'GET /reports/:quarter/draft/:audience/:scopeKey': { admin: 'all' },
  'GET /reports/:quarter/draft/:audience/:scopeKey/mail': { admin: 'all' },
  'POST /reports/:quarter/draft/:audience/:scopeKey/send-to-me': { admin: 'all' },
  'GET /reports/:quarter/mailed/:editionId': { admin: 'all' },
  'GET /reports/:quarter/mailed/:editionId/mail': { admin: 'all' },
  'GET /queue': { admin: 'all', reviewer: 'own teams' },
  'POST /queue': { admin: 'all', reviewer: 'own teams' },
  'POST /queue/take-back': { admin: 'all', reviewer: 'own teams' },
  'POST /queue/sample': { admin: 'all', reviewer: 'own teams' },
  'GET /people': { admin: 'all' },
  'POST /people': { admin: 'all' },
  'GET /deliveries': { admin: 'all' },
  'GET /deliveries/:deliveryId': { admin: 'all' },
  'POST /deliveries/:deliveryId': { admin: 'all' },
  'POST /delivery-pauses': { admin: 'all' },
  'POST /delivery-runs': { admin: 'all' },
  'POST /suppressed-addresses': { admin: 'all' },
  'GET /teams': { admin: 'all', reviewer: 'own teams' },
  'GET /teams/:teamId': { admin: 'all', reviewer: 'own team' },
  'GET /teams/:teamId/tickets': { admin: 'all', reviewer: 'own team' },
  'GET /teams/:teamId/intended': { reviewer: 'own team' },
  'POST /teams/:teamId/intended': { reviewer: 'own team' },
  'POST /teams/:teamId/intended/withdraw': { admin: 'all', reviewer: 'own team' },
  'GET /reviews': { admin: 'all', reviewer: 'own teams' },
  'POST /reviews': { admin: 'all' },
  'GET /reviews/:quarter': { admin: 'all' },
  'POST /reviews/:quarter': { admin: 'all' },
  'GET /reviews/:quarter/:teamId': { admin: 'all', reviewer: 'own team' },
  'POST /reviews/:quarter/:teamId': { reviewer: 'own team' },
  'GET /reviews/:quarter/:teamId/draft': { admin: 'all', reviewer: 'own team' },
  'GET /reviews/:quarter/:teamId/correct': { reviewer: 'own team' },
  'GET /tickets/:connectionId/:ticketId': { admin: 'all', reviewer: 'own ticket' },
  'GET /plan': { admin: 'all' },
  'GET /plan/file': { admin: 'all' },
  'GET /plan/draft': { admin: 'all' },
  'POST /plan/draft': { admin: 'all' },
  'POST /plan/check': { admin: 'all' },
  'GET /plan/readers': { admin: 'all' },
  'POST /plan/readers': { admin: 'all' },
  'GET /plan/table': { admin: 'all' },
  'POST /plan/table': { admin: 'all' },
  'POST /plan': { admin: 'all' },
  'GET /rules': { admin: 'all' },
  'GET /rules/file': { admin: 'all' },
  'POST /rules/check': { admin: 'all' },
  'GET /rules/preview/:previewId': { admin: 'all' },
  'POST /rules/preview/:previewId/cancel': { admin: 'all' },
  'POST /rules/preview/:previewId/save': { admin: 'all' },
  'GET /statuses': { admin: 'all' },
  'POST /statuses/look': { admin: 'all' },
  'GET /statuses/:connectionId/:statusId': { admin: 'all' },
  'POST /statuses/check': { admin: 'all' },
  'POST /statuses': { admin: 'all' },
  'GET /health': { admin: 'all' },
  'POST /health/look': { admin: 'all' },
  'GET /schedules': { admin: 'all' },
  'POST /schedules/pause': { admin: 'all' },
  'POST /schedules/resume': { admin: 'all' },
  'POST /schedules/run': { admin: 'all' },
  'GET /connections': { admin: 'all' },
  'GET /connections/new/:tracker': { admin: 'all' },
  'POST /connections/new/:tracker': { admin: 'all' },
  'GET /connections/oauth/return': { admin: 'all' },
  'GET /connections/:connectionId': { admin: 'all' },
  'GET /connections/:connectionId/scopes': { admin: 'all' },
  'POST /connections/:connectionId/scopes': { admin: 'all' },
  'POST /connections/:connectionId/sync': { admin: 'all' },
  'POST /connections/:connectionId/secret': { admin: 'all' },
  'POST /connections/:connectionId/sign-in': { admin: 'all' },
  'POST /connections/:connectionId/expiry': { admin: 'all' },
  'POST /connections/:connectionId/hooks': { admin: 'all' },
  'POST /connections/:connectionId/disconnect': { admin: 'all' },
  'GET /audit': { admin: 'all' },
  'GET /audit/export': { admin: 'all' },
} as const satisfies Readonly<Record<`${'GET' | 'POST'} /${string}`, Access>>

export type RouteName = keyof typeof access

type OpenRoutes = {
  [Name in RouteName]: (typeof access)[Name] extends 'anyone' | 'signed link' ? Name : never
}[RouteName]

/** Routes whose visitor may be unknown. */
export type OpenRouteName = OpenRoutes

/** Routes whose visitor is known. */
export type ClosedRouteName = Exclude<RouteName, OpenRouteName>
