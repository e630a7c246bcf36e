import { type ButtonHTMLAttributes, type ReactNode, useEffect, useState } from "react";

import { SECOND } from "@/domain/ages";

interface Look extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "prominent" | "plain" | "quiet";
  busy?: boolean;
  icon?: ReactNode;
}

/** A button that shows at once that it was pressed, and after a second that it still works on it. */
export function Button({ look = "plain", busy = false, icon, children, onClick, ...rest }: Look) {
  const slow = useSlow(busy);
  return (
    <button
      type="button"
      className="button"
      data-look={look}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (!busy) onClick?.(event);
      }}
      {...rest}
    >
      {slow ? <span className="spinner" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setSlow(true), SECOND);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return slow && busy;
}
