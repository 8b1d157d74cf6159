// A problem's link selects the line that it names in the text area that it leads to: <a href="#yaml" data-line="3" data-column="5">.
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-line]') : null
  const text = link === null ? null : document.getElementById(link.hash.slice(1))
  if (!(text instanceof HTMLTextAreaElement)) return
  event.preventDefault()
  text.closest('details')?.setAttribute('open', '')
  const lines = text.value.split('\n')
  const at = Math.min(Number(link.dataset.line), lines.length) - 1
  const start = lines.slice(0, at).reduce((sum, each) => sum + each.length + 1, 0)
  const column = Math.min(Number(link.dataset.column ?? 1) || 1, lines[at].length + 1)
  text.focus({ preventScroll: true })
  text.setSelectionRange(start + column - 1, start + lines[at].length)
  const style = getComputedStyle(text)
  text.scrollTop = Number.parseFloat(style.lineHeight) * at - text.clientHeight / 3
  text.scrollLeft = 0
  text.scrollIntoView({ block: 'center' })
})
