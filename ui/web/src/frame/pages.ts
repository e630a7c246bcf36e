import { Activity, Archive, BarChart3, CalendarRange, CircleAlert, Copy, Folder, House, Images, Layers, type LucideIcon, Map, Search, Settings, ShieldCheck } from "lucide-react";

import { addressOf, HOME, listAt, pageAt, type PageName, searchFor, settingsAt } from "@/domain/route";

/** A page of the bar: its name, where it is, and its sign. */
export interface Place {
  page: PageName;
  address: string;
  Icon: LucideIcon;
}

const place = (page: PageName, address: string, Icon: LucideIcon): Place => ({ page, address, Icon });

/** The pages in their order, in the groups that a line parts. */
export const PLACES: readonly (readonly Place[])[] = [
  [place("home", HOME, House), place("timeline", listAt("timeline"), Images), place("search", searchFor(""), Search)],
  [
    place("folders", addressOf(null), Folder),
    place("map", pageAt("map"), Map),
    place("shoots", listAt("shoots"), CalendarRange),
    place("collections", listAt("collections"), Layers),
    place("duplicates", listAt("duplicates"), Copy),
    place("statistics", listAt("statistics"), BarChart3),
  ],
  [
    place("activity", pageAt("activity"), Activity),
    place("problems", pageAt("problems"), CircleAlert),
    place("safety", pageAt("safety"), ShieldCheck),
    place("restore", pageAt("restore"), Archive),
    place("settings", settingsAt(), Settings),
  ],
];
