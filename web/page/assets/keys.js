// One key presses the button or link that names it: <button data-key="k">. Never while somebody types, and each page answers once.
const switchName = 'plumbline-keys'
let isAnswered = false

function areOn() {
  return localStorage.getItem(switchName) !== 'off'
}

for (const box of document.querySelectorAll('input[data-keys-switch]')) {
  box.checked = areOn()
  box.addEventListener('change', () => {
    localStorage.setItem(switchName, box.checked ? 'on' : 'off')
    document.documentElement.classList.toggle('keys', areOn())
  })
}
document.documentElement.classList.add('scripts')
document.documentElement.classList.toggle('keys', areOn())

addEventListener('pageshow', () => {
  isAnswered = false
})

addEventListener('keydown', (event) => {
  if (!areOn() || isAnswered || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  // A capital letter that is held down for it is somebody's own shortcut; "?" needs the key on most keyboards.
  if (event.shiftKey && /^\p{L}$/u.test(event.key)) return
  if (event.target instanceof Element && event.target.closest('textarea, select, input:not([type=checkbox])'))
    return
  const named = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  if (named === null) return
  event.preventDefault()
  isAnswered = true
  named.click()
})
