/** The joiners are format characters too, and belong to the spelling of Persian, of scripts of India, and of emoji. */
const unsafe = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029])+/gu

/**
 * Makes a text from outside (a title, a server's reply) safe for a terminal: one line, without control characters (C0,
 * DEL, C1), bidi and other format characters, or line separators, by which it could repaint the screen.
 */
export function plainText(text: string): string {
  return text.replaceAll(unsafe, ' ')
}

/** The same for a text of several lines, which stay apart. */
export function plainLines(text: string): string {
  return text.split(/\r?\n/).map(plainText).join('\n')
}

/** JSON text in which those characters are escaped: it means the same, and a terminal can show it. */
export function plainJson(json: string): string {
  return json.replaceAll(/[\p{Cf}\u007f-\u009f\u2028\u2029]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
