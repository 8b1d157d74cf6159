import type { ArchivedEdition } from '../../adapters/store/report/archive.ts'
import { editionPath } from '../../domain/page-paths.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { unbroken } from '../../templates/unbroken.ts'
import { editionKinds } from '../../wording/report/edition-text.ts'
import { type Html, html, outside, tidySentence } from '../page/html.ts'
import { empty, steps } from '../page/parts.ts'
import { archivedPath } from '../page/paths.ts'
import { mailFrame } from '../page/report/mail-frame.ts'
import { time } from '../page/times.ts'

/** A reader of a few teams gets about so many in two years. */
const pageSize = 50

/** The reports that were mailed to a reader, by quarter: a page of them, beginning with row `from`. */
export function archiveView(editions: readonly ArchivedEdition[], from: number): Html {
  const shown = editions.slice(from, from + pageSize)
  const byQuarter = Map.groupBy(shown, ({ quarter }) => quarter)
  return html`<header><h1>Your reports</h1>
<p class="quiet">Every report that was mailed to you, unchanged since.</p></header>
${
  editions.length === 0
    ? empty(
        'No report yet',
        'The first one is mailed to you before the planning of the next quarter begins, and stays here from then on.',
      )
    : [...byQuarter].map(
        ([
          quarter,
          those,
        ]) => html`<section class="group" aria-labelledby="q-${quarter}"><h2 id="q-${quarter}">${longQuarter(quarter)}</h2>
<ul class="rows">${those.map(row)}</ul></section>`,
      )
}
${steps({ path: '/archive?', what: 'reports', all: editions.length, from, size: pageSize })}`
}

function row(edition: ArchivedEdition): Html {
  return html`<li><a class="title" href="${archivedPath(edition.editionId)}">${mailSentence(edition.subject)}</a>
<span>${mailSentence(edition.preheader)}</span>
<span class="quiet small">${editionKinds[edition.kind]} · ${arrival(edition)}</span></li>`
}

/** A sentence of a mail, its figures beside their units as there. */
function mailSentence(text: string): Html {
  return html`<bdi>${unbroken(tidySentence(text))}</bdi>`
}

function arrival({ state, sentAt }: ArchivedEdition): Html {
  if (state === 'ambiguous' || sentAt === null) return html`it is not known whether the mail arrived`
  return state === 'bounced' ? html`mailed ${time(sentAt)}; it came back` : html`mailed ${time(sentAt)}`
}

/** One report: the mail as it was, in a frame of its own, and its text below. */
export function editionView(edition: ArchivedEdition, text: string): Html {
  return html`<header><h1>${outside(edition.subject)}</h1>
<p class="quiet">${longQuarter(edition.quarter)} · ${editionKinds[edition.kind]} · ${arrival(edition)}</p>
<p class="no-print"><a href="${editionPath(edition.editionId)}">The page behind it</a></p></header>
${mailFrame({ path: `${archivedPath(edition.editionId)}/mail`, title: 'The report as it was mailed', text })}`
}
