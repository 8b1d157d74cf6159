import { createPrivateKey, X509Certificate } from 'node:crypto'
import { ConfigError } from './config-error.ts'
import { readNamedFile } from './named-file.ts'

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
  const bytes = readNamedFile(variable, path)
  try {
    kind.parse(bytes)
  } catch {
    // OpenSSL's own words tell nothing that helps, and may quote the file.
    throw new ConfigError(`${variable} names ${path}, which holds no ${kind.name} in PEM that can be read`)
  }
  return bytes
}

const sslFiles = [
  ['sslrootcert', isCertificate],
  ['sslcert', isCertificate],
  ['sslkey', isPrivateKey],
] as const

/** Looks at the certificate and key files that DATABASE_URL names. @throws ConfigError for one that is of no use */
export function checkDatabaseFiles(databaseUrl: string): void {
  const { searchParams } = new URL(databaseUrl)
  for (const [name, kind] of sslFiles)
    pemFile(`${name} in DATABASE_URL`, searchParams.get(name) || null, kind)
}
