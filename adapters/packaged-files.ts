import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { suggestionModelSchema } from '../domain/classify/suggest/model.ts'
import { type Suggest, suggestionsBy } from '../domain/classify/suggest/suggest.ts'

const manifestSchema = z.object({ version: z.string() })

/** The rule file that holds until an admin imports another. */
export function readDefaultRules(): string {
  return readFileSync(new URL('../rules/default.yaml', import.meta.url), 'utf8')
}

let suggest: Suggest | null = null

/** Suggests categories by the model that ships with Plumbline; read once. */
export function packagedSuggestions(): Suggest {
  const file = new URL('../rules/suggestion-model.json', import.meta.url)
  suggest ??= suggestionsBy(suggestionModelSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))
  return suggest
}

/** Plumbline's own version. */
export function codeVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return manifestSchema.parse(JSON.parse(manifest)).version
}
