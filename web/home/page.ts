import { page, redirect } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { html } from '../page/html.ts'

/** The start leads each visitor to the first page that is theirs. */
export const homePage = definePage('GET /', async ({ nav, visitor }) => {
  const [first] = nav
  if (first !== undefined) return redirect(first.path)
  return page(
    'Nothing here for you',
    html`<section class="card narrow">
<h1>Nothing here for you now</h1>
<p>You are signed in as <strong>${visitor.email}</strong>, and neither the plan nor the list of admins names this address.</p>
</section>`,
    { status: 403 },
  )
})
