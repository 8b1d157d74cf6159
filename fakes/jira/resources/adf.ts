/** Plain text as an Atlassian Document: a paragraph per block of lines, a hard break per line, lists as lists. */
export function adfOf(text: string): object | null {
  const blocks = text.split(/\n{2,}/).filter((block) => block.trim() !== '')
  if (blocks.length === 0) return null
  return { type: 'doc', version: 1, content: blocks.map(blockOf) }
}

function blockOf(block: string): object {
  const lines = block.split('\n')
  if (!lines.every((line) => /^[-*] /.test(line))) return { type: 'paragraph', content: linesOf(lines) }
  return {
    type: 'bulletList',
    content: lines.map((line) => ({
      type: 'listItem',
      content: [{ type: 'paragraph', content: linesOf([line.slice(2)]) }],
    })),
  }
}

function linesOf(lines: readonly string[]): object[] {
  const content: object[] = []
  for (const [index, line] of lines.entries()) {
    if (index > 0) content.push({ type: 'hardBreak' })
    // ADF refuses empty text nodes.
    if (line !== '') content.push({ type: 'text', text: line })
  }
  return content
}
