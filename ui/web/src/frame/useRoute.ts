import { useSyncExternalStore } from "react";

import { type Route, routeOf } from "@/domain/route";

let hash = "";
let route: Route = { page: "home" };

/** Where the page is. The same place is the same value. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, here);
}

/** Goes to a place from which `leavePlace` leads back. */
export function openPlace(address: string): void {
  history.pushState({ opened: true }, "", address);
  changed();
}

/** Back to where a place was opened from; or, where the page began with it, to that other place. */
export function leavePlace(address: string): void {
  if ((history.state as { opened?: boolean } | null)?.opened === true) history.back();
  else replacePlace(address);
}

/** Goes to another place without a step in the history of its own. */
export function replacePlace(address: string): void {
  history.replaceState(history.state, "", address);
  changed();
}

/** The browser tells only of what the person does. */
function changed(): void {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function here(): Route {
  if (location.hash !== hash) {
    hash = location.hash;
    route = routeOf(hash);
  }
  return route;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
