/** How many columns a text takes on a terminal, near enough: one for each code point, two for East Asian ones. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += isWide(character) ? 2 : 1;
  return width;
}

function isWide(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u{FF01}-\u{FF60}\p{Emoji_Presentation}]/u.test(
    character,
  );
}

/** The text, cut to a width with an ellipsis where it is longer. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let taken = 1;
  for (const character of text) {
    taken += widthOf(character);
    if (taken > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

const NO_BREAK = '\u{A0}';

/** The text as one word, as far as {@link wrap} is concerned. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', NO_BREAK);
}

/** The text in lines of at most `width` columns, broken at blanks; a word that is longer stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => each.replaceAll(NO_BREAK, ' '));
}
