import type { EditionHead } from '../../adapters/store/report/edition-heads.ts'
import { unsettledStates } from '../../domain/deliver/states.ts'
import { editionPath, reviewPath } from '../../domain/page-paths.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { DraftMail } from '../../queries/reports/draft-mails.ts'
import type { FiguresHead } from '../../queries/reports/quarters.ts'
import { audienceLabels, editionKinds } from '../../wording/report/edition-text.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { stateMark } from '../page/parts.ts'
import { deliveryPath, quarterPath } from '../page/paths.ts'
import { mailFrame } from '../page/report/mail-frame.ts'
import { contentView } from '../page/report/report.ts'
import { time } from '../page/times.ts'
import { mailsView } from './mails.ts'

/** A draft, and what its page needs to mail it. */
export interface ShownDraft {
  readonly edition: Edition
  readonly content: ReportContent
  readonly figures: FiguresHead
  /** Where replies to it would go. */
  readonly replyTo: string
  /** Of its page, of the mail by itself, and of what mails it to the admin. */
  readonly path: string
  readonly mailPath: string
  readonly sendPath: string
  /** Whether it is what a review would send, and not made from the quarter's last figures. */
  readonly isOfReview: boolean
  readonly formToken: string
  /** The last mail of it to this admin; null where there was none. */
  readonly lastMail: DraftMail | null
  /** Where mails are kept as files; null where a relay takes them. */
  readonly mailboxDir: string | null
}

/** An edition as it would be now. */
export function draftView(draft: ShownDraft): Html {
  const { edition, content, figures, mailPath, sendPath, isOfReview, formToken, replyTo } = draft
  return html`<header>${isOfReview ? backToReview(edition) : backTo(edition)}
<h1>Draft: ${outside(edition.subject)}</h1>
<p>${outsideSentence(edition.preheader)}</p>
<p class="quiet">${headline(edition)} · figures as of ${time(figures.asOfAt)} · replies go to ${outside(replyTo)}</p></header>
<div class="actions no-print">${formStart(sendPath, formToken)}<button>Send it to me</button></form>
${standingView(draft)}</div>
${mailFrame({ path: mailPath, title: 'The report as it would be mailed', text: edition.text })}
<details><summary class="opens">The page behind it</summary><div class="page">${contentView(content)}</div></details>`
}

/** An edition as it was frozen for its readers. */
export function mailedView(edition: Edition, { states, firstSentAt }: EditionHead, path: string): Html {
  return html`<header>${backTo(edition)}
<h1>${outside(edition.subject)}</h1>
<p>${outsideSentence(edition.preheader)}</p>
<p class="quiet">${headline(edition)} · ${mailsView(states, firstSentAt)}</p>
<p class="no-print"><a href="${editionPath(edition.editionId)}">The page behind it</a></p></header>
${mailFrame({ path: `${path}/mail`, title: 'The report as it was mailed', text: edition.text })}`
}

/** What became of the last mail to this admin; it looks again by itself while that is on its way. */
function standingView({ lastMail, mailboxDir, path }: ShownDraft): Html {
  if (lastMail === null)
    return html`<p class="quiet" id="standing" role="status">It goes only to you, and doesn’t count as a reader’s mail.</p>`
  const isOpen = unsettledStates.includes(lastMail.state)
  const again = isOpen
    ? html` hx-get="${path}" hx-trigger="every 2s" hx-select="#standing" hx-target="#standing" hx-swap="outerHTML"`
    : null
  const kept =
    lastMail.state === 'sent' && mailboxDir !== null
      ? html` It is kept as a file in <code>${mailboxDir}</code>: set <code>SMTP_URL</code> to a relay to send mails.`
      : null
  return html`<p class="quiet" id="standing" role="status"${again}>${mailStanding(lastMail)}${kept}</p>`
}

function mailStanding({ deliveryId, recipientEmail: email, state, lastReply, askedAt }: DraftMail): Html {
  const said = lastReply === null ? null : html` ${outsideSentence(lastReply)}`
  const settle = html`<a href="${deliveryPath(deliveryId)}">See the mail</a>`
  switch (state) {
    case 'sent':
      return html`Sent to ${email}, ${time(askedAt)}.`
    case 'queued':
    case 'sending':
    case 'deferred':
      return html`On its way to ${email} since ${time(askedAt)}.${said} <a href="">Look again</a>`
    case 'ambiguous':
      return html`${stateMark('problem')} The relay did not say whether it took the mail of ${time(askedAt)}. ${settle}`
    case 'bounced':
      return html`${stateMark('problem')} The mail of ${time(askedAt)} came back:${said} ${settle}`
    case 'failed':
    case 'suppressed':
      return html`${stateMark('problem')} Not sent ${time(askedAt)}:${said} ${settle}`
  }
}

function backTo({ quarter }: Edition): Html {
  return html`<p class="small no-print"><a href="${quarterPath(quarter)}">Reports of ${longQuarter(quarter)}</a></p>`
}

function backToReview({ quarter }: Edition): Html {
  return html`<p class="small no-print"><a href="${reviewPath(quarter)}">Review of ${longQuarter(quarter)}</a></p>`
}

function headline({ audience, kind }: Edition): Html {
  return html`${audienceLabels[audience]} · ${editionKinds[kind]}`
}
