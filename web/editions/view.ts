import { buckets } from '../../domain/category.ts'
import { editionPath, ticketsPath } from '../../domain/page-paths.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { EditionPage } from '../../queries/editions/edition-page.ts'
import type { LinkedTeam } from '../../queries/editions/ticket-links.ts'
import { editionKinds } from '../../wording/report/edition-text.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty } from '../page/parts.ts'
import { archivedPath } from '../page/paths.ts'
import { contentView } from '../page/report/report.ts'

/** An edition's page, and the teams whose tickets its reader may see. */
export function shownEdition(
  { head, content }: EditionPage,
  teams: readonly LinkedTeam[],
  { signedIn }: { readonly signedIn: boolean },
): Html {
  if (content === null) return mailOnly(head)
  return html`${contentView(content)}
${signedIn && head.reconciliationId !== null ? html`<p class="no-print"><a href="${editionPath(head.editionId)}/figures">Download the figures as CSV</a></p>` : null}
${teams.length === 0 ? null : ticketsView(head.quarter, teams, signedIn)}`
}

function mailOnly({ quarter, kind, subject, editionId }: EditionPage['head']): Html {
  return html`<header><h1>${outside(subject)}</h1>
<p class="quiet">${longQuarter(quarter)} · ${editionKinds[kind]}</p></header>
${empty(
  'There is only the mail',
  html`The data behind this report was not stored at the time. <a href="${archivedPath(editionId)}">The mail as it was sent</a>`,
)}`
}

function ticketsView(quarter: QuarterId, teams: readonly LinkedTeam[], signedIn: boolean): Html {
  return html`<section class="group no-print"><h2>Every ticket behind these figures</h2>
${signedIn ? null : html`<p class="quiet">You sign in to see them.</p>`}
<ul class="rows">${teams.map((team) => teamView(quarter, team))}</ul></section>`
}

function teamView(quarter: QuarterId, { teamId, name }: LinkedTeam): Html {
  return html`<li><span>${outside(name)}</span><span>${buckets.map(
    (bucket, index) =>
      html`${index === 0 ? '' : ' · '}<a href="${ticketsPath({ teamId, quarter, bucket })}">${bucketLabels[bucket]}</a>`,
  )}</span></li>`
}

/** The same for a link that is forged, too old, switched off, or another reader's. */
export function closedLinkPage(editionId: string | null): Html {
  const next = editionId === null ? '/archive' : editionPath(editionId)
  return html`<section class="card narrow">
<h1>This link doesn’t open a report</h1>
<p>A report’s link works for its reader only, and for a limited time. Sign in to see the reports that were mailed to you.</p>
<p><a class="button" href="/sign-in?${new URLSearchParams({ next }).toString()}">Sign in</a></p>
</section>`
}
