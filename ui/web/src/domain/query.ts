/** Queries as text: what a filter writes into one, and reads out of it. What it means only the server knows. */

/** The pieces of a query that stand beside each other: quotes and parentheses hold together what is in them. */
export function piecesOf(query: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < query.length; at += 1) {
    const letter = query.charAt(at);
    if (quoted && letter === "\\") {
      piece += letter + query.charAt(at + 1);
      at += 1;
      continue;
    }
    if (letter === '"') quoted = !quoted;
    if (!quoted && letter === "(") depth += 1;
    if (!quoted && letter === ")") depth -= 1;
    if (!quoted && depth <= 0 && letter.trim() === "") {
      if (piece !== "") pieces.push(piece);
      piece = "";
    } else piece += letter;
  }
  return piece === "" ? pieces : [...pieces, piece];
}

/** What a query asks of a field, if it asks it of all photos; empty: nothing. */
export function fieldOf(query: string, name: string): string {
  const pieces = piecesOf(query);
  if (pieces.includes("OR")) return "";
  const found = pieces.find((piece) => piece.startsWith(`${name}:`))?.slice(name.length + 1) ?? "";
  return /^".*"$/.test(found) ? found.slice(1, -1).replace(/\\(["\\])/g, "$1") : found;
}

/** The query with another value of a field; an empty one: it is no longer asked. */
export function withField(query: string, name: string, value: string): string {
  const pieces = piecesOf(query);
  const rest = pieces.includes("OR") ? [`(${pieces.join(" ")})`] : pieces.filter((piece) => !piece.startsWith(`${name}:`));
  return [...rest, ...(value === "" ? [] : [`${name}:${quoted(value)}`])].join(" ");
}

/** The query with a name in the place of the letters that were typed last. */
export function completed(query: string, text: string): string {
  const pieces = piecesOf(query);
  const sign = /^[-(]*/.exec(pieces.at(-1) ?? "")?.[0] ?? "";
  return [...pieces.slice(0, -1), sign + text, ""].join(" ");
}

function quoted(value: string): string {
  return /[\s"()]/.test(value) ? `"${value.replace(/(["\\])/g, "\\$1")}"` : value;
}
