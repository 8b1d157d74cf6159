import {
  type AccountKind,
  accountKindOf,
  type SignIn,
  signInName,
  type TrackerDefinition,
} from '../../../adapters/trackers/definition.ts'
import { field, option } from '../../page/form/field.ts'
import { formStart, secretField } from '../../page/form/form.ts'
import { type FormProblem, problemSummary } from '../../page/form/problems.ts'
import { type Html, html, outside } from '../../page/html.ts'
import { connectPath } from '../paths.ts'
import { type ConnectFields, type ConnectProblem, signInOf } from './form.ts'

interface ConnectForm {
  readonly definition: TrackerDefinition
  /** What stands in the fields: never a secret. */
  readonly given: Omit<ConnectFields, 'secret'>
  readonly problems: readonly ConnectProblem[]
  /** What an app has to be registered with to be signed in through. */
  readonly callbackUrl: string
  readonly formToken: string
}

/** The form that connects a tracker, with what each kind of secret must be allowed to do. */
export function connectView({ definition, given, problems, callbackUrl, formToken }: ConnectForm): Html {
  const { label, kind, connects, address, signIns } = definition
  const wrong = problems.map((each) => ({ ...each, words: capital(each.words) }))
  const chosen = signInOf(definition, given.auth)
  return html`<header><p class="no-print small"><a href="/connections">All connections</a></p>
<h1>Connect ${connects}</h1>
<p class="quiet">Plumbline only reads. What you enter is checked with ${label} first, and saved only if it works.</p></header>
${problemSummary('Nothing was saved', wrong)}
<div class="card by-kind">${formStart(connectPath(kind), formToken)}
${field({ name: 'name', label: 'Name of the connection', hints: ['Plans and commands use it. It can’t be changed later.'], problems: wrong }, (attributes) => html`<input${attributes} value="${given.name}" required maxlength="100" autocomplete="off" spellcheck="false">`)}
${field({ name: 'url', label: 'Address', hints: [`${capital(address.help)}. Paste it as it stands in your browser.`], problems: wrong }, (attributes) => html`<input${attributes} value="${given.url}" required maxlength="2000" autocomplete="off" spellcheck="false" inputmode="url">`)}
<fieldset><legend>Kind of secret</legend>
${signIns.map((signIn) => option({ kind: 'radio', name: 'auth', value: signIn.kind, isChecked: signIn.kind === chosen.kind, label: capital(signInName(signIn)), hints: hintsOf(signIn, callbackUrl), attributes: html` data-needs="${accountKindOf(signIn) ?? 'nothing'}"` }))}</fieldset>
${forKind('email', emailField(definition, given.email, wrong))}
${forKind('userName', userNameField(definition, given.userName, wrong))}
${forKind('clientId', clientIdField(definition, given.clientId, wrong))}
${field({ name: secretField, label: 'Secret', hints: ['It is stored encrypted, and never shown again.'], problems: wrong }, (attributes) => html`<input${attributes} type="password" required maxlength="10000" autocomplete="off">`)}
<div data-for="expiry">${field({ name: 'expires', label: 'Expires on', hints: ['If you know it: admins are warned 30 days, 7 days and 1 day before.'], problems: wrong }, (attributes) => html`<input${attributes} type="date" value="${given.expires}">`)}</div>
<button>Check and connect</button>
</form></div>`
}

/** Shown with the kinds of secret that need it (style.css). */
function forKind(need: AccountKind, control: Html | null): Html | null {
  return control === null ? null : html`<div data-for="${need}">${control}</div>`
}

function emailField(
  definition: TrackerDefinition,
  email: string,
  problems: readonly FormProblem[],
): Html | null {
  const hints = neededFor(definition, 'email')
  if (hints.length === 0) return null
  return field(
    { name: 'email', label: 'E-mail of the account', hints, problems },
    // No type="email": a browser would refuse a form for what stands in a field that it doesn't show.
    (attributes) =>
      html`<input${attributes} inputmode="email" value="${email}" maxlength="300" autocomplete="off">`,
  )
}

function userNameField(
  definition: TrackerDefinition,
  userName: string,
  problems: readonly FormProblem[],
): Html | null {
  const hints = neededFor(definition, 'userName')
  if (hints.length === 0) return null
  return field(
    { name: 'userName', label: 'User name of the account', hints, problems },
    (attributes) =>
      html`<input${attributes} value="${userName}" maxlength="300" autocomplete="off" spellcheck="false">`,
  )
}

function clientIdField(
  definition: TrackerDefinition,
  clientId: string,
  problems: readonly FormProblem[],
): Html | null {
  const hints = neededFor(definition, 'clientId')
  if (hints.length === 0) return null
  return field(
    {
      name: 'clientId',
      label: 'Client id of the app',
      hints: [...hints, 'The secret is then its client secret.'],
      problems,
    },
    (attributes) =>
      html`<input${attributes} value="${clientId}" maxlength="300" autocomplete="off" spellcheck="false">`,
  )
}

function hintsOf(signIn: SignIn, callbackUrl: string): (Html | string)[] {
  const callback = html`The app’s callback URL: <code>${outside(callbackUrl)}</code>`
  return [madeAtView(signIn), ...signIn.rights, ...(signIn.oauth === undefined ? [] : [callback])]
}

/** Where a secret is made, in a tab of its own: what was typed here stays. */
export function madeAtView({ madeAt, madeAtUrl }: Pick<SignIn, 'madeAt' | 'madeAtUrl'>): Html {
  if (madeAtUrl === undefined) return html`${madeAt}`
  const [before, after] = madeAt.split(madeAtUrl)
  return html`${before}<a href="${madeAtUrl}" target="_blank" rel="noreferrer">${madeAtUrl}<span class="unseen"> (in a new tab)</span></a>${after}`
}

/** Which sign-ins need this beside the secret, as a hint, which is for browsers that show it beside the others too; empty for none. */
function neededFor({ signIns }: TrackerDefinition, accountKind: AccountKind): Html[] {
  const names = signIns.filter((signIn) => accountKindOf(signIn) === accountKind).map(signInName)
  return names.length === 0 ? [] : [html`<span class="needed">Needed for: ${names.join(', ')}.</span>`]
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
