import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import type { SignIn, TrackerDefinition } from '../../adapters/trackers/definition.ts'
import type { Instant } from '../../domain/instant.ts'
import { expiryDateOf } from '../../domain/sync/secret-expiry.ts'
import type { ConnectionHealth } from '../../queries/connections/health.ts'
import { syncProgressText } from '../../wording/connections/sync-progress-text.ts'
import { connectionChecks } from '../../wording/health/connections.ts'
import { field } from '../page/form/field.ts'
import { formStart, secretField } from '../page/form/form.ts'
import { type FormProblem, problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { outsideLink, stateMark } from '../page/parts.ts'
import { time } from '../page/times.ts'
import { madeAtView } from './connect/view.ts'
import { type HooksStanding, hooksView } from './hooks-view.ts'
import { connectionPath } from './paths.ts'

interface One extends HooksStanding {
  readonly health: ConnectionHealth
  readonly definition: TrackerDefinition
  readonly isReading: boolean
  /** Why the reading's last attempts failed, while it tries again. */
  readonly troubles: readonly string[]
  /** What is done next on the way to a first mail; null where nothing is. */
  readonly next: Html | null
  readonly notice: 'away' | 'replaced' | null
  /** Why nothing was changed; null where nothing was to be. */
  readonly problem: FormProblem | null
  /** What was typed and refused, by the control's id; never a secret. */
  readonly typed: Readonly<Record<string, string>>
  readonly nowAt: Instant
  readonly formToken: string
}

/** One connection with its reading, its secret, and the way to remove it. */
export function oneView({
  health,
  definition,
  notice,
  problem,
  typed,
  hooks,
  address,
  isPublic,
  newSecret,
  formToken,
  ...reading
}: One): Html {
  const problems = problem === null ? [] : [problem]
  const { connection } = health
  const { connectionId, name, baseUrl, accountEmail, scopeKeys } = connection
  const { scopeNoun, label } = definition
  return html`<header><p class="no-print small"><a href="/connections">All connections</a></p>
<h1>${outside(name)}</h1>
<p class="quiet">${label}, ${outsideLink(baseUrl, baseUrl)}${accountEmail === null ? null : html`, as ${outside(accountEmail)}`}</p></header>
${problemSummary('Nothing was changed', problems)}
${noticeText(notice)}
${readingView({ ...reading, health, formToken })}
<section class="card"><h2>What it reads</h2>
<p>${scopeKeys.length === 0 ? `All ${scopeNoun.plural} that its account sees.` : html`${outside(scopeKeys.join(', '))}`}</p>
<p><a class="button plain" href="${connectionPath(connectionId, 'scopes')}">Choose ${scopeNoun.plural}</a></p></section>
${hooksView({ hooks, address, isPublic, newSecret, connectionId, definition, problems, formToken })}
${secretForm(health, definition, { problems, typed, formToken })}
<section class="card no-print"><h2>Disconnect</h2>
<p>Removes the connection, its secret, and the tickets, decisions and overrides that were read through it. Reports already made stay as they are.</p>
${formStart(connectionPath(connectionId, 'disconnect'), formToken)}
${field({ name: 'name', label: html`Type ${outside(name)} to confirm`, problems }, (attributes) => html`<input${attributes} required maxlength="200" autocomplete="off" spellcheck="false" value="${typed['name'] ?? ''}">`)}
<button class="plain danger">Disconnect</button></form></section>`
}

function noticeText(notice: One['notice']): Html | null {
  if (notice === 'away')
    return html`<p class="card" role="alert">Temporal did not answer, so no sync was started. What you saved is kept; try again, or see <code>plumbline doctor</code>.</p>`
  if (notice === 'replaced') return html`<p class="card" role="status">The secret was replaced.</p>`
  return null
}

type Reading = Pick<One, 'health' | 'isReading' | 'troubles' | 'next' | 'nowAt' | 'formToken'>

/** Loads itself again while something is read: by htmx, or by the page's own refresh. */
function readingView({ health, isReading, troubles, next, nowAt, formToken }: Reading): Html {
  const { connection, latestRun } = health
  const path = connectionPath(connection.connectionId)
  const again = isReading
    ? html` hx-get="${path}" hx-trigger="every 2s" hx-select="#reading" hx-swap="outerHTML"`
    : null
  return html`<section class="card" id="reading"${again}><h2>Sync</h2>
${isReading ? underWay(latestRun) : null}
${troubles.map((trouble) => html`<p>${stateMark('warning', 'Trying again')} ${outsideSentence(trouble)}</p>`)}
${isReading && latestRun?.state !== 'finished' ? null : html`<ul class="plain-list">${connectionChecks(health, nowAt).map(({ state, words }) => html`<li>${stateMark(state)} ${outsideSentence(words)}</li>`)}</ul>`}
${next === null ? null : html`<p class="no-print">${next}</p>`}
${isReading ? null : syncForm(connection.connectionId, latestRun, formToken)}</section>`
}

function underWay(run: SyncRun | null): Html {
  if (run?.state !== 'running')
    return html`<p role="status">Waiting for a worker; if none is running, start one with <code>npm start</code>.</p><progress aria-label="Sync"></progress>`
  const { tickets, approximateTickets, openedAt } = run
  const bar =
    approximateTickets === null || approximateTickets < 1
      ? html`<progress aria-label="Sync"></progress>`
      : html`<progress aria-label="Sync" max="${approximateTickets}" value="${Math.min(tickets, approximateTickets)}"></progress>`
  return html`<p role="status">${syncProgressText(run)} so far; started ${time(openedAt)}.</p>${bar}`
}

function syncForm(connectionId: string, run: SyncRun | null, formToken: string): Html {
  const isFirst = run === null
  return html`${formStart(connectionPath(connectionId, 'sync'), formToken)}<div class="answers no-print">
<button class="${isFirst ? '' : 'plain'}" name="depth" value="recent">${isFirst ? 'Start the sync' : 'Sync what changed'}</button>
${isFirst ? null : html`<button class="plain" name="depth" value="full">Sync everything again</button>`}</div></form>`
}

function secretForm(
  { connection }: ConnectionHealth,
  { signIns }: TrackerDefinition,
  {
    problems,
    typed,
    formToken,
  }: Pick<One, 'typed' | 'formToken'> & { readonly problems: readonly FormProblem[] },
): Html {
  const signIn = signIns.find(({ kind }) => kind === connection.authKind) ?? signIns[0]
  if (signIn.oauth !== undefined) return signInForm(connection, signIn, formToken)
  const { secretExpiresAt: expiresAt } = connection
  return html`<section class="card no-print"><h2>Replace the ${signIn.secretName}</h2>
<div class="hint"><p>${madeAtView(signIn)}</p>${signIn.rights.map((right) => html`<p>${right}</p>`)}</div>
${formStart(connectionPath(connection.connectionId, 'secret'), formToken)}
${field({ name: secretField, label: `New ${signIn.secretName}`, problems }, (attributes) => html`<input${attributes} type="password" required maxlength="10000" autocomplete="off">`)}
${field({ name: 'expires', id: 'new-expires', label: 'It expires on (if you know it)', problems }, (attributes) => html`<input${attributes} type="date" value="${typed['new-expires'] ?? ''}">`)}
<button class="plain">Check and replace</button></form></section>
<section class="card no-print"><h2>When it expires</h2>
<p>${expiresAt === null ? `It is not known when the ${signIn.secretName} expires.` : `The ${signIn.secretName} expires on ${expiryDateOf(expiresAt)}.`} Admins are mailed 30 days, 7 days and 1 day before.</p>
${formStart(connectionPath(connection.connectionId, 'expiry'), formToken)}
${field({ name: 'expires', label: 'Expires on', problems }, (attributes) => html`<input${attributes} type="date" value="${typed['expires'] ?? (expiresAt === null ? '' : expiryDateOf(expiresAt))}">`)}
<button class="plain">Save the date</button></form></section>`
}

function signInForm(
  { connectionId, secretExpiresAt }: ConnectionHealth['connection'],
  signIn: SignIn,
  formToken: string,
): Html {
  const ends =
    secretExpiresAt === null
      ? null
      : html`<p>The OAuth sign-in ends on ${expiryDateOf(secretExpiresAt)}. Admins are mailed 30 days, 7 days and 1 day before.</p>`
  return html`<section class="card no-print"><h2>OAuth sign-in</h2>
<p>Its tokens are renewed automatically. Sign in again if the tracker has ended it, or to use another account.</p>${ends}
<div class="hint"><p>${madeAtView(signIn)}</p>${signIn.rights.map((right) => html`<p>${right}</p>`)}</div>
${formStart(connectionPath(connectionId, 'sign-in'), formToken)}<button class="plain">Sign in again</button></form></section>`
}
