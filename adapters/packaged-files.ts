import { readFileSync } from 'node:fs'
import { z } from 'zod'

const manifestSchema = z.object({ version: z.string() })

/** The rule file that holds until an admin imports another. */
export function readDefaultRules(): string {
  return readFileSync(new URL('../rules/default.yaml', import.meta.url), 'utf8')
}

/** Plumbline's own version, kept with every effort run. */
export function codeVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return manifestSchema.parse(JSON.parse(manifest)).version
}
