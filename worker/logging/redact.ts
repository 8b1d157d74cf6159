import { trackers } from '../../adapters/trackers/registry.ts'

/** Variables whose value is a secret by their name, besides those of the trackers. */
const secretVariable = /(?:TOKEN|KEY|SECRET|PASSWORD|CREDENTIALS?)$/i
/** Variables whose value is a secret as a whole where it can't be parsed as a URL. */
const urlVariables: readonly string[] = ['DATABASE_URL', 'SMTP_URL', 'MAIL_BOUNCES_URL']
const secretNames = 'token|secret|password|passwd|pwd|api[_-]?key|signature|credentials?|jwt'

/** `scheme://user:password@`, also where the password holds a character that should have been encoded. */
const userInfo = /([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#"<>]+|[^\s/?#@"<>]*:[^\s"<>]*)@/gi
/** The same in a URL that is itself a value in another one. */
const encodedUserInfo = /([a-z][a-z0-9+.-]*%3a%2f%2f)[^\s&"<>]*%40/gi
/** `?token=…`, `&api_key=…` in a URL, and `password=…` in a driver's list of settings. */
const namedSecret = new RegExp(
  `(\\b[\\w-]*(?:${secretNames})[\\w-]*(?:=|%3d))(?:'[^']*'|"[^"]*"|[^\\s&#"'<>]+)`,
  'gi',
)
const authorization = /(\bauthorization["']?\s*[:=]\s*["']?(?:(?:Basic|Bearer)\s+)?)[^\s"',]+/gi

/** A shorter one is a placeholder, and taking it out would garble every word that holds it. */
const shortestSecret = 6

/**
 * Takes credentials out of a text: the secrets of the environment in any spelling, and whatever stands where a URL, a
 * query or a header keeps one. A last net: messages hold no secret by design.
 */
export function redact(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return secretsOf(environment)
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, '***'), text)
    .replaceAll(userInfo, '$1***@')
    .replaceAll(encodedUserInfo, '$1***%40')
    .replaceAll(authorization, '$1***')
    .replaceAll(namedSecret, '$1***')
}

/** The longest first: one may hold another. */
function secretsOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  const ofTrackers = new Set(trackers.secretVariables())
  const values = Object.entries(environment).flatMap(([name, value = '']) =>
    secretVariable.test(name) || ofTrackers.has(name) ? [value] : passwordsIn(name, value),
  )
  const spellings = new Set(values.filter((value) => value.length >= shortestSecret).flatMap(spellingsOf))
  return [...spellings].toSorted((a, b) => b.length - a.length)
}

function passwordsIn(name: string, value: string): string[] {
  const url = value.includes('://') ? URL.parse(value) : null
  if (url === null) return urlVariables.includes(name) ? [value] : []
  const named = [...url.searchParams].filter(([key]) => new RegExp(secretNames, 'i').test(key))
  return [url.password, ...named.map(([, each]) => each)]
}

/** As it is, decoded, encoded, within JSON, and as a mail server's or an HTTP login has it. */
function spellingsOf(secret: string): string[] {
  const plain = decoded(secret)
  return [...new Set([secret, plain])].flatMap((each) => [
    each,
    encodeURIComponent(each.toWellFormed()),
    encodeURI(each.toWellFormed()),
    JSON.stringify(each).slice(1, -1),
    btoa(String.fromCharCode(...new TextEncoder().encode(each))),
  ])
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
