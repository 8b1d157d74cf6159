import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import { type ListedKind, listedKindOf } from '../../domain/deliver/readers/listed-kind.ts'
import { statesByUrgency, unsettledStates } from '../../domain/deliver/states.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { capitalised } from '../../domain/report/words/sentence.ts'
import { grouped } from '../../domain/text/numbers.ts'
import type { DeliveriesPage, DeliveryWithHistory } from '../../queries/deliveries/deliveries.ts'
import type { deliveryPauses } from '../../queries/deliveries/pause.ts'
import { counted } from '../../wording/counted.ts'
import { mailKindPlural } from '../../wording/deliver/mail-kind-text.ts'
import { deliveryStateText } from '../../wording/deliver/state-text.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, steps } from '../page/parts.ts'
import { deliveryPath } from '../page/paths.ts'
import { time } from '../page/times.ts'
import { deliveryMark, historyView, waitView } from './history-view.ts'
import { allMails, listPath, type Shown } from './paths.ts'
import { type RefusedReason, reasonField } from './reason-field.ts'
import { sendForm } from './send-page.ts'
import { allSignInMailsView, signInMailsView } from './sign-in-mails-view.ts'
import { suppressedView } from './suppressed-view.ts'

type Pauses = Awaited<ReturnType<typeof deliveryPauses>>

interface Besides {
  /** The row that the shown part begins with. */
  readonly from: number
  readonly pauses: Pauses
  readonly suppressed: Parameters<typeof suppressedView>[0]
  readonly signInMails: Parameters<typeof signInMailsView>[0]
  readonly formToken: string
  readonly refused: RefusedReason | null
}

/** So many mails are on one page. */
export const pageSize = 25

/** The control for why a quarter's mails are paused. */
export const pauseReasonId = 'pause-because'

const pausesPath = '/delivery-pauses'

/** Mails, those that need a person first. */
export function deliveriesView(
  found: DeliveriesPage,
  shown: Shown,
  { from, pauses, suppressed, signInMails, formToken, refused }: Besides,
): Html {
  const { byState, quarters, deliveries } = found
  if (shown.kind === 'sign-in link')
    return html`<header><h1>Sign-in links</h1>
<p class="quiet">From the last week. The links themselves are not stored; anyone whose mail didn’t arrive can ask for another.</p></header>
<div class="group no-print">${kindPicks(found, shown)}</div>
${allSignInMailsView(signInMails)}`
  if (quarters.length === 0)
    return html`<header><h1>Mails</h1></header>
${empty('No mail has been queued yet', html`Each mail and what became of it will appear here. What would be mailed is under <a href="/reports">Reports</a>.`)}
${signInMailsView(signInMails)}`
  return html`<header><h1>${headline(byState)}</h1>
<p class="quiet">Every report mail and every notice, with what the relay said. A mail in doubt is never sent again automatically: check the relay’s log, and say what you found.</p></header>
${problemSummary('Nothing was changed', refused?.problems ?? [])}
${pauses.map((each) => pausedCard(each, formToken))}
<div class="group no-print">
<nav aria-label="By quarter"><ul class="picks">${[null, ...quarters].map((quarter) => pick(quarter === null ? 'All quarters' : longQuarter(quarter), { ...shown, quarter }, quarter === shown.quarter))}</ul></nav>
${kindPicks(found, shown)}
<nav aria-label="By state"><ul class="picks">${statePicks(byState, shown)}</ul></nav>
</div>
${deliveries.length === 0 ? empty('No such mail', html`<a href="/deliveries">Show all mails</a>`) : html`<ul class="rows">${deliveries.map(row)}</ul>`}
${steps({ path: stepPath(shown), what: 'mails', all: countOf(byState, shown), from, size: pageSize })}
${pauseForm(found, shown, { pauses, formToken, refused })}
${suppressedView(suppressed, { formToken, refused })}
${signInMailsView(signInMails)}`
}

function stepPath(shown: Shown): string {
  const path = listPath(shown)
  return path.includes('?') ? `${path}&` : `${path}?`
}

/** How many mails there are of what is shown, on all its pages. */
function countOf(byState: DeliveriesPage['byState'], { state }: Shown): number {
  return state === null ? Object.values(byState).reduce((sum, count) => sum + count, 0) : byState[state]
}

/** Who paused a quarter's mails, and the button that resumes them. */
function pausedCard(pause: Pauses[number], formToken: string): Html {
  return html`<section class="card"><h2>The mails of ${longQuarter(pause.quarter)} are paused</h2>
<p>${outside(pause.pausedBy)} paused them on ${time(pause.pausedAt)}: ${outsideSentence(pause.reason)}</p>
<p class="quiet small">After a pause, a waiting run goes on within ten minutes, sooner if the pause was short.</p>
${formStart(pausesPath, formToken)}<input type="hidden" name="quarter" value="${pause.quarter}"><input type="hidden" name="change" value="resume">
<button>Resume</button></form></section>`
}

/** Only for a quarter that was chosen and of which mails still wait. */
function pauseForm(
  { byState }: DeliveriesPage,
  { quarter, kind }: Shown,
  { pauses, formToken, refused }: Pick<Besides, 'pauses' | 'formToken' | 'refused'>,
): Html | null {
  const waiting = unsettledStates.reduce((sum, state) => sum + byState[state], 0)
  if (quarter === null || kind !== null || waiting === 0 || pauses.some((each) => each.quarter === quarter))
    return null
  return html`<section class="card no-print"><h2>${counted(waiting, 'mail')} of ${longQuarter(quarter)} ${waiting === 1 ? 'waits' : 'wait'}</h2>
<p>A running delivery sends them automatically. If none is running, as after a mail was settled, this sends them: now, or once the time has come to which the relay or quiet hours put them off.</p>
${sendForm(quarter, formToken)}</section>
<section class="card no-print"><h2>Pause the mails of ${longQuarter(quarter)}</h2>
<p>Mails already being sent still go out, within seconds.</p>
${formStart(pausesPath, formToken)}<input type="hidden" name="quarter" value="${quarter}"><input type="hidden" name="change" value="pause">
${reasonField({ id: pauseReasonId, label: 'Why are they paused?', refused })}
<button class="plain">Pause</button></form></section>`
}

function headline({ ambiguous, failed, bounced }: DeliveriesPage['byState']): string {
  const open = ambiguous + failed + bounced
  if (open === 0) return 'No mail needs attention'
  return `${counted(open, 'mail')} ${open === 1 ? 'needs' : 'need'} attention`
}

function kindPicks({ kinds }: DeliveriesPage, shown: Shown): Html {
  const offered: readonly (ListedKind | null)[] = [null, ...kinds, 'sign-in link']
  const to = (kind: ListedKind | null): Shown =>
    kind === 'sign-in link' ? { ...allMails, kind } : { ...shown, kind }
  const label = (kind: ListedKind | null): string =>
    kind === null ? 'All kinds' : capitalised(mailKindPlural[kind])
  return html`<nav aria-label="By kind"><ul class="picks">${offered.map((kind) => pick(label(kind), to(kind), kind === shown.kind))}</ul></nav>`
}

function statePicks(byState: DeliveriesPage['byState'], shown: Shown): Html[] {
  const there = statesByUrgency.filter((state) => byState[state] > 0 || state === shown.state)
  const label = (state: DeliveryState): string => `${deliveryStateText[state]} (${grouped(byState[state])})`
  return [
    pick('All states', { ...shown, state: null }, shown.state === null),
    ...there.map((state) => pick(label(state), { ...shown, state }, state === shown.state)),
  ]
}

function pick(label: string, to: Shown, isCurrent: boolean): Html {
  return html`<li><a href="${listPath(to)}"${isCurrent ? html` aria-current="true"` : null}>${label}</a></li>`
}

function row(each: DeliveryWithHistory): Html {
  const { deliveryId, state, subject, recipientName, recipientEmail, quarter, kind } = each.delivery
  return html`<li>
<p class="bar"><a class="title" href="${deliveryPath(deliveryId)}">${outside(subject)}</a>${deliveryMark(state)}</p>
<p class="quiet small">${capitalised(listedKindOf(kind))}, ${longQuarter(quarter)}, to ${outside(recipientName)} (${outside(recipientEmail)})</p>
${waitView(each.delivery)}${historyView(each)}
</li>`
}
