import { CalendarClock, HardDrive, Info, Cloud, KeyRound, type LucideIcon, SunMoon } from "lucide-react";

export const PARTS = ["sources", "schedule", "library", "security", "appearance", "about"] as const;
export type Part = (typeof PARTS)[number];

export const ICONS: Record<Part, LucideIcon> = {
  sources: Cloud,
  schedule: CalendarClock,
  library: HardDrive,
  security: KeyRound,
  appearance: SunMoon,
  about: Info,
};

/** The part that an address names; the first one where it names none that is there. */
export function partOf(name: string | null): Part {
  return PARTS.find((part) => part === name) ?? "sources";
}
