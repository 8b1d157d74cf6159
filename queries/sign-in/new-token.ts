import { randomBytes } from 'node:crypto'

/** 256 random bits that fit into a path, a cookie and a form. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}
