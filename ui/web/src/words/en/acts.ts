/** The words of the list of what a person did. */

export const acts = {
  heading: "What you did lately",
  loading: "Reading what you did…",
  none: "Nothing yet. What you rate, tag, keep and decide is listed here, and can be taken back.",
  undo: "Undo",
  redo: "Do it again",
  undone: "Taken back.",
} as const;
