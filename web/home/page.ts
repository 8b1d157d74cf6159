import { firstRunUnderWay } from '../../queries/first-run/first-run.ts'
import { page, redirect } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { startOf } from '../navigation.ts'
import { html } from '../page/html.ts'
import { stepsView } from './view.ts'

const refreshAfterSeconds = 5

/**
 * The start. It walks an admin from nothing to a first mail; once something was mailed, and for everybody else, it leads to the page
 * where they start, which is Health for admins.
 */
export const homePage = definePage('GET /', async ({ parts, visitor, nowAt }) => {
  if (visitor.roles.includes('admin')) {
    const found = await firstRunUnderWay(parts.store, nowAt)
    if (found !== null) {
      const isReading = found.steps.some(({ state }) => state === 'under way')
      return page('Set up', stepsView(found, nowAt), isReading ? { refreshAfterSeconds } : {})
    }
  }
  const start = startOf(visitor)
  if (start !== null) return redirect(start)
  return page(
    'Nothing here for you',
    html`<section class="card narrow">
<h1>Nothing here for you now</h1>
<p>You are signed in as <strong>${visitor.email}</strong>, and neither the plan nor the list of admins names this address.</p>
</section>`,
    { status: 403 },
  )
})
