/** The words of the page Statistics. */

export const statistics = {
  heading: "Statistics",
  skip: "Skip to the content",
} as const;
