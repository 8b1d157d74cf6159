import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { bucketColours } from '../../../domain/palette.ts'
import { styleSheet } from './style.ts'

export interface Asset {
  readonly contentType: string
  readonly body: string
}

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M8 0v8" stroke="${bucketColours.uncategorised}" stroke-width="1.5"/><path d="M8 16 4.5 9.5 8 7l3.5 2.5z" fill="${bucketColours.roadmap}"/></svg>`

/** htmx as npm ships it: served from our own origin, and without its style in the head, which our policy refuses. */
const htmxFile = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js')

const keysScript = readFileSync(new URL('keys.js', import.meta.url), 'utf8')
const linesScript = readFileSync(new URL('lines.js', import.meta.url), 'utf8')

const contents = {
  'style.css': { contentType: 'text/css; charset=utf-8', body: styleSheet() },
  'htmx.js': { contentType: 'text/javascript; charset=utf-8', body: readFileSync(htmxFile, 'utf8') },
  'keys.js': { contentType: 'text/javascript; charset=utf-8', body: keysScript },
  'lines.js': { contentType: 'text/javascript; charset=utf-8', body: linesScript },
  'icon.svg': { contentType: 'image/svg+xml', body: icon },
} as const satisfies Readonly<Record<string, Asset>>

type AssetName = keyof typeof contents

/** Its path changes with its content, so that browsers may keep it for ever. */
export function assetPath(name: AssetName): string {
  return `/assets/${createHash('sha256').update(contents[name].body).digest('hex').slice(0, 12)}/${name}`
}

const byPath: ReadonlyMap<string, Asset> = new Map(
  Object.entries({
    [assetPath('style.css')]: contents['style.css'],
    [assetPath('htmx.js')]: contents['htmx.js'],
    [assetPath('keys.js')]: contents['keys.js'],
    [assetPath('lines.js')]: contents['lines.js'],
    [assetPath('icon.svg')]: contents['icon.svg'],
  }),
)

/** Null for any other path. */
export function findAsset(path: string): Asset | null {
  return byPath.get(path) ?? null
}
