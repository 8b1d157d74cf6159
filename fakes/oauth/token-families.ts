import { randomBytes } from 'node:crypto'
import type { Instant } from '../../domain/instant.ts'

export interface TokenAnswer {
  readonly accessToken: string
  readonly refreshToken: string | null
  /** Seconds. */
  readonly expiresIn: number
  readonly scopes: readonly string[]
}

/** All tokens that follow from one sign-in. */
interface Family {
  readonly scopes: readonly string[]
  isRevoked: boolean
}

interface Lifetimes {
  readonly accessTokenSeconds: number
  readonly reuseSeconds: number
}

/** Tokens by sign-in; each refresh token works once, and for a while after that where the server allows it. */
export class TokenFamilies {
  readonly #lifetimes: Lifetimes
  readonly #now: () => Instant
  readonly #access = new Map<string, { readonly family: Family; expiresAt: Instant }>()
  readonly #refresh = new Map<string, { readonly family: Family; usedAt: Instant | null }>()

  constructor(lifetimes: Lifetimes, now: () => Instant) {
    this.#lifetimes = lifetimes
    this.#now = now
  }

  begin(scopes: readonly string[], isRenewable: boolean): TokenAnswer {
    return this.#next({ scopes, isRevoked: false }, isRenewable)
  }

  /** Null for a token that isn't known, was revoked, or was used before, which revokes every token of its sign-in. */
  renew(refreshToken: string): TokenAnswer | null {
    const known = this.#refresh.get(refreshToken)
    if (known === undefined || known.family.isRevoked) return null
    const { family, usedAt } = known
    if (usedAt !== null && this.#now() - usedAt >= this.#lifetimes.reuseSeconds * 1000) {
      family.isRevoked = true
      return null
    }
    known.usedAt ??= this.#now()
    return this.#next(family, true)
  }

  /** Null for a token that opens nothing. */
  scopesOf(accessToken: string): readonly string[] | null {
    const known = this.#access.get(accessToken)
    if (known === undefined || known.family.isRevoked || known.expiresAt <= this.#now()) return null
    return known.family.scopes
  }

  /** Makes every access token worthless before its time, and leaves refresh tokens as they are. */
  expireAccess(): void {
    for (const known of this.#access.values()) known.expiresAt = 0
  }

  /** As when somebody withdraws the app's access. */
  revokeAll(): void {
    for (const { family } of this.#access.values()) family.isRevoked = true
  }

  #next(family: Family, isRenewable: boolean): TokenAnswer {
    const { accessTokenSeconds } = this.#lifetimes
    const accessToken = `access-${randomBytes(16).toString('hex')}`
    this.#access.set(accessToken, { family, expiresAt: this.#now() + accessTokenSeconds * 1000 })
    const refreshToken = isRenewable ? `refresh-${randomBytes(16).toString('hex')}` : null
    if (refreshToken !== null) this.#refresh.set(refreshToken, { family, usedAt: null })
    return { accessToken, refreshToken, expiresIn: accessTokenSeconds, scopes: family.scopes }
  }
}
