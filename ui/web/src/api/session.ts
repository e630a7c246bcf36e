/** Signing in: the one-time code comes in the address's fragment, or from the window over its bridge. */

import { keepToken, post } from "@/api/client";

interface Bridge {
  api?: { sign_in_code?: () => Promise<string | null>; close?: () => Promise<void> };
}

declare global {
  interface Window {
    pywebview?: Bridge;
  }
}

/** The code of the address, which is taken out of it at once so that no history keeps it. */
export function codeOfAddress(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code !== null) history.replaceState(null, "", location.pathname + location.search);
  return code;
}

/** Exchanges a code for the cookie that reads and the token that changes. A refusal leaves what the page has. */
export async function signIn(code: string): Promise<void> {
  const { token } = await post<{ token: string }>("/api/session", { code });
  keepToken(token);
}

/** A code from the window that hosts this page; null in an ordinary browser. */
export async function codeOfWindow(): Promise<string | null> {
  return (await window.pywebview?.api?.sign_in_code?.()) ?? null;
}

/** Calls back when the window's bridge is there: now, else later. A code works once, so it is not asked for twice. */
export function onBridge(ready: () => void): () => void {
  if (window.pywebview?.api?.sign_in_code) {
    ready();
    return () => undefined;
  }
  window.addEventListener("pywebviewready", ready);
  return () => window.removeEventListener("pywebviewready", ready);
}
