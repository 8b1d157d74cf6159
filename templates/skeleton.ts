import { readFile } from 'node:fs/promises'

/** A compiled layout: HTML with `@@slots@@` and blocks that can be left out. */
export type Skeleton = string

const compiling = new Map<string, Promise<Skeleton>>()

/** The layout of a kind of mail, compiled from MJML on first use; it holds no text from outside. */
export function skeletonOf(kind: 'edition' | 'notice'): Promise<Skeleton> {
  const compiled = compiling.get(kind) ?? compile(`${kind}.mjml`)
  compiling.set(kind, compiled)
  return compiled
}

async function compile(body: string): Promise<Skeleton> {
  // Loaded where a mail is rendered: it takes a third of a second.
  const { default: mjml2html } = await import('mjml')
  // All mails have one head: its styles.
  const parts = ['head.mjml', body].map((name) => readFile(new URL(name, import.meta.url), 'utf8'))
  const source = `<mjml lang="en" dir="ltr">\n${(await Promise.all(parts)).join('')}</mjml>`
  // Without `fonts: {}` a name such as Roboto makes MJML load it from a third party, who then sees each reader.
  const { html } = await mjml2html(source, { validationLevel: 'strict', fonts: {} })
  // Indentation is a third of the bytes, and mail clients clip by bytes.
  return html.replace(/\n\s+/g, '\n')
}

/** Slots that are `null` lose their block, from `<!--if name-->` to `<!--end name-->`; the others are safe HTML. */
export type Slots = Readonly<Record<string, string | null>>

/**
 * Puts safe HTML into a skeleton in a single pass, so that what was put in is never read as a slot itself.
 * A slot that the skeleton has and `slots` hasn't is a bug and throws.
 */
export function filled(skeleton: Skeleton, slots: Slots): string {
  const withBlocks = skeleton.replace(
    /<!--if (\w+)-->([\s\S]*?)<!--end \1-->/g,
    (_, name: string, block: string) => (slots[name] === null ? '' : block),
  )
  return withBlocks.replace(/@@(\w+)@@/g, (_, name: string) => {
    const html = slots[name]
    if (html === undefined || html === null)
      throw new Error(`The layout has a slot "${name}" without content`)
    return html
  })
}
