/** Text from outside: characters that nobody sees, but that turn others around or hide them, are shown as what they are. */

// Controls, zero-width space, marks and overrides of direction, separators, byte-order mark, tags. The joiners
// U+200C and U+200D stay: whole scripts and emoji need them.
// eslint-disable-next-line no-control-regex -- finding them is the point
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** The text with each such character as `⟨U+202E⟩`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `⟨U+${hex(character)}⟩`);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
