import { ConfigError } from './config-error.ts'

const assignment = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/s
const quoted = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)")\s*(?:#.*)?$/s
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/**
 * Parses a `.env` file: `NAME=value` a line, `export ` before it allowed. A `#` begins a comment at the start of a line or
 * after a space; in quotes it belongs to the value. Single quotes keep all as it is, double quotes know \n, \r, \t, \" and
 * \\. Line ends may be those of Windows, and the last of two lines with the same name counts.
 * @throws ConfigError with every line that can't be read; it never shows a value
 */
export function parseEnvFile(text: string, fileName: string): Record<string, string> {
  const values: Record<string, string> = {}
  const problems: string[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const [, name, written = ''] = assignment.exec(trimmed) ?? []
    const value = name === undefined ? null : parseValue(written)
    if (name === undefined) problems.push(`${fileName}:${index + 1} is not of the form NAME=value`)
    else if (value === null) problems.push(`${fileName}:${index + 1} ${name}: its quotes are not closed`)
    else values[name] = value
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return values
}

/** Null where quotes are not closed. */
function parseValue(written: string): string | null {
  if (!/^['"]/.test(written)) return written.replace(/(^|\s+)#.*$/s, '').trim()
  const [, single, double] = quoted.exec(written) ?? []
  if (single !== undefined) return single
  return double?.replaceAll(/\\(.)/gs, (_all, letter: string) => escapes[letter] ?? letter) ?? null
}
