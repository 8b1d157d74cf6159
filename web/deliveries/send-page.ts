import { z } from 'zod'
import type { QuarterId } from '../../domain/quarter.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { sendWaiting } from '../../worker/runs/send-waiting.ts'
import { page, redirect } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html } from '../page/html.ts'
import { allMails, listPath } from './paths.ts'

const sendPath = '/delivery-runs'

/** The button that has what waits of a quarter sent. */
export function sendForm(quarter: QuarterId, formToken: string): Html {
  return html`${formStart(sendPath, formToken)}<input type="hidden" name="quarter" value="${quarter}">
<button class="plain">Send the waiting mails of ${longQuarter(quarter)}</button></form>`
}

const fields = z.object({ quarter: z.string().max(20) })

/** Has what waits of a quarter sent, as `plumbline deliveries send` does. */
export const sendPage = definePage('POST /delivery-runs', async ({ parts, form, visitor, nowAt }) => {
  const { quarter } = form(fields)
  const { store, log, temporal } = parts
  const result = await sendWaiting(
    { client: temporal?.client ?? null, store, log },
    { quarter, actor: visitor.email, nowAt },
  )
  // Whatever was asked for, the list shows how the mails stand: sent, none left, or paused with who paused them.
  if (result !== 'away') return redirect(listPath({ ...allMails, quarter }))
  return page('Nothing was started', awayView(quarter), { status: 503 })
})

function awayView(quarter: QuarterId): Html {
  return html`<h1>Nothing was started</h1>
<p class="card" role="alert">Temporal did not answer, so no mail was sent. Try again, or see <code>plumbline doctor</code>.</p>
<p><a href="${listPath({ ...allMails, quarter })}">The mails of ${longQuarter(quarter)}</a></p>`
}
