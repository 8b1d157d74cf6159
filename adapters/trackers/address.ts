import { TrackerRequestError } from './errors.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * An address as people type or paste it: without a scheme it is https, on this machine http.
 * @returns null for what is no address, and for one that holds a password: `parseTrackerUrl` refuses both
 */
export function readPastedUrl(text: string): URL | null {
  const trimmed = withoutBrackets(text.trim()).replace(/^(https?)(?::\/?(?!\/)|\/\/)/i, '$1://')
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)
  const [host = ''] = trimmed.split(/[/?#]/)
  const isHere = loopbackHosts.has(host.replace(/:\d+$/, '').toLowerCase())
  const url = URL.parse(hasScheme ? trimmed : `${isHere ? 'http' : 'https'}://${trimmed}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return null
  if (/[^a-z0-9.:[\]_-]/.test(url.hostname)) return null
  // The dot of a name that is complete: certificates and cookies know the name without it.
  url.hostname = url.hostname.replace(/\.$/, '')
  url.pathname = url.pathname.replace(/\/{2,}/g, '/')
  return url
}

/** As mails and chats write addresses: <…>, "…", (…), and the comma of the sentence after them. */
function withoutBrackets(text: string): string {
  const bare = text.replace(/[,;]+$/, '')
  const inside = /^(?:<([^<>]*)>|"([^"]*)"|'([^']*)'|\(([^()]*)\))$/.exec(bare)
  return (inside?.slice(1).find((part) => part !== undefined) ?? bare).trim()
}

interface AddressRules {
  /** The tracker's name in messages. */
  readonly label: string
  /** An address as it should look, for the message. */
  readonly example: string
  /** Allows plain http to other machines. Defaults to false. */
  readonly allowInsecure?: boolean
}

/**
 * Checks a connection's address before any credential is sent to it. A path is kept.
 *
 * Messages never repeat the address: it may hold a password.
 * @throws TrackerRequestError unless it is https, or http to this machine, without credentials, query or fragment
 */
export function parseTrackerUrl(text: string, { label, example, allowInsecure = false }: AddressRules): URL {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new TrackerRequestError(`${label}'s address isn't a web address; write it like ${example}.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new TrackerRequestError(
      `${label}'s address contains a user name or password; write it like ${example}, and give the credentials separately.`,
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new TrackerRequestError(
      `${label}'s address contains a query or a fragment; write it like ${example}.`,
    )
  }
  if (url.protocol === 'http:' && !allowInsecure && !loopbackHosts.has(url.hostname)) {
    throw new TrackerRequestError(
      `${label}'s address must begin with https: credentials would cross the network unencrypted to ${url.hostname}.`,
    )
  }
  return url
}
