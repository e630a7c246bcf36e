/** The words of the frame around every page. */

import type { State } from "@/api/types";

const STATES: Record<State, string> = {
  safe: "Safe",
  working: "Working",
  waiting: "Waiting",
  paused: "Paused",
  attention: "Attention",
  problem: "Problem",
};

export const frame = {
  name: "Holdfast",
  states: STATES,
  title: (state: State, page: string) => `${page} · ${STATES[state]} · Holdfast`,
  skip: "Skip to your sources",
  skipContent: "Skip to the content",
  regions: { status: "Status" },

  nav: {
    label: "Pages",
    menu: "All pages",
    home: "Home",
    timeline: "Timeline",
    folders: "Folders",
    search: "Search",
    shoots: "Shoots",
    collections: "Collections",
    map: "Map",
    duplicates: "Duplicates",
    statistics: "Statistics",
    missing: "Missing facts",
    activity: "Activity",
    problems: "Problems",
    safety: "Safety",
    restore: "Restore and export",
    settings: "Settings",
    setup: "Setting up",
  },

  signIn: {
    opening: "Opening Holdfast…",
    heading: "Please open Holdfast again",
    text: "This page is signed out. Open Holdfast from your applications, or run this in a terminal:",
    command: "holdfast open",
    reload: "Try again",
  },

  lost: {
    sentence: "Holdfast is not answering.",
    detail: "This page tries again by itself. Backups go on as long as the background service runs.",
    last: (age: string, sentence: string) => `This page tries again by itself. Last heard ${age}: ${sentence}`,
  },

  broken: {
    sentence: "Something on this page went wrong.",
    detail: "Your photos and backups are not affected. Load the page again; if it comes back, please report it.",
    reload: "Load again",
  },

  notice: { dismiss: "Dismiss", unexpected: "Holdfast gave an answer this page does not understand.", offline: "Holdfast is not answering. Please try again." },

  copy: { label: (what: string) => `Copy ${what}`, done: "Copied", failed: "Could not copy" },

  theme: { label: "Appearance", auto: "Auto", light: "Light", dark: "Dark" },

  worker: {
    missing: "Nothing is backed up by itself: Holdfast's background service is not running.",
    queued: "Nobody works on this yet: Holdfast's background service is not running.",
    go: "Start backups",
    starting: "Starting…",
    start: "In a terminal",
    command: "holdfast daemon start",
  },
} as const;
