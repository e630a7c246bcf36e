import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { SECOND } from "@/domain/ages";
import { words } from "@/words";

/** A command to run in a terminal, with a button that copies it. */
export function Command({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    const done = await copied(text);
    setSaid(done ? words.copy.done : words.copy.failed);
    setTimeout(() => setSaid(""), 2 * SECOND);
  };
  return (
    <div className="command">
      <code className="command-text" dir="ltr">
        {text}
      </code>
      <button type="button" className="icon-button" aria-label={words.copy.label(text)} title={words.copy.label(text)} onClick={() => void copy()}>
        {said === words.copy.done ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
      </button>
      <span className="unseen" role="status">
        {said}
      </span>
    </div>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** The old way, for a window that refuses the clipboard to pages. */
function copiedBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else works without the permission
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
