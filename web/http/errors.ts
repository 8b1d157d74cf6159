import { exitCodes, failureRule } from '../../domain/failures.ts'
import type { Visitor } from '../../domain/sign-in/roles.ts'
import { type SendAgain, sendAgainForm } from '../page/form/send-again.ts'
import { type Html, html, outside } from '../page/html.ts'
import { type Answer, page } from './answer.ts'
import { FormError, FormTooLargeError } from './form.ts'
import { TooSlowError } from './limits.ts'

/** What isn't there, and what isn't for this visitor: nobody can tell one from the other. */
export const missingPage = page(
  'Not found',
  note(
    'There is no such page',
    html`It doesn’t exist, or it isn’t open to you. <a href="/">Go to the start page</a>.`,
  ),
  { status: 404 },
)

/**
 * The same for a form of ours that was sent there: what somebody wrote isn't lost because the plan changed while they did. It says no
 * more of what is there, whoever sends whatever anywhere.
 */
export function goneFormPage(sendAgain: SendAgain): Answer {
  if (!hasContent(sendAgain)) return missingPage
  const body = html`<section class="card narrow"><h1>This page is not open to you any more</h1>
<p>Nothing was changed, and what you sent is kept on this page: copy it, or send it again once the page is open to you.</p>
<p>The plan says who sees which pages, and an admin may have changed it while you wrote. Ask an admin. <a href="/">Go to the start page</a>.</p>
${sendAgainForm(sendAgain, 'Send it again')}</section>`
  return page('Not found', body, { status: 404 })
}

/** A form that was sent without a session. `from` is the page that it stood on. */
export function signedOutPage(sendAgain: SendAgain, from: string): Answer {
  const signIn = `/sign-in?${new URLSearchParams({ next: from }).toString()}`
  const body = !hasContent(sendAgain)
    ? note('You are signed out', html`Nothing was changed. <a href="${signIn}">Sign in</a>, and try again.`)
    : html`<section class="card narrow"><h1>You are signed out</h1>
<p>Nothing was changed, and what you sent is kept on this page. <a href="${signIn}" target="_blank" rel="noopener">Sign in in another tab</a>, come back to this one, and send it again.</p>
${sendAgainForm(sendAgain, 'Send it again')}</section>`
  return page('Signed out', body, { status: 403 })
}

/** A form from another site, or from no browser that we know. */
export const foreignFormPage = page(
  'Not accepted',
  note(
    'This form was not accepted',
    html`It did not come from this site, and nothing was changed. Go back, reload the page and send it again.`,
  ),
  { status: 403 },
)

/** A form of ours that was shown before the browser signed in or out, perhaps as somebody else. */
export function staleFormPage(
  sendAgain: SendAgain,
  { visitor, isNew }: { readonly visitor: Visitor | null; readonly isNew: boolean },
): Answer {
  const now =
    visitor === null
      ? 'It was shown before you signed out, or long ago.'
      : html`It was shown before you signed in as ${outside(visitor.name ?? visitor.email)}.`
  const body = html`<section class="card narrow"><h1>Send it again?</h1>
<p>${now} Nothing was changed yet.</p>
${isNew ? html`<p>If you read this again after you have sent it, your browser keeps no cookies of this site: allow them, or nobody can sign in with it.</p>` : null}
${sendAgainForm(sendAgain, 'Send it')}</section>`
  return page('Not accepted', body, { status: 403 })
}

/** The request named another host than ours. */
export const wrongHostPage = page('Wrong address', note('Wrong address', 'This site has another address.'), {
  status: 421,
})

interface Failed {
  readonly requestId: string
  /** The form that met it; null where none did. */
  readonly sendAgain: SendAgain | null
  /** Whether the form may have been taken all the same. */
  readonly isUnsure: boolean
  /** The page that the form stood on. */
  readonly from: string
}

/** What a failure shows: nothing of it but a number, by which the log tells more, and what was sent, to be sent again. */
export function failurePage(error: unknown, failed: Failed): Answer {
  const { requestId } = failed
  if (error instanceof FormError)
    return page(
      'Not accepted',
      note('This form was not accepted', html`${sentence(error.message)} Go back and try again.`),
      {
        status: 400,
      },
    )
  if (error instanceof FormTooLargeError)
    return page('Too large', note('This form is too large', 'It was not read, and nothing was changed.'), {
      status: 413,
    })
  const isBusy = error instanceof TooSlowError || isOfOthers(error)
  return isBusy
    ? page(
        'Not now',
        html`<section class="card narrow"><h1>Plumbline can’t answer now</h1>
<p>${whoIsAway(error)} Try again in a minute. (${requestId})</p>${keptView(failed)}</section>`,
        { status: 503 },
      )
    : page(
        'Something went wrong',
        html`<section class="card narrow"><h1>Something went wrong</h1>
<p>The server’s log says more under the number ${requestId}.</p>${keptView(failed)}</section>`,
        { status: 500 },
      )
}

function keptView({ sendAgain, isUnsure, from }: Failed): Html | null {
  if (sendAgain === null) return null
  const became = isUnsure
    ? html`What you sent may or may not have been saved: <a href="${from}" target="_blank" rel="noopener">look in another tab</a> before you send it again from here.`
    : 'Nothing was changed, and what you sent is kept on this page.'
  return html`<p>${became}</p>${sendAgainForm(sendAgain, 'Send it again')}`
}

function hasContent({ fields, files }: SendAgain): boolean {
  return fields.length + files.length > 0
}

/** A server that we need does not answer. */
function isOfOthers(error: unknown): boolean {
  return error instanceof Error && failureRule(error.name)?.exitCode === exitCodes.unavailable
}

/** As far as the failure tells. */
function whoIsAway(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  switch (name) {
    case 'StoreUnavailableError':
    case 'EmbeddedPostgresError':
      return 'The database does not answer.'
    case 'TemporalUnavailableError':
    case 'EmbeddedTemporalError':
      return 'Temporal, which runs its work, does not answer.'
    case 'MailUnavailableError':
      return 'The mail relay does not answer.'
    case 'TrackerUnavailableError':
      return 'A tracker does not answer.'
    case 'TooSlowError':
      return 'This took too long: the database is busy, or another server does not answer.'
    default:
      return 'Another server that Plumbline needs does not answer.'
  }
}

function note(heading: string, text: Html | string): Html {
  return html`<section class="card narrow"><h1>${heading}</h1><p>${text}</p></section>`
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}
