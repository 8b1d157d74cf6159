import { type SignIn, signInName, type TrackerDefinition } from '../../adapters/trackers/definition.ts'
import type { SiteChoice } from '../../adapters/trackers/oauth/choose-site.ts'
import type { OAuthSite } from '../../adapters/trackers/oauth/flow.ts'
import type { TrackerScope } from '../../adapters/trackers/tracker.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { ConnectionCheck } from '../../queries/connections/check-connection.ts'

const mostNames = 20

/** Projects or teams by key and name, the first twenty. */
export function scopeNames(scopes: readonly TrackerScope[]): string {
  const names = scopes.slice(0, mostNames).map(({ key, name }) => `${key} (${plainText(name)})`)
  return scopes.length > mostNames
    ? `${names.join(', ')} and ${grouped(scopes.length - mostNames)} more`
    : names.join(', ')
}

/** Why what was wanted can't be read, and what can. */
export function checkText(
  check: Exclude<ConnectionCheck, { kind: 'fits' }>,
  { scopeNoun }: TrackerDefinition,
  signIn: SignIn,
): string {
  const name = signInName(signIn)
  const act = signIn.oauth === undefined ? `make the ${name} there` : 'sign in there'
  switch (check.kind) {
    case 'other site':
      return `the address is that of “${check.wanted}”, but the ${name} belongs to “${plainText(check.found)}”: ${act}, or give the other address`
    case 'scopes not seen':
      return `the account can’t see ${check.lostKeys.join(', ')}; the ${scopeNoun.plural} it sees: ${scopeNames(check.visible)}`
  }
}

/** Why a sign-in by OAuth reads none of the sites that it opens, and which one would be read. */
export function siteText(choice: Exclude<SiteChoice, { kind: 'chosen' }>, label: string): string {
  switch (choice.kind) {
    case 'none':
      return `the sign-in gives access to no site with ${label}: sign in as somebody who uses one, and allow the app to read it`
    case 'other site':
      return `the sign-in gives access to ${siteNames(choice.sites)}, but not to the address that was given: choose that site at ${label} when you sign in, or give the other address`
    case 'several':
      return `the sign-in gives access to several sites, ${siteNames(choice.sites)}: give the address of one`
  }
}

function siteNames(sites: readonly OAuthSite[]): string {
  return sites.map(({ name, url }) => plainText(name === '' ? url : `${name} (${url})`)).join(', ')
}

/** What comes of a sign-in that the tracker ends with an error of OAuth. */
export function refusedSignInText(error: string, label: string): string {
  if (error === 'access_denied')
    return `the app was not allowed to read at ${label}, so nothing was connected`
  return error === 'server_error' || error === 'temporarily_unavailable'
    ? `${label} failed during the sign-in (${error}), so nothing was connected: try again later`
    : `${label} refused the sign-in (${error}): check that the app has the scopes and the callback URL that connect asks for`
}
