import { editionPath } from '../../domain/page-paths.ts'
import { partNames } from '../../web/plan/table/parts.ts'
import { refOf } from '../builders/ticket.ts'
import { measuredQuarter } from './measured-work.ts'
import { archivePath, editions, mailsToSettle, type people } from './people.ts'
import { previews } from './rules/kept.ts'

/** `{connection}` is the id of the tracker that was measured. */
function ticketOf(key: string): string {
  return `/tickets/{connection}/${refOf(key).ticketId}`
}

/** Every page that a browser shows, by who sees it: `{token}` is that person's sign-in link. A new page is added here. */
export const shownPages: readonly { readonly who: keyof typeof people | 'nobody'; readonly path: string }[] =
  [
    { who: 'nobody', path: '/sign-in' },
    { who: 'nobody', path: '/sign-in/sent' },
    { who: 'nobody', path: '/sign-in/link/{token}' },
    { who: 'nobody', path: '/sign-in/link/forged' },
    { who: 'nobody', path: '/read/forged' },
    { who: 'nobody', path: '/unsubscribe/forged' },
    { who: 'nobody', path: '/unsubscribe/copy' },
    { who: 'stranger', path: '/' },
    { who: 'admin', path: '/reports' },
    { who: 'admin', path: '/reports/2026-Q2' },
    { who: 'admin', path: '/reports/2026-Q2/draft/executive/company' },
    { who: 'admin', path: `/reports/2026-Q2/mailed/${encodeURIComponent(editions.leader)}` },
    { who: 'admin', path: '/deliveries' },
    { who: 'admin', path: '/deliveries?state=sent&quarter=2026-Q2' },
    { who: 'admin', path: '/deliveries?state=bounced' },
    { who: 'admin', path: '/deliveries?kind=sign-in+link' },
    { who: 'admin', path: `/deliveries/${mailsToSettle.inDoubt}` },
    { who: 'admin', path: '/health' },
    { who: 'admin', path: '/plan' },
    { who: 'admin', path: '/plan?saved=plan-1' },
    { who: 'admin', path: '/plan/draft' },
    { who: 'admin', path: '/rules' },
    { who: 'admin', path: `/rules/preview/${previews.done}` },
    { who: 'admin', path: `/rules/preview/${previews.underWay}` },
    { who: 'admin', path: '/statuses' },
    { who: 'admin', path: '/statuses/{connection}/wait?means=done' },
    { who: 'admin', path: '/plan/readers' },
    ...partNames.map((part) => ({ who: 'admin', path: `/plan/table?part=${part}` }) as const),
    { who: 'admin', path: '/schedules' },
    { who: 'admin', path: '/schedules?done=kept' },
    { who: 'admin', path: '/audit' },
    { who: 'admin', path: `/queue?quarter=${measuredQuarter}` },
    { who: 'admin', path: `/queue?quarter=${measuredQuarter}&skip=1` },
    { who: 'admin', path: `/queue?quarter=${measuredQuarter}&order=random` },
    { who: 'admin', path: '/queue?quarter=2025-Q1' },
    { who: 'reviewer', path: `/queue?quarter=${measuredQuarter}` },
    { who: 'otherReviewer', path: `/queue?quarter=${measuredQuarter}&order=random` },
    { who: 'admin', path: '/people' },
    { who: 'admin', path: '/connections' },
    { who: 'admin', path: '/connections/new/jira' },
    { who: 'admin', path: '/connections/new/linear' },
    { who: 'admin', path: '/connections/{connection}' },
    { who: 'admin', path: '/connections/{connection}/scopes' },
    { who: 'admin', path: '/no-such-page' },
    { who: 'admin', path: '/reviews' },
    { who: 'admin', path: '/reviews/2026-Q1' },
    { who: 'reviewer', path: '/reviews' },
    { who: 'otherReviewer', path: '/reviews' },
    { who: 'reviewer', path: '/reviews/2026-Q1/core' },
    { who: 'reviewer', path: '/reviews/2026-Q1/core/correct?ticket=R-1&category=ktlo' },
    { who: 'reviewer', path: '/reviews/2026-Q1/core/correct?ticket=NO-1&category=ktlo' },
    { who: 'admin', path: '/teams?quarter=2026-Q1' },
    { who: 'admin', path: '/teams/core?quarter=2026-Q1' },
    { who: 'admin', path: '/teams/search?quarter=2026-Q1' },
    { who: 'reviewer', path: '/teams/core?quarter=2026-Q1' },
    { who: 'reviewer', path: '/teams/core/intended?quarter=2026-Q1' },
    { who: 'reviewer', path: '/teams/core/tickets?quarter=2026-Q1&category=ktlo' },
    { who: 'reviewer', path: '/teams/core/tickets?quarter=2026-Q1&category=roadmap' },
    { who: 'reviewer', path: ticketOf('R-1') },
    { who: 'otherReviewer', path: ticketOf('S-1') },
    { who: 'leader', path: '/archive' },
    { who: 'leader', path: archivePath(editions.leader) },
    { who: 'leader', path: editionPath(editions.leader) },
    { who: 'reviewer', path: editionPath(editions.reviewer) },
    { who: 'admin', path: editionPath(editions.queued) },
    { who: 'reviewer', path: '/archive' },
    { who: 'otherReviewer', path: '/archive' },
  ]
