import { formTokenField } from '../../web/page/form/form.ts'

/** What a browser without scripts does: keeps cookies, follows nothing by itself, sends the forms that a page shows. */
export class PlainBrowser {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#send(path, { headers })
  }

  /** Loads a page, and sends its form to `action` with these fields. */
  async submit(
    page: string,
    action: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const text = await (await this.get(page)).text()
    const form = new RegExp(`<form method="post" action="${action}">.*?value="([^"]+)"`, 's').exec(text)
    if (form === null) throw new Error(`${page} has no form to ${action}:\n${text}`)
    return this.post(action, { [formTokenField]: form[1] ?? '', ...fields })
  }

  /** Sends a form as this browser would, with whatever fields and headers. */
  post(
    path: string,
    fields: Readonly<Record<string, string>> | FormData,
    headers: Readonly<Record<string, string>> = { origin: this.#origin },
  ): Promise<Response> {
    const body = fields instanceof FormData ? fields : new URLSearchParams(fields)
    return this.#send(path, { method: 'POST', body, headers })
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...(cookie === '' ? {} : { cookie }) }
    const response = await fetch(new URL(path, this.#origin), { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || line.includes('Max-Age=0')) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return response
  }
}

/** A browser that is signed in by a link. */
export async function signedIn(origin: string, token: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser(origin)
  const path = `/sign-in/link/${token}`
  const response = await browser.submit(path, path)
  if (response.status !== 303) throw new Error(`the link was answered with ${response.status}`)
  return browser
}
