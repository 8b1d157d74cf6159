import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileError } from '../adapters/files/file-error.ts'
import { ConfigError } from './config.ts'

interface PemKind {
  readonly name: string
  /** Throws for anything else. */
  readonly parse: (bytes: Buffer) => unknown
}

export const isCertificate: PemKind = {
  name: 'certificate',
  parse: (bytes) => new X509Certificate(bytes),
}

export const isPrivateKey: PemKind = { name: 'private key', parse: (bytes) => createPrivateKey(bytes) }

/** The bytes of the PEM file that a variable names; null where it names none. @throws ConfigError which names both */
export function pemFile(variable: string, path: string | null, kind: PemKind): Buffer | null {
  if (path === null) return null
  const bytes = read(variable, path)
  try {
    kind.parse(bytes)
  } catch {
    // OpenSSL's own words tell nothing that helps, and may quote the file.
    throw new ConfigError(`${variable} names ${path}, which holds no ${kind.name} in PEM that can be read`)
  }
  return bytes
}

function read(variable: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const known = fileError(error, path, 'read')
    if (known === error || !(known instanceof Error)) throw error
    throw new ConfigError(`${variable} names a file that can't be used: ${known.message}`)
  }
}
