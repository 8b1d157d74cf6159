/**
 * Draws docs/architecture.svg from the imports that the code really has: `node setup/draw-architecture.ts`.
 * Floors are the top folders, rooms the folders in them. An arrow is drawn where no longer way leads there;
 * a dashed one imports types only.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

const projectFolder = join(import.meta.dirname, '..')

const purposes = {
  demo: 'the made-up company and its story',
  fakes: 'trackers that behave like the originals',
  cli: 'plumbline: a command a file or folder',
  start: 'npm start: worker and pages in one',
  web: 'pages: a folder each',
  worker: 'the process: settings, wiring, schedules',
  wording: 'what commands and pages say alike',
  queries: 'what a person may ask, answered once',
  embedded: 'our own child servers',
  workflows: 'the durable order of steps',
  activities: 'a folder a stage: load, decide, save',
  adapters: 'one outside system a folder',
  templates: 'the layout of a mail',
  domain: 'every decision and formula, pure',
} as const

type Floor = keyof typeof purposes

interface Arrow {
  readonly from: Floor
  readonly to: Floor
  readonly typesOnly: boolean
}

/** The picture as SVG text; the same tree gives the same bytes. */
export async function architectureSvg(): Promise<string> {
  const floors = floorsOfTree()
  const arrows = withoutDetours(await importsBetween(floors))
  return draw(levelsOf(floors, arrows), arrows)
}

function floorsOfTree(): Floor[] {
  return Object.keys(purposes).filter((name): name is Floor => existsSync(join(projectFolder, name)))
}

function roomsOf(floor: Floor): string[] {
  return readdirSync(join(projectFolder, floor), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

async function importsBetween(floors: readonly Floor[]): Promise<Arrow[]> {
  const options = await extractDepcruiseOptions(join(projectFolder, '.dependency-cruiser.mjs'))
  const { output } = await cruise([...floors], { ...options, baseDir: projectFolder, validate: false })
  if (typeof output === 'string') throw new Error('The checker gave text instead of the modules.')
  const found = new Map<string, Arrow>()
  for (const { source, dependencies } of output.modules) {
    const from = floors.find((floor) => source.startsWith(`${floor}/`))
    for (const { resolved, dependencyTypes } of dependencies) {
      const to = floors.find((floor) => resolved.startsWith(`${floor}/`))
      if (from === undefined || to === undefined || from === to) continue
      const typesOnly =
        dependencyTypes.includes('type-only') && (found.get(`${from} ${to}`)?.typesOnly ?? true)
      found.set(`${from} ${to}`, { from, to, typesOnly })
    }
  }
  return [...found.values()]
}

/** Leaves out each arrow whose end is also reached by a longer way. */
function withoutDetours(arrows: readonly Arrow[]): Arrow[] {
  const reaches = (from: Floor, to: Floor): boolean =>
    arrows.some((arrow) => arrow.from === from && (arrow.to === to || reaches(arrow.to, to)))
  return arrows.filter(
    ({ from, to }) =>
      !arrows.some((other) => other.from === from && other.to !== to && reaches(other.to, to)),
  )
}

/** Each floor stands right below the lowest of those that import it. */
function levelsOf(floors: readonly Floor[], arrows: readonly Arrow[]): Floor[][] {
  const depthOf = (floor: Floor): number =>
    Math.max(0, ...arrows.filter(({ to }) => to === floor).map(({ from }) => depthOf(from) + 1))
  const levels: Floor[][] = []
  for (const floor of floors) {
    const depth = depthOf(floor)
    while (levels.length <= depth) levels.push([])
    levels[depth]?.push(floor)
  }
  return levels
}

const box = { width: 300, height: 58, lineHeight: 16, gapX: 30, gapY: 46, margin: 20 }
/** What surely fits into a box, whatever the font. */
const lettersInLine = 46

function draw(levels: readonly (readonly Floor[])[], arrows: readonly Arrow[]): string {
  const widest = Math.max(...levels.map((level) => level.length))
  const width = widest * (box.width + box.gapX) - box.gapX + 2 * box.margin
  const places = new Map<Floor, { readonly x: number; readonly y: number }>()
  let y = box.margin
  for (const level of levels) {
    const left = (width - (level.length * (box.width + box.gapX) - box.gapX)) / 2
    for (const [column, floor] of level.entries())
      places.set(floor, { x: left + column * (box.width + box.gapX), y })
    y += Math.max(...level.map(heightOf)) + box.gapY
  }
  const height = y - box.gapY + box.margin
  const boxes = [...places].map(([floor, place]) => drawBox(floor, place.x, place.y))
  const lines = arrows.map(({ from, to, typesOnly }) => {
    const start = places.get(from)
    const end = places.get(to)
    if (start === undefined || end === undefined) throw new Error(`${from} or ${to} has no place`)
    const lean = (end.x - start.x) / 6
    const middle = box.width / 2
    return `<line x1="${start.x + middle + lean}" y1="${start.y + heightOf(from)}" x2="${end.x + middle - lean}" y2="${end.y - 2}"${typesOnly ? ' stroke-dasharray="5 4"' : ''}/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" role="img" aria-label="Plumbline's floors and rooms; every arrow runs down">
<defs><marker id="head" markerWidth="9" markerHeight="9" refX="7" refY="4" orient="auto"><path d="M0 0 8 4 0 8z" fill="#57606a"/></marker></defs>
<rect width="100%" height="100%" fill="#ffffff"/>
<g stroke="#57606a" stroke-width="1.3" marker-end="url(#head)">
${lines.join('\n')}
</g>
${boxes.join('\n')}
</svg>
`
}

/** A floor's rooms, in as many lines as its box needs. */
function roomLines(floor: Floor): string[] {
  const lines: string[] = []
  for (const room of roomsOf(floor)) {
    const longer = `${lines.at(-1) ?? ''} · ${room}`
    if (lines.length > 0 && longer.length <= lettersInLine) lines.splice(-1, 1, longer)
    else lines.push(room)
  }
  return lines
}

function heightOf(floor: Floor): number {
  return box.height + box.lineHeight * roomLines(floor).length
}

function drawBox(floor: Floor, x: number, y: number): string {
  const texts = [
    `<text x="${x + 14}" y="${y + 24}" font-size="16" font-weight="600" fill="#1f2328">${floor}/</text>`,
    `<text x="${x + 14}" y="${y + 43}" font-size="12" fill="#1f2328">${purposes[floor]}</text>`,
    ...roomLines(floor).map(
      (line, row) =>
        `<text x="${x + 14}" y="${y + 61 + row * box.lineHeight}" font-size="11" fill="#57606a">${line}</text>`,
    ),
  ]
  return `<g><rect x="${x}" y="${y}" width="${box.width}" height="${heightOf(floor)}" rx="6" fill="#f6f8fa" stroke="#57606a"/>
${texts.join('\n')}</g>`
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(projectFolder, 'docs', 'architecture.svg'), await architectureSvg())
