import { readFileSync } from 'node:fs'
import { bucketColours, darkPalette, lightPalette } from '../../../domain/palette.ts'

/** The site's one style sheet: the colours of domain/palette.ts as custom properties, then style.css, which names no colour itself. */
export function styleSheet(): string {
  const own = readFileSync(new URL('style.css', import.meta.url), 'utf8')
  const shared = properties({ ...lightPalette, ...bucketColours })
  return `:root {${shared}}\n@media (prefers-color-scheme: dark) { :root {${properties({ ...darkPalette })}} }\n@media print { :root {${shared}} }\n${own}`
}

function properties(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(
      ([name, colour]) => ` --${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${colour};`,
    )
    .join('')
}
