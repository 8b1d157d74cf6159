/**
 * A mail as Word draws it, which is Outlook's engine on Windows: its conditional parts are read, and CSS that it doesn't know is
 * dropped from the elements: widths, heights, padding and backgrounds of anything but tables and cells (and the padding of what is
 * inline), limits of width, round corners, margins of tables, and queries of media.
 */
export function asWordDraws(html: string): string {
  return html
    .replace(/<!--\[if !mso[^\]]*\]><!-->[\s\S]*?<!--<!\[endif\]-->/g, '')
    .replace(/<!--\[if (?:\(?gte )?mso[^\]]*\]>([\s\S]*?)<!\[endif\]-->/g, '$1')
    .replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
    .replace(
      /<(\w+)([^>]*?) style="([^"]*)"/g,
      (_, tag: string, before: string, style: string) =>
        `<${tag}${before} style="${knownToWord(tag, style)}"`,
    )
}

const everywhereUnknown =
  /^(?:max-|min-|border-radius|overflow|word-break|display: ?inline-block|background-image|direction)/
const ofBlocksUnknown = /^(?:width|height|padding|background)/
const blocks = ['div', 'p', 'h1', 'h2', 'ol', 'ul', 'li', 'a', 'span', 'img']

function knownToWord(tag: string, style: string): string {
  return style
    .split(';')
    .map((each) => each.trim())
    .filter((each) => !everywhereUnknown.test(each))
    .filter((each) => !(blocks.includes(tag) && ofBlocksUnknown.test(each)))
    .filter((each) => !(tag === 'table' && each.startsWith('margin')))
    .join(';')
}
