/** What the tests use of the library, which ships no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export default class Provider {
    constructor(issuer: string, configuration: unknown)
    callback(): RequestListener
  }
}
